-- One row per increment that was over when the run before took its picture, and
-- is over now.
select periods.period_id, periods.period_start, periods.period_end
from periods
cross join before_as_at
where periods.period_type = 'three_months'
    and periods.is_complete
    and periods.period_end <= before_as_at.as_at

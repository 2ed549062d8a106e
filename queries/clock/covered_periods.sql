-- One row per authority and period that its extracts cover. Plans issued are
-- covered from the period that holds the first received date where nobody
-- said from when the extract is complete (is_covered is then false).
select
    coverage.authority_id,
    periods.period_id,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period_start >= coverage.complete_from as is_covered
from coverage
inner join periods
    on periods.period_start >= coverage.complete_from
    or (coverage.is_assumed and periods.period_end >= coverage.complete_from
        and periods.period_type <> 'rolling_12_months')

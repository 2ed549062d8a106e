-- One row per period and slice of it.
select periods.period_id, slices.slice_id
from periods
inner join slices
    on slices.first_day between periods.period_start and periods.period_end
    and slices.family
    = case periods.period_type when 'week' then 'week' else 'month' end

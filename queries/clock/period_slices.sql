-- One row per period and slice of it, with the first and the last slice of the
-- period: they are numbered in order of time.
select
    periods.period_id,
    slices.slice_id,
    min(slices.slice_id) over (partition by periods.period_id) as first_slice,
    max(slices.slice_id) over (partition by periods.period_id) as last_slice
from periods
inner join slices
    on slices.first_day between periods.period_start and periods.period_end
    and slices.family
    = case periods.period_type when 'week' then 'week' else 'month' end

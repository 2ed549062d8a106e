-- A period closes with the cases that the next one opens with.
with ordered as (
    select
        measure_flow.*,
        periods.period,
        lead(opening) over (partition by cell_id, weeks_open_band,
            periods.period_type order by periods.period_start)
            as next_opening
    from measure_flow
    inner join periods using (period_id)
    where periods.period_type <> 'rolling_12_months'
)

select cell_id, period, weeks_open_band, closing, next_opening
from ordered
where closing <> next_opening

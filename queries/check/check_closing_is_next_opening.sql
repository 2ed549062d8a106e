-- A period closes with the cases that the next one opens with.
with ordered as (
    select
        measure_flow.*,
        periods.period_type,
        periods.period,
        periods.period_start,
        lead(opening) over following as next_opening
    from measure_flow
    inner join periods using (period_id)
    where periods.period_type <> 'rolling_12_months'
    window following as (partition by topic_id, authority_id, breakdown,
        weeks_open_band, periods.period_type order by periods.period_start)
)

select topic_id, breakdown, period, weeks_open_band, closing, next_opening
from ordered
where closing <> next_opening

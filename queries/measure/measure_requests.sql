-- One row per cell (a topic, an authority and a value) and period: requests by
-- the day received, decisions by the day made.
with sums as (
    select
        cell_id, period_id,
        sum(received)::bigint as received,
        sum(assessed)::bigint as assessed,
        sum(not_assessed)::bigint as not_assessed,
        sum(withdrawn)::bigint as withdrawn,
        sum(undecided)::bigint as undecided,
        sum(decided)::bigint as decided,
        sum(decided_in_6_weeks)::bigint as decided_in_6_weeks,
        sum(refused)::bigint as refused,
        sum(refused_in_16_weeks)::bigint as refused_in_16_weeks
    from request_slices
    inner join period_slices using (slice_id)
    group by cell_id, period_id
),

grid as (
    select cells.cell_id, covered_periods.period_id
    from cells
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    where topics.in_periods and covered_periods.is_covered
)

select
    cell_id,
    period_id,
    coalesce(received, 0) as received,
    coalesce(assessed, 0) as assessed,
    coalesce(not_assessed, 0) as not_assessed,
    coalesce(withdrawn, 0) as withdrawn,
    coalesce(undecided, 0) as undecided,
    coalesce(decided, 0) as decided_in_period,
    coalesce(decided_in_6_weeks, 0) as decided_in_6_weeks,
    coalesce(refused, 0) as refused_after_assessment,
    coalesce(refused_in_16_weeks, 0) as refused_in_16_weeks
from grid
left join sums using (cell_id, period_id)

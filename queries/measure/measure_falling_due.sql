-- One row per cell (a topic, an authority and a value), period and threshold.
with sums as (
    select
        cell_id, threshold_weeks, period_id,
        sum(fell_due)::bigint as fell_due,
        sum(issued)::bigint as issued,
        sum(ended)::bigint as ended,
        sum(fell_due_excl)::bigint as fell_due_excl,
        sum(issued_excl)::bigint as issued_excl,
        sum(ended_excl)::bigint as ended_excl,
        sum(fell_due_after_mediation)::bigint as fell_due_after_mediation
    from due_slices
    inner join period_slices using (slice_id)
    group by cell_id, threshold_weeks, period_id
),

grid as (
    select cells.cell_id, covered_periods.period_id,
        thresholds.threshold_weeks
    from cells
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    cross join thresholds
    where topics.in_periods and covered_periods.is_covered
)

select
    cell_id,
    period_id,
    threshold_weeks,
    coalesce(fell_due, 0) as fell_due,
    coalesce(issued, 0) as issued_by_due_date,
    coalesce(fell_due - ended, 0) as open_at_due_date,
    coalesce(ended - issued, 0) as ended_without_plan,
    coalesce(fell_due_excl, 0) as fell_due_excl,
    coalesce(issued_excl, 0) as issued_by_due_date_excl,
    coalesce(fell_due_excl - ended_excl, 0) as open_at_due_date_excl,
    coalesce(fell_due_after_mediation, 0)
        as fell_due_after_mediation_or_tribunal
from grid
left join sums
    using (cell_id, period_id, threshold_weeks)

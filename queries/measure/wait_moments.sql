-- One row per authority, increment and half day since the clock started, up to
-- week 60, at which first spells enter or leave, and at the end of each week:
-- how many. A spell that leaves as it enters was never at risk.
with changes as (
    select authority_id, period_id, enters as half_days, spells as entered,
        null as way, 0 as gone
    from waits
    where leaves > enters
    union all
    select authority_id, period_id, leaves, 0, coalesce(way, 'censored'), spells
    from waits
    where leaves > enters
    union all
    select authority_id, period_id, 14 * week, 0, null, 0
    from (
        select authority_id, period_id
        from waits
        union
        select authority_id, period_id
        from covered_periods
        where period_type = 'three_months' and is_covered
    ) as cohorts
    cross join generate_series(0, 60) as weeks (week)
)

select
    authority_id,
    period_id,
    half_days,
    sum(entered)::bigint as entered,
    coalesce(sum(gone) filter (way = 'plan'), 0)::bigint as plans,
    coalesce(sum(gone) filter (way = 'refused'), 0)::bigint as refused,
    coalesce(sum(gone) filter (way = 'closed'), 0)::bigint as closed,
    coalesce(sum(gone) filter (way = 'censored'), 0)::bigint as censored
from changes
where half_days <= 14 * 60
group by authority_id, period_id, half_days

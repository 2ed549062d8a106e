-- One row per authority and increment whose first spells are followed, and how
-- far: those that the extracts cover, and an earlier one if enough of it was
-- seen young. Ten spells, or half of fewer than twenty, must be at risk at
-- every end before the last late entry, and all the time after the first week:
-- with fewer, one end bends the whole curve, and with none nothing is known.
with counted as (
    select
        authority_id,
        period_id,
        sum(spells)::bigint as cases,
        coalesce(sum(spells) filter (way is null), 0)::bigint as open_cases,
        max(leaves) as last_exit,
        max(last_start) as last_start
    from waits
    group by authority_id, period_id
),

running as (
    select
        authority_id,
        period_id,
        half_days,
        plans + refused + closed as ended,
        sum(entered - plans - refused - closed - censored) over cohort
            - entered + plans + refused + closed + censored as at_risk,
        max(half_days) filter (entered > 0) over (
            partition by authority_id, period_id) as last_entry
    from wait_moments
    window cohort as (partition by authority_id, period_id order by half_days)
),

too_few as (
    select distinct authority_id, period_id
    from running
    inner join counted using (authority_id, period_id)
    where half_days <= last_entry
        and (ended > 0 or half_days > 14)
        and at_risk < least(10, (cases + 1) // 2)
),

followed as (
    select authority_id, period_id
    from covered_periods
    where period_type = 'three_months' and is_covered
    union
    select counted.authority_id, counted.period_id
    from counted
    inner join coverage using (authority_id)
    where not coverage.is_assumed and not exists (
        select 1
        from too_few
        where too_few.authority_id = counted.authority_id
            and too_few.period_id = counted.period_id
    )
)

select
    authority_id,
    period_id,
    coalesce(cases, 0) as cases,
    coalesce(open_cases, 0) as open_cases,
    last_exit,
    last_start
from followed
left join counted
    using (authority_id, period_id)

-- One row per version, case, measure and increment: what a changed case adds to
-- the figure's numerator, or to the number where it is no rate, and to the
-- denominator. The rules are those of the measures themselves.
with spells as (
    select
        *,
        in_clock and opened_date is not null and not ended_undated as stands,
        ended_date - clock_start as days,
        coalesce(ended_how = 'plan', false) as has_plan
    from changed_spells
),

stocks as (
    select version, authority_text, case_id, period_start, unnest([
        {'measure': 'open', 'part': 1},
        {'measure': 'over_20_weeks',
            'part': (period_end - clock_start > days_20_weeks)::integer},
        {'measure': 'over_30_weeks',
            'part': (period_end - clock_start > days_30_weeks)::integer},
        {'measure': 'over_52_weeks',
            'part': (period_end - clock_start > days_52_weeks)::integer}
    ], recursive := true), 0 as whole
    from spells
    inner join revised_increments
        on spells.opened_date <= revised_increments.period_end
        and coalesce(spells.ended_date > revised_increments.period_end, true)
    cross join run
    where stands
),

received as (
    select version, authority_text, case_id, period_start, unnest([
        {'measure': 'received', 'part': 1, 'whole': 0},
        {'measure': 'pc_not_assessed',
            'part': coalesce(request_result = 'N', false)::integer, 'whole': 1}
    ], recursive := true)
    from spells
    inner join revised_increments
        on spells.received_date between revised_increments.period_start
        and revised_increments.period_end
    where is_request
),

entered as (
    select version, authority_text, case_id, period_start,
        'net_change' as measure, 1 as part, 0 as whole
    from spells
    inner join revised_increments
        on spells.opened_date between revised_increments.period_start
        and revised_increments.period_end
    where stands
    union all
    select version, authority_text, case_id, period_start,
        'net_change' as measure, -1 as part, 0 as whole
    from spells
    inner join revised_increments
        on spells.ended_date between revised_increments.period_start
        and revised_increments.period_end
    where stands
),

issued as (
    select version, authority_text, case_id, period_start, unnest([
        {'measure': 'pc_within_20_weeks', 'whole': 1,
            'part': coalesce(days <= days_20_weeks, false)::integer},
        {'measure': 'pc_within_20_weeks_excl',
            'whole': (not is_exception)::integer,
            'part': (not is_exception
                and coalesce(days <= days_20_weeks, false))::integer},
        {'measure': 'pc_within_30_weeks', 'whole': 1,
            'part': coalesce(days <= days_30_weeks, false)::integer},
        {'measure': 'pc_within_52_weeks', 'whole': 1,
            'part': coalesce(days <= days_52_weeks, false)::integer},
        {'measure': 'pc_flow_within_20_weeks',
            'whole': coalesce(period_start - 1 - clock_start < days_20_weeks,
                true)::integer,
            'part': coalesce(days <= days_20_weeks, false)::integer},
        {'measure': 'median_weeks', 'whole': 1, 'part': coalesce(days, -1)}
    ], recursive := true)
    from spells
    inner join revised_increments
        on spells.ended_date between revised_increments.period_start
        and revised_increments.period_end
    cross join run
    where in_clock and has_plan and not after_mediation
),

due as (
    select
        version, authority_text, case_id, period_start,
        'falling_due_' || thresholds.threshold_weeks as measure,
        (has_plan and coalesce(spells.days <= thresholds.days,
            false))::integer
            as part,
        (has_plan or not (ended_undated
            or coalesce(spells.days <= thresholds.days, false)))::integer
            as whole
    from spells
    cross join thresholds
    inner join revised_increments
        on spells.clock_start + thresholds.days
        between revised_increments.period_start
        and revised_increments.period_end
    where in_clock and not after_mediation
        and opened_date <= clock_start + thresholds.days
),

parts as (
    select * from stocks
    union all by name
    select * from received
    union all by name
    select * from entered
    union all by name
    select * from issued
    union all by name
    select * from due
)

select version, authority_text, case_id, measure, period_start,
    sum(part)::bigint as part, sum(whole)::bigint as whole
from parts
group by all
having part <> 0 or whole <> 0

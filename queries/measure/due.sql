-- One row per authority, breakdown and clock start: of the spells whose clock
-- started that day, how many were open or ended, issued and ended by each due
-- day. Mediation and tribunal are left out. A spell that ended on an unknown
-- day counts as ended by then.
with spells_due as (
    select
        authority_id,
        breakdown,
        clock_start,
        not is_exception as ordinary,
        ended_how = 'plan' as is_plan,
        opened_date - clock_start as days_at_opening,
        case when ended_undated then 0 else ended_date - clock_start end
            as days_at_end
    from spells_by
    where
        in_clock
        and clock_start is not null
        and route <> 'mediation_or_tribunal'
)

select
    authority_id,
    breakdown,
    clock_start,
    count(*) filter (days_at_opening <= days_20_weeks) as due_20,
    count(*) filter (days_at_end <= days_20_weeks
        and days_at_opening <= days_20_weeks) as ended_20,
    count(*) filter (is_plan and days_at_end <= days_20_weeks
        and days_at_opening <= days_20_weeks) as issued_20,
    count(*) filter (ordinary and days_at_opening <= days_20_weeks)
        as due_excl_20,
    count(*) filter (ordinary and is_plan and days_at_end <= days_20_weeks
        and days_at_opening <= days_20_weeks) as issued_excl_20,
    count(*) filter (ordinary and days_at_end <= days_20_weeks
        and days_at_opening <= days_20_weeks) as ended_excl_20,
    count(*) filter (days_at_opening <= days_30_weeks) as due_30,
    count(*) filter (days_at_end <= days_30_weeks
        and days_at_opening <= days_30_weeks) as ended_30,
    count(*) filter (is_plan and days_at_end <= days_30_weeks
        and days_at_opening <= days_30_weeks) as issued_30,
    count(*) filter (ordinary and days_at_opening <= days_30_weeks)
        as due_excl_30,
    count(*) filter (ordinary and is_plan and days_at_end <= days_30_weeks
        and days_at_opening <= days_30_weeks) as issued_excl_30,
    count(*) filter (ordinary and days_at_end <= days_30_weeks
        and days_at_opening <= days_30_weeks) as ended_excl_30,
    count(*) filter (days_at_opening <= days_52_weeks) as due_52,
    count(*) filter (days_at_end <= days_52_weeks
        and days_at_opening <= days_52_weeks) as ended_52,
    count(*) filter (is_plan and days_at_end <= days_52_weeks
        and days_at_opening <= days_52_weeks) as issued_52,
    count(*) filter (ordinary and days_at_opening <= days_52_weeks)
        as due_excl_52,
    count(*) filter (ordinary and is_plan and days_at_end <= days_52_weeks
        and days_at_opening <= days_52_weeks) as issued_excl_52,
    count(*) filter (ordinary and days_at_end <= days_52_weeks
        and days_at_opening <= days_52_weeks) as ended_excl_52
from spells_due
cross join run
group by authority_id, breakdown, clock_start

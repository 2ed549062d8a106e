-- One row per authority, breakdown, slice of issue and slice of the 20-week
-- day: plans that took more than 20 weeks. One whose 20-week day lies before
-- the period came from the backlog (period_start - 1 - clock_start >= 140).
with late_plans as (
    select authority_id, breakdown, ended_month, ended_week, due_month,
        due_week
    from spells_by
    inner join kinds using (kind)
    where
        in_clock
        and ended_how = 'plan'::ended_kind
        and not after_mediation
        and ended_band > 'weeks_0_to_20'::weeks_band
)

select authority_id, breakdown, ended_month as slice_id,
    coalesce(due_month, 0) as due_slice, count(*) as plans
from late_plans
group by all
union all
select authority_id, breakdown, ended_week, coalesce(due_week, 0), count(*)
from late_plans
group by all

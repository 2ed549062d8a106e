-- One row per authority, breakdown, slice of issue, days to the plan and kind
-- of plan: plans issued. Days are null where no received date is known.
with plans as (
    select
        authority_id,
        breakdown,
        ended_month,
        ended_week,
        (ended_date - clock_start)::integer as days,
        is_exception,
        after_mediation
    from spells_by
    inner join kinds using (kind)
    where in_clock and ended_how = 'plan'::ended_kind
)

select authority_id, breakdown, ended_month as slice_id, days, is_exception,
    after_mediation, count(*) as plans
from plans
group by all
union all
select authority_id, breakdown, ended_week, days, is_exception,
    after_mediation, count(*)
from plans
group by all

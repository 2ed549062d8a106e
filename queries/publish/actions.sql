-- One row per authority and action of the plan: where it stands at the as-at
-- day, and the verdict on the measure that it is meant to move.
with dated as (
    select
        stage_actions.*,
        coalesce(revised_date, due_date) as due_now,
        case when completed_date <= run.as_at then completed_date end as done,
        run.as_at
    from stage_actions
    cross join run
)

select
    authorities.authority_code,
    authorities.authority_name,
    shown(dated.action_id) as action_id,
    coalesce(shown(letter_area), 'Not recorded') as letter_area,
    shown(action) as action,
    shown(owner) as owner,
    due_date,
    due_now as revised_date,
    shown(status) as status,
    done as completed_date,
    case
        when done > due_now then 'done_late'
        when done is not null then 'done'
        when due_now is null then 'undated'
        when due_now < as_at then 'overdue'
        else 'open'
    end as state,
    case when state = 'overdue' then as_at - due_now end as days_overdue,
    shown(dated.measure) as measure,
    summary.latest::varchar as latest,
    summary.verdict
from dated
inner join authorities using (authority_id)
left join summary
    on lower(dated.measure) = summary.measure
    and authorities.authority_code is not distinct from summary.authority_code
order by authorities.authority_code, action_id

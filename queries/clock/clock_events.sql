-- One row per staged row that stands: the events known at the as-at date. A
-- later event is ignored, and an outcome dated later is not yet decided (A).
with stands as (
    select
        stage_rows.*,
        run.as_at,
        run.moved_in,
        run.days_after_order_to_assess,
        run.days_after_order_to_plan
    from stage_rows
    cross join run
    anti join stage_excluded
        on stage_rows.stage_row = stage_excluded.stage_row
),

known as (
    select
        * exclude (
            request_outcome, assessment_outcome, closed_reason, unreadable
        ),
        case when request_outcome_date <= as_at then request_outcome_date end
            as request_decided,
        case when assessment_outcome_date <= as_at
            then assessment_outcome_date end as assessment_decided,
        case when plan_issued_date <= as_at then plan_issued_date end as plan,
        case when closed_date <= as_at then closed_date end as closed,
        case when reopened_date <= as_at then reopened_date end as reopened,
        case when draft_plan_date <= as_at then draft_plan_date end as drafted,
        case when request_outcome_date > as_at then 'A'::outcome_code
            else coalesce(request_outcome, 'A'::outcome_code) end
            as request_outcome,
        case when assessment_outcome_date > as_at then 'A'::outcome_code
            else coalesce(assessment_outcome, 'A'::outcome_code) end
            as assessment_outcome,
        case when closed_date > as_at then null else closed_reason end
            as closed_reason,
        case
            when entry_type = 'transferred_in'
                then 'transferred_in'::entry_kind
            when entry_type = 'reopened' then 'reopened'::entry_kind
            else 'started'::entry_kind
        end as entry,
        coalesce(opened_date,
            case when entry_type = 'reopened' then reopened_date end,
            received_date) as opened
    from stands
),

-- A refusal that a reopened spell begins with is the one it overturned.
refused as (
    select
        *,
        case when request_outcome = 'N' and (request_decided > opened
            or (request_decided = opened and entry <> 'reopened'))
            then request_decided end as refused_to_assess,
        case when assessment_outcome = 'N' and (assessment_decided > opened
            or (assessment_decided = opened and entry <> 'reopened'))
            then assessment_decided end as refused_to_issue
    from known
),

-- A refusal followed by an assessment, a plan or a reopening is two spells.
overturned as (
    select
        *,
        case
            when
                refused_to_assess is not null
                and (
                    plan > refused_to_assess
                    or drafted > refused_to_assess
                    or assessment_decided > refused_to_assess
                    or (assessment_outcome = 'Y'
                        and assessment_decided is null)
                    or (entry <> 'reopened' and reopened >= refused_to_assess)
                )
                and coalesce(plan <> refused_to_assess, true)
                then refused_to_assess
            when
                refused_to_issue is not null
                and (
                    plan > refused_to_issue
                    or (entry <> 'reopened' and reopened >= refused_to_issue)
                )
                then refused_to_issue
        end as overturned_date
    from refused
)

select
    *,
    case
        when overturned_date is null then null
        when reopened >= overturned_date
            and coalesce(reopened <= plan, true) then reopened
        else overturned_date
    end as reopened_on
from overturned

-- One row per staged row that stands: the events known at the as-at date. A
-- later event is ignored, and an outcome dated later is not yet decided.
with stands as (
    select stage_rows.*, run.as_at
    from stage_rows
    cross join run
    anti join stage_excluded
        on stage_rows.stage_row = stage_excluded.stage_row
),

-- Codes become facts here, once: a code is compared as a code, not as text.
known as (
    select
        stands.* exclude (unreadable, emptied, authority_name, plan_moved_in),
        case when request_outcome_date <= as_at then request_outcome_date end
            as request_decided,
        case when assessment_outcome_date <= as_at
            then assessment_outcome_date end as assessment_decided,
        case when plan_issued_date <= as_at then plan_issued_date end as plan,
        case when closed_date <= as_at then closed_date end as closed,
        case when reopened_date <= as_at then reopened_date end as reopened,
        case when draft_plan_date <= as_at then draft_plan_date end as drafted,
        case when clock_restart_date <= as_at then clock_restart_date end
            as restarted,
        coalesce(request_outcome_date <= as_at, true) as request_known,
        -- A return gives the decision to issue no day of its own, but that of
        -- the plan: by a later one it was not yet decided.
        coalesce(
            assessment_outcome_date <= as_at,
            case when assessment_outcome = 'Y'::outcome_code
                then plan_issued_date <= as_at end,
            true
        ) as assessment_known,
        coalesce(closed_date <= as_at, true) as closure_known,
        coalesce(plan_moved_in, false) as plan_moved_in,
        coalesce(request_outcome = 'Y'::outcome_code, false)
            and request_known as request_accepted,
        coalesce(request_outcome = 'N'::outcome_code, false)
            and request_known as request_refused,
        coalesce(request_outcome = 'W'::outcome_code, false)
            and request_known as request_withdrawn,
        coalesce(request_outcome = 'H'::outcome_code, false)
            as request_historical,
        coalesce(assessment_outcome = 'Y'::outcome_code, false)
            and assessment_known as to_be_issued,
        coalesce(assessment_outcome = 'N'::outcome_code, false)
            and assessment_known as not_to_be_issued,
        coalesce(assessment_outcome = 'W'::outcome_code, false)
            and assessment_known as assessment_withdrawn,
        coalesce(assessment_outcome = 'H'::outcome_code, false)
            as assessment_historical,
        closed_reason is not null and closure_known as closure_coded,
        coalesce(closed_reason = 'withdrawn'::closed_code, false)
            as closed_withdrawn,
        coalesce(closed_reason = 'moved_out'::closed_code, false)
            as closed_moved_out,
        coalesce(entry_type = 'reopened'::entry_code, false) as is_reopened,
        coalesce(entry_type = 'transferred_in'::entry_code, false)
            as is_transferred,
        coalesce(request_mediation, false) or coalesce(request_tribunal, false)
            or coalesce(assessment_mediation, false)
            or coalesce(assessment_tribunal, false) as after_mediation,
        -- Without a received date there is no clock, and so no spell to open.
        case when received_date is not null
            then coalesce(opened_date,
                case when is_reopened then reopened_date end,
                received_date)
        end as opened
    from stands
    where coalesce(
        case when received_date is not null
            then coalesce(opened_date,
                case when entry_type = 'reopened'::entry_code
                    then reopened_date end,
                received_date) <= as_at end,
        plan_issued_date <= as_at, false)
),

-- A refusal that a reopened spell begins with is the one it overturned.
refused as (
    select
        *,
        case when request_refused and (request_decided > opened
            or (request_decided = opened and not is_reopened))
            then request_decided end as refused_to_assess,
        case when not_to_be_issued and (assessment_decided > opened
            or (assessment_decided = opened and not is_reopened))
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
                    or (to_be_issued and assessment_decided is null
                        and coalesce(reopened_date <= as_at, true))
                    or (not is_reopened and reopened >= refused_to_assess)
                )
                and coalesce(plan > refused_to_assess, true)
                then refused_to_assess
            when
                refused_to_issue is not null
                and (
                    plan > refused_to_issue
                    or (not is_reopened and reopened >= refused_to_issue)
                )
                and coalesce(plan > refused_to_issue, true)
                then refused_to_issue
        end as overturned_date,
        case
            when overturned_date is null then null
            when reopened >= overturned_date
                and coalesce(reopened <= plan, true) then reopened
            else overturned_date
        end as reopened_on
    from refused
)

-- A reopened case that is refused a plan and given one later is three.
select
    *,
    case when overturned_date = refused_to_assess
        and refused_to_issue > overturned_date
        and refused_to_issue >= reopened_on
        and plan > refused_to_issue
        then refused_to_issue end as overturned_again
from overturned

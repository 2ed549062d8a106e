-- One row per staged row, with what the rules ask about besides its columns.
select
    stage_rows.*,
    extracts.extract_date,
    run.as_at,
    run.days_20_weeks,
    coalesce(request_mediation, false) or coalesce(request_tribunal, false)
        or coalesce(assessment_mediation, false)
        or coalesce(assessment_tribunal, false) as after_mediation,
    coalesce(request_outcome = 'H'::outcome_code, false)
        or coalesce(assessment_outcome = 'H'::outcome_code, false)
        or coalesce(plan_moved_in, false) as is_historical,
    coalesce(request_outcome = 'N'::outcome_code, false)
        or coalesce(request_outcome = 'W'::outcome_code, false)
        as request_ended,
    coalesce(assessment_outcome = 'N'::outcome_code, false)
        or coalesce(assessment_outcome = 'W'::outcome_code, false)
        as assessment_ended,
    coalesce(assessment_outcome = 'Y'::outcome_code, false)
        as to_be_issued,
    coalesce(opened_date,
        case when entry_type = 'reopened'::entry_code
            then reopened_date end) as spell_opened,
    greatest(received_date, opened_date, reopened_date,
        request_outcome_date, assessment_outcome_date, clock_restart_date,
        draft_plan_date, plan_issued_date, closed_date) as last_date,
    least(received_date, opened_date, reopened_date,
        request_outcome_date, assessment_outcome_date, clock_restart_date,
        draft_plan_date, plan_issued_date, closed_date) as first_date
from stage_rows
inner join extracts using (extract_id)
cross join run

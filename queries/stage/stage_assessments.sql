-- One row per row of an extract, typed. A value that cannot be cast is null
-- here; its column and text stand in unreadable for the data-quality report.
with typed as (
    select
        *,
        day_of(received_date, date_order) as received_day,
        day_of(opened_date, date_order) as opened_day,
        day_of(reopened_date, date_order) as reopened_day,
        day_of(request_outcome_date, date_order) as request_outcome_day,
        day_of(assessment_outcome_date, date_order) as assessment_outcome_day,
        day_of(clock_restart_date, date_order) as clock_restart_day,
        day_of(draft_plan_date, date_order) as draft_plan_day,
        day_of(plan_issued_date, date_order) as plan_issued_day,
        day_of(closed_date, date_order) as closed_day,
        try_cast(entry_type as entry_code) as entry,
        try_cast(request_outcome as outcome_code) as request_code,
        try_cast(assessment_outcome as outcome_code) as assessment_code,
        try_cast(closed_reason as closed_code) as closed_why,
        try_cast(awaiting as awaiting_code) as awaiting_what,
        -- A cast alone would round 1.6 to 2.
        case when not contains(request_source, '.')
            then try_cast(request_source as utinyint) end as source_number,
        case when not contains(age_at_request, '.')
            then try_cast(age_at_request as utinyint) end as age,
        try_cast(request_mediation as boolean) as request_mediated,
        try_cast(request_tribunal as boolean) as request_appealed,
        try_cast(assessment_mediation as boolean) as assessment_mediated,
        try_cast(assessment_tribunal as boolean) as assessment_appealed,
        try_cast(week20_exception as boolean) as is_exception
    from extract_text
)

select
    extract_id::utinyint as extract_id,
    case_id,
    person_id,
    authority_code,
    authority_name,
    received_day as received_date,
    opened_day as opened_date,
    entry as entry_type,
    reopened_day as reopened_date,
    source_number as request_source,
    request_code as request_outcome,
    request_outcome_day as request_outcome_date,
    request_mediated as request_mediation,
    request_appealed as request_tribunal,
    assessment_code as assessment_outcome,
    assessment_outcome_day as assessment_outcome_date,
    assessment_mediated as assessment_mediation,
    assessment_appealed as assessment_tribunal,
    other_mediation,
    other_tribunal,
    clock_restart_day as clock_restart_date,
    clock_restart_reason,
    is_exception as week20_exception,
    draft_plan_day as draft_plan_date,
    plan_issued_day as plan_issued_date,
    closed_day as closed_date,
    closed_why as closed_reason,
    plan_moved_in = '1' as plan_moved_in,
    transferred_from,
    area,
    district,
    team,
    case_officer,
    primary_need,
    sex,
    ethnicity,
    age as age_at_request,
    phase,
    setting_type,
    setting_urn,
    social_care_status,
    health_area,
    awaiting_what as awaiting,
    case
        when
            (received_day is null and received_date is not null)
            or (opened_day is null and opened_date is not null)
            or (reopened_day is null and reopened_date is not null)
            or (request_outcome_day is null
                and request_outcome_date is not null)
            or (assessment_outcome_day is null
                and assessment_outcome_date is not null)
            or (clock_restart_day is null and clock_restart_date is not null)
            or (draft_plan_day is null and draft_plan_date is not null)
            or (plan_issued_day is null and plan_issued_date is not null)
            or (closed_day is null and closed_date is not null)
            or (entry is null and entry_type is not null)
            or (request_code is null and request_outcome is not null)
            or (assessment_code is null and assessment_outcome is not null)
            or (closed_why is null and closed_reason is not null)
            or (awaiting_what is null and awaiting is not null)
            or (source_number is null and request_source is not null)
            or (age is null and age_at_request is not null)
            or (request_mediated is null and request_mediation is not null)
            or (request_appealed is null and request_tribunal is not null)
            or (assessment_mediated is null
                and assessment_mediation is not null)
            or (assessment_appealed is null
                and assessment_tribunal is not null)
            or (is_exception is null and week20_exception is not null)
            or error_cell is not null
            then [
                {'name': 'received_date', 'text': received_date,
                    'bad': received_day is null},
                {'name': 'opened_date', 'text': opened_date,
                    'bad': opened_day is null},
                {'name': 'reopened_date', 'text': reopened_date,
                    'bad': reopened_day is null},
                {'name': 'request_outcome_date', 'text': request_outcome_date,
                    'bad': request_outcome_day is null},
                {'name': 'assessment_outcome_date',
                    'text': assessment_outcome_date,
                    'bad': assessment_outcome_day is null},
                {'name': 'clock_restart_date', 'text': clock_restart_date,
                    'bad': clock_restart_day is null},
                {'name': 'draft_plan_date', 'text': draft_plan_date,
                    'bad': draft_plan_day is null},
                {'name': 'plan_issued_date', 'text': plan_issued_date,
                    'bad': plan_issued_day is null},
                {'name': 'closed_date', 'text': closed_date,
                    'bad': closed_day is null},
                {'name': 'entry_type', 'text': entry_type,
                    'bad': entry is null},
                {'name': 'request_outcome', 'text': request_outcome,
                    'bad': request_code is null},
                {'name': 'assessment_outcome', 'text': assessment_outcome,
                    'bad': assessment_code is null},
                {'name': 'closed_reason', 'text': closed_reason,
                    'bad': closed_why is null},
                {'name': 'awaiting', 'text': awaiting,
                    'bad': awaiting_what is null},
                {'name': 'request_source', 'text': request_source,
                    'bad': source_number is null},
                {'name': 'age_at_request', 'text': age_at_request,
                    'bad': age is null},
                {'name': 'request_mediation', 'text': request_mediation,
                    'bad': request_mediated is null},
                {'name': 'request_tribunal', 'text': request_tribunal,
                    'bad': request_appealed is null},
                {'name': 'assessment_mediation', 'text': assessment_mediation,
                    'bad': assessment_mediated is null},
                {'name': 'assessment_tribunal', 'text': assessment_tribunal,
                    'bad': assessment_appealed is null},
                {'name': 'week20_exception', 'text': week20_exception,
                    'bad': is_exception is null},
                {'name': split_part(error_cell, ' ', 1),
                    'text': split_part(error_cell, ' ', 2),
                    'bad': error_cell is not null}
            ]
    end as unreadable,
    typed.* exclude (
        extract_id, date_order, error_cell, case_id, person_id,
        authority_code, authority_name, received_date, opened_date, entry_type,
        reopened_date, request_source,
        request_outcome, request_outcome_date, request_mediation,
        request_tribunal, assessment_outcome, assessment_outcome_date,
        assessment_mediation, assessment_tribunal, other_mediation,
        other_tribunal, clock_restart_date, clock_restart_reason,
        week20_exception, draft_plan_date, plan_issued_date, closed_date,
        closed_reason, plan_moved_in, transferred_from, area, district, team,
        case_officer, primary_need, sex, ethnicity, age_at_request, phase,
        setting_type, setting_urn, social_care_status, health_area, awaiting,
        received_day, opened_day, reopened_day, request_outcome_day,
        assessment_outcome_day, clock_restart_day, draft_plan_day,
        plan_issued_day, closed_day, entry, request_code, assessment_code,
        closed_why, awaiting_what, source_number, age, request_mediated,
        request_appealed, assessment_mediated, assessment_appealed,
        is_exception
    )
from typed

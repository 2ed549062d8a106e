-- One row per row of an extract, typed. A value that cannot be cast is null
-- here; its column and text stand in unreadable for the data-quality report. A
-- word that stands for nothing is null too, and has its bit in emptied.
select
    extract_id::utinyint as extract_id,
    said(case_id) as case_id,
    pseudonym(said(person_id)) as person_id,
    said(authority_code) as authority_code,
    said(authority_name) as authority_name,
    real_day(received_day) as received_date,
    real_day(opened_day) as opened_date,
    entry as entry_type,
    real_day(reopened_day) as reopened_date,
    source_number as request_source,
    request_code as request_outcome,
    real_day(request_outcome_day) as request_outcome_date,
    request_mediated as request_mediation,
    request_appealed as request_tribunal,
    assessment_code as assessment_outcome,
    real_day(assessment_outcome_day) as assessment_outcome_date,
    assessment_mediated as assessment_mediation,
    assessment_appealed as assessment_tribunal,
    said(other_mediation) as other_mediation,
    said(other_tribunal) as other_tribunal,
    real_day(clock_restart_day) as clock_restart_date,
    said(clock_restart_reason) as clock_restart_reason,
    is_exception as week20_exception,
    real_day(draft_plan_day) as draft_plan_date,
    real_day(plan_issued_day) as plan_issued_date,
    real_day(closed_day) as closed_date,
    closed_why as closed_reason,
    plan_moved_in = '1' as plan_moved_in,
    said(transferred_from) as transferred_from,
    said(area) as area,
    said(district) as district,
    said(team) as team,
    said(case_officer) as case_officer,
    said(primary_need) as primary_need,
    said(sex) as sex,
    said(ethnicity) as ethnicity,
    age as age_at_request,
    said(phase) as phase,
    said(setting_type) as setting_type,
    said(setting_urn) as setting_urn,
    -- Of social care none is an answer.
    case when lower(social_care_status) = 'none' then social_care_status
        else said(social_care_status) end as social_care_status,
    said(health_area) as health_area,
    awaiting_what as awaiting,
    case when is_odd then nullif(list_filter(list_concat([
        {'name': 'received_date', 'text': received_date,
            'bad': received_day is null and not no_day(received_date)},
        {'name': 'opened_date', 'text': opened_date,
            'bad': opened_day is null and not no_day(opened_date)},
        {'name': 'reopened_date', 'text': reopened_date,
            'bad': reopened_day is null and not no_day(reopened_date)},
        {'name': 'request_outcome_date', 'text': request_outcome_date,
            'bad': request_outcome_day is null
                and not no_day(request_outcome_date)},
        {'name': 'assessment_outcome_date', 'text': assessment_outcome_date,
            'bad': assessment_outcome_day is null
                and not no_day(assessment_outcome_date)},
        {'name': 'clock_restart_date', 'text': clock_restart_date,
            'bad': clock_restart_day is null
                and not no_day(clock_restart_date)},
        {'name': 'draft_plan_date', 'text': draft_plan_date,
            'bad': draft_plan_day is null and not no_day(draft_plan_date)},
        {'name': 'plan_issued_date', 'text': plan_issued_date,
            'bad': plan_issued_day is null and not no_day(plan_issued_date)},
        {'name': 'closed_date', 'text': closed_date,
            'bad': closed_day is null and not no_day(closed_date)},
        {'name': 'entry_type', 'text': entry_type,
            'bad': entry is null and not no_word(entry_type)},
        {'name': 'request_outcome', 'text': request_outcome,
            'bad': request_code is null and not no_word(request_outcome)},
        {'name': 'assessment_outcome', 'text': assessment_outcome,
            'bad': assessment_code is null and not no_word(assessment_outcome)},
        {'name': 'closed_reason', 'text': closed_reason,
            'bad': closed_why is null and not no_word(closed_reason)},
        {'name': 'awaiting', 'text': awaiting,
            'bad': awaiting_what is null and not no_word(awaiting)},
        {'name': 'request_source', 'text': request_source,
            'bad': source_number is null and not no_word(request_source)},
        {'name': 'age_at_request', 'text': age_at_request,
            'bad': age is null and not no_word(age_at_request)},
        {'name': 'request_mediation', 'text': request_mediation,
            'bad': request_mediated is null and not no_word(request_mediation)},
        {'name': 'request_tribunal', 'text': request_tribunal,
            'bad': request_appealed is null and not no_word(request_tribunal)},
        {'name': 'assessment_mediation', 'text': assessment_mediation,
            'bad': assessment_mediated is null
                and not no_word(assessment_mediation)},
        {'name': 'assessment_tribunal', 'text': assessment_tribunal,
            'bad': assessment_appealed is null
                and not no_word(assessment_tribunal)},
        {'name': 'week20_exception', 'text': week20_exception,
            'bad': is_exception is null and not no_word(week20_exception)}
    ], list_transform(string_split(error_cell, chr(10)), error -> {
        'name': split_part(error, ' ', 1),
        'text': split_part(error, ' ', 2),
        'bad': true
    })), cell -> cell.bad and cell.text is not null), []) end as unreadable,
    -- The bits are in the order of the columns in stage_emptied.
    case when is_odd then
        bit_if(received_day is null and no_day(received_date)
            or is_zero(received_day), 0)
        | bit_if(opened_day is null and no_day(opened_date)
            or is_zero(opened_day), 1)
        | bit_if(reopened_day is null and no_day(reopened_date)
            or is_zero(reopened_day), 2)
        | bit_if(request_outcome_day is null and no_day(request_outcome_date)
            or is_zero(request_outcome_day), 3)
        | bit_if(assessment_outcome_day is null
            and no_day(assessment_outcome_date)
            or is_zero(assessment_outcome_day), 4)
        | bit_if(clock_restart_day is null and no_day(clock_restart_date)
            or is_zero(clock_restart_day), 5)
        | bit_if(draft_plan_day is null and no_day(draft_plan_date)
            or is_zero(draft_plan_day), 6)
        | bit_if(plan_issued_day is null and no_day(plan_issued_date)
            or is_zero(plan_issued_day), 7)
        | bit_if(closed_day is null and no_day(closed_date)
            or is_zero(closed_day), 8)
        | bit_if(entry is null and no_word(entry_type), 9)
        | bit_if(request_code is null and no_word(request_outcome), 10)
        | bit_if(assessment_code is null and no_word(assessment_outcome), 11)
        | bit_if(closed_why is null and no_word(closed_reason), 12)
        | bit_if(awaiting_what is null and no_word(awaiting), 13)
        | bit_if(source_number is null and no_word(request_source), 14)
        | bit_if(age is null and no_word(age_at_request), 15)
        | bit_if(request_mediated is null and no_word(request_mediation), 16)
        | bit_if(request_appealed is null and no_word(request_tribunal), 17)
        | bit_if(assessment_mediated is null
            and no_word(assessment_mediation), 18)
        | bit_if(assessment_appealed is null
            and no_word(assessment_tribunal), 19)
        | bit_if(is_exception is null and no_word(week20_exception), 20)
    else 0 end
    | bit_if(case_id is not null and said(case_id) is null, 21)
    | bit_if(person_id is not null and said(person_id) is null, 22)
    | bit_if(authority_code is not null and said(authority_code) is null, 23)
    | bit_if(authority_name is not null and said(authority_name) is null, 24)
    | bit_if(other_mediation is not null and said(other_mediation) is null, 25)
    | bit_if(other_tribunal is not null and said(other_tribunal) is null, 26)
    | bit_if(clock_restart_reason is not null
        and said(clock_restart_reason) is null, 27)
    | bit_if(transferred_from is not null
        and said(transferred_from) is null, 28)
    | bit_if(area is not null and said(area) is null, 29)
    | bit_if(district is not null and said(district) is null, 30)
    | bit_if(team is not null and said(team) is null, 31)
    | bit_if(case_officer is not null and said(case_officer) is null, 32)
    | bit_if(primary_need is not null and said(primary_need) is null, 33)
    | bit_if(sex is not null and said(sex) is null, 34)
    | bit_if(ethnicity is not null and said(ethnicity) is null, 35)
    | bit_if(phase is not null and said(phase) is null, 36)
    | bit_if(setting_type is not null and said(setting_type) is null, 37)
    | bit_if(setting_urn is not null and said(setting_urn) is null, 38)
    | bit_if(health_area is not null and said(health_area) is null, 39)
    | bit_if(social_care_status is not null
        and said(social_care_status) is null
        and lower(social_care_status) <> 'none', 40) as emptied,
    stage_cast.* exclude (
        extract_id, date_order, error_cell, case_id, person_id,
        authority_code, authority_name, received_date, opened_date,
        entry_type, reopened_date, request_source, request_outcome,
        request_outcome_date, request_mediation, request_tribunal,
        assessment_outcome, assessment_outcome_date,
        assessment_mediation, assessment_tribunal, other_mediation,
        other_tribunal, clock_restart_date, clock_restart_reason,
        week20_exception, draft_plan_date, plan_issued_date,
        closed_date, closed_reason, plan_moved_in, transferred_from,
        area, district, team, case_officer, primary_need, sex,
        ethnicity, age_at_request, phase, setting_type, setting_urn,
        social_care_status, health_area, awaiting, received_day,
        opened_day, reopened_day, request_outcome_day,
        assessment_outcome_day, clock_restart_day, draft_plan_day,
        plan_issued_day, closed_day, entry, request_code,
        assessment_code, closed_why, awaiting_what, source_number,
        age, request_mediated, request_appealed, assessment_mediated,
        assessment_appealed, is_exception, is_odd
    )
from stage_cast

-- One row per row of an extract, typed. A value that cannot be cast is null
-- here; its column and text stand in unreadable for the data-quality report. A
-- word that stands for nothing is null too, and has its bit in emptied.
with listed as (
    select
        *,
        said(case_id) as case_id_said,
        said(person_id) as person_id_said,
        said(authority_code) as authority_code_said,
        said(authority_name) as authority_name_said,
        said(other_mediation) as other_mediation_said,
        said(other_tribunal) as other_tribunal_said,
        said(clock_restart_reason) as clock_restart_reason_said,
        said(transferred_from) as transferred_from_said,
        said(area) as area_said,
        said(district) as district_said,
        said(team) as team_said,
        said(case_officer) as case_officer_said,
        said(primary_need) as primary_need_said,
        said(sex) as sex_said,
        said(ethnicity) as ethnicity_said,
        said(phase) as phase_said,
        said(setting_type) as setting_type_said,
        said(setting_urn) as setting_urn_said,
        said(health_area) as health_area_said,
        -- Of social care none is an answer.
        case when lower(social_care_status) = 'none' then social_care_status
            else said(social_care_status) end as social_care_status_said,
        -- Few rows are odd, and the cells of those alone are looked at again.
        -- The bits are in the order of the columns in stage_emptied.
        case when is_odd then [
            {'name': 'received_date', 'bit': 0, 'text': received_date::varchar,
                'day': received_day},
            {'name': 'opened_date', 'bit': 1, 'text': opened_date::varchar,
                'day': opened_day},
            {'name': 'reopened_date', 'bit': 2, 'text': reopened_date::varchar,
                'day': reopened_day},
            {'name': 'request_outcome_date', 'bit': 3,
                'text': request_outcome_date::varchar,
                'day': request_outcome_day},
            {'name': 'assessment_outcome_date', 'bit': 4,
                'text': assessment_outcome_date::varchar,
                'day': assessment_outcome_day},
            {'name': 'clock_restart_date', 'bit': 5,
                'text': clock_restart_date::varchar, 'day': clock_restart_day},
            {'name': 'draft_plan_date', 'bit': 6,
                'text': draft_plan_date::varchar, 'day': draft_plan_day},
            {'name': 'plan_issued_date', 'bit': 7,
                'text': plan_issued_date::varchar, 'day': plan_issued_day},
            {'name': 'closed_date', 'bit': 8, 'text': closed_date::varchar,
                'day': closed_day}
        ] end as days,
        case when is_odd then [
            {'name': 'entry_type', 'bit': 9, 'text': entry_type::varchar,
                'read': entry is not null},
            {'name': 'request_outcome', 'bit': 10,
                'text': request_outcome::varchar,
                'read': request_code is not null},
            {'name': 'assessment_outcome', 'bit': 11,
                'text': assessment_outcome::varchar,
                'read': assessment_code is not null},
            {'name': 'closed_reason', 'bit': 12, 'text': closed_reason::varchar,
                'read': closed_why is not null},
            {'name': 'awaiting', 'bit': 13, 'text': awaiting::varchar,
                'read': awaiting_what is not null},
            {'name': 'request_source', 'bit': 14,
                'text': request_source::varchar,
                'read': source_number is not null},
            {'name': 'age_at_request', 'bit': 15,
                'text': age_at_request::varchar, 'read': age is not null},
            {'name': 'request_mediation', 'bit': 16,
                'text': request_mediation::varchar,
                'read': request_mediated is not null},
            {'name': 'request_tribunal', 'bit': 17,
                'text': request_tribunal::varchar,
                'read': request_appealed is not null},
            {'name': 'assessment_mediation', 'bit': 18,
                'text': assessment_mediation::varchar,
                'read': assessment_mediated is not null},
            {'name': 'assessment_tribunal', 'bit': 19,
                'text': assessment_tribunal::varchar,
                'read': assessment_appealed is not null},
            {'name': 'week20_exception', 'bit': 20,
                'text': week20_exception::varchar,
                'read': is_exception is not null}
        ] end as words
    from stage_cast
),

looked_at as (
    select
        *,
        list_concat(
            list_transform(days, cell -> {
                'name': cell.name, 'bit': cell.bit, 'text': cell.text,
                'bad': cell.day is null and not no_day(cell.text),
                'empty': (cell.day is null and no_day(cell.text))
                    or is_zero(cell.day)
            }),
            list_transform(words, cell -> {
                'name': cell.name, 'bit': cell.bit, 'text': cell.text,
                'bad': not cell.read and not no_word(cell.text),
                'empty': not cell.read and no_word(cell.text)
            }),
            list_transform(string_split(error_cell, chr(10)), error -> {
                'name': split_part(error, ' ', 1), 'bit': 0,
                'text': split_part(error, ' ', 2), 'bad': true, 'empty': false
            })
        ) as cells
    from listed
),

told as (
    select
        *,
        list_transform(
            list_filter(cells, cell -> cell.bad and cell.text is not null),
            cell -> {'name': cell.name, 'text': cell.text, 'bad': cell.bad}
        ) as unread_cells,
        list_sum(list_transform(cells, cell -> bit_if(cell.empty, cell.bit)))
            as emptied_cells
    from looked_at
)

select
    extract_id::utinyint as extract_id,
    case_id_said as case_id,
    pseudonym(person_id_said) as person_id,
    authority_code_said as authority_code,
    authority_name_said as authority_name,
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
    other_mediation_said as other_mediation,
    other_tribunal_said as other_tribunal,
    real_day(clock_restart_day) as clock_restart_date,
    clock_restart_reason_said as clock_restart_reason,
    is_exception as week20_exception,
    real_day(draft_plan_day) as draft_plan_date,
    real_day(plan_issued_day) as plan_issued_date,
    real_day(closed_day) as closed_date,
    closed_why as closed_reason,
    plan_moved_in = '1' as plan_moved_in,
    transferred_from_said as transferred_from,
    area_said as area,
    district_said as district,
    team_said as team,
    case_officer_said as case_officer,
    primary_need_said as primary_need,
    sex_said as sex,
    ethnicity_said as ethnicity,
    age as age_at_request,
    phase_said as phase,
    setting_type_said as setting_type,
    setting_urn_said as setting_urn,
    social_care_status_said as social_care_status,
    health_area_said as health_area,
    awaiting_what as awaiting,
    nullif(unread_cells, []) as unreadable,
    coalesce(emptied_cells, 0)::bigint
    | bit_if(case_id is not null and case_id_said is null, 21)
    | bit_if(person_id is not null and person_id_said is null, 22)
    | bit_if(authority_code is not null and authority_code_said is null, 23)
    | bit_if(authority_name is not null and authority_name_said is null, 24)
    | bit_if(other_mediation is not null and other_mediation_said is null, 25)
    | bit_if(other_tribunal is not null and other_tribunal_said is null, 26)
    | bit_if(clock_restart_reason is not null
        and clock_restart_reason_said is null, 27)
    | bit_if(transferred_from is not null and transferred_from_said is null, 28)
    | bit_if(area is not null and area_said is null, 29)
    | bit_if(district is not null and district_said is null, 30)
    | bit_if(team is not null and team_said is null, 31)
    | bit_if(case_officer is not null and case_officer_said is null, 32)
    | bit_if(primary_need is not null and primary_need_said is null, 33)
    | bit_if(sex is not null and sex_said is null, 34)
    | bit_if(ethnicity is not null and ethnicity_said is null, 35)
    | bit_if(phase is not null and phase_said is null, 36)
    | bit_if(setting_type is not null and setting_type_said is null, 37)
    | bit_if(setting_urn is not null and setting_urn_said is null, 38)
    | bit_if(health_area is not null and health_area_said is null, 39)
    | bit_if(social_care_status is not null
        and social_care_status_said is null, 40) as emptied,
    told.* exclude (
        extract_id, date_order, error_cell, case_id, person_id, authority_code,
        authority_name, received_date, opened_date, entry_type, reopened_date,
        request_source, request_outcome, request_outcome_date,
        request_mediation, request_tribunal, assessment_outcome,
        assessment_outcome_date, assessment_mediation, assessment_tribunal,
        other_mediation, other_tribunal, clock_restart_date,
        clock_restart_reason, week20_exception, draft_plan_date,
        plan_issued_date, closed_date, closed_reason, plan_moved_in,
        transferred_from, area, district, team, case_officer, primary_need, sex,
        ethnicity, age_at_request, phase, setting_type, setting_urn,
        social_care_status, health_area, awaiting, received_day, opened_day,
        reopened_day, request_outcome_day, assessment_outcome_day,
        clock_restart_day, draft_plan_day, plan_issued_day, closed_day, entry,
        request_code, assessment_code, closed_why, awaiting_what, source_number,
        age, request_mediated, request_appealed, assessment_mediated,
        assessment_appealed, is_exception, is_odd, case_id_said, person_id_said,
        authority_code_said, authority_name_said, other_mediation_said,
        other_tribunal_said, clock_restart_reason_said, transferred_from_said,
        area_said, district_said, team_said, case_officer_said,
        primary_need_said, sex_said, ethnicity_said, phase_said,
        setting_type_said, setting_urn_said, health_area_said,
        social_care_status_said, days, words, cells, unread_cells,
        emptied_cells
    )
from told

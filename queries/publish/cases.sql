-- One row per spell, with what every figure is counted from. It is worked out
-- from the staged rows whenever it is asked for.
select
    rows.case_id,
    rows.person_id,
    authorities.authority_code,
    authorities.authority_name,
    spells.spell,
    spells.entry,
    spells.route,
    rows.received_date,
    spells.opened_date,
    spells.clock_start,
    spells.clock_start + run.days_20_weeks as due_20_weeks,
    spells.clock_start + run.days_30_weeks as due_30_weeks,
    spells.clock_start + run.days_52_weeks as due_52_weeks,
    case when rows.clock_restart_date <= run.as_at
        then rows.clock_restart_date end as clock_restart_date,
    spells.own_due_date,
    spells.ended_date,
    spells.ended_how,
    spells.ended_undated,
    coalesce(spells.ended_date, run.as_at) - spells.clock_start as days,
    spells.in_clock and spells.opened_date is not null
        and spells.ended_date is null and not spells.ended_undated as is_open,
    case
        when not is_open then null
        when spells.issue_from is not null then 'issue'
        when spells.assessed_from is not null then 'assessment'
        else 'request'
    end as stage,
    spells.assessed_from,
    spells.issue_from,
    spells.draft_sent_from,
    spells.is_exception,
    spells.in_clock,
    spells.is_request,
    spells.request_result,
    spells.request_decided_date,
    spells.area,
    spells.district,
    spells.team,
    rows.case_officer,
    spells.age_group,
    spells.age_at_request,
    spells.phase,
    spells.primary_need,
    spells.request_source,
    spells.sex,
    spells.ethnicity,
    spells.setting_type,
    rows.setting_urn,
    spells.awaiting,
    spells.health_area,
    spells.social_care_status,
    extracts.file as extract_file,
    coalesce(stage_lines.line,
        spells.stage_row - extracts.first_row + 2
        + len(list_filter(extracts.unread_before,
            place -> place <= spells.stage_row - extracts.first_row)))
        as extract_row
from clock_spells as spells
inner join stage_rows as rows
    on spells.stage_row = rows.stage_row
inner join authority_texts
    on spells.authority_text = authority_texts.authority_text
inner join authorities
    on authority_texts.authority_id = authorities.authority_id
inner join extracts
    on rows.extract_id = extracts.extract_id
cross join run
left join stage_lines
    on spells.stage_row = stage_lines.stage_row

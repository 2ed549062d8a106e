-- One row per spell, with what every figure is counted from.
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
    spells.* exclude (
        stage_row, spell, authority_id, in_clock, entry, route, opened_date,
        clock_start, ended_date, ended_how, ended_undated,
        assessed_from, issue_from, draft_sent_from, own_due_date, is_exception,
        reopened_undated, is_request, request_result, request_decided_date,
        opened_band, ended_band, opened_stock, ended_stock, assessed_stock,
        issue_stock, draft_stock, ended_month, ended_week, due_month, due_week
    ),
    rows.case_officer,
    extracts.file as extract_file,
    coalesce(stage_lines.line,
        spells.stage_row - extracts.first_row + 2
        + (select count(*) from stage_unread
            where stage_unread.extract_id = rows.extract_id
                and stage_unread.position
                <= spells.stage_row - extracts.first_row)) as extract_row
from spells
inner join stage_rows as rows
    on spells.stage_row = rows.stage_row
inner join authorities
    on spells.authority_id = authorities.authority_id
inner join extracts
    on rows.extract_id = extracts.extract_id
cross join run
left join stage_lines
    on spells.stage_row = stage_lines.stage_row

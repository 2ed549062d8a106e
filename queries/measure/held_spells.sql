-- One row per spell, with the days and codes that figures rest on: what the run
-- holds for those after it to compare with.
select
    coalesce(rows.authority_code, '') as authority_text,
    rows.case_id,
    rows.received_date,
    spells.opened_date,
    spells.clock_start,
    spells.ended_date,
    spells.ended_how::varchar as ended_how,
    spells.ended_undated,
    spells.in_clock,
    spells.is_exception,
    spells.after_mediation,
    spells.is_request,
    spells.request_result::varchar as request_result
from spells
inner join stage_rows as rows
    on spells.stage_row = rows.stage_row

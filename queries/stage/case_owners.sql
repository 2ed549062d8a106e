-- One row per case of the assessments, for lists that name cases: whose it is,
-- and what describes it, by its latest row. A case_id that several authorities
-- have tells nothing.
select
    stage_rows.case_id,
    any_value(authority_texts.authority_id) as authority_id,
    arg_max(area, received_date) as area,
    arg_max(team, received_date) as team,
    arg_max(primary_need, received_date) as primary_need,
    arg_max(phase, received_date) as phase
from stage_rows
anti join stage_excluded
    on stage_rows.stage_row = stage_excluded.stage_row
inner join authority_texts
    on coalesce(stage_rows.authority_code, '') = authority_texts.authority_text
where stage_rows.case_id is not null
group by stage_rows.case_id
having count(distinct authority_texts.authority_id) = 1

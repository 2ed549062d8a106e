-- One row per staged row that an error rule rejects.
select stage_row, any_value(extract_id) as extract_id
from (
    select stage_row, extract_id
    from stage_findings
    where severity = 'error'
    union all
    select stage_row, extract_id
    from stage_unreadable
    where severity = 'error'
) as errors
group by stage_row

-- One row per value that could not be cast. A date, an outcome or a flag that
-- cannot be read makes the row unusable; a descriptive value does not.
with cells as (
    select stage_row, extract_id, unnest(unreadable) as cell
    from stage_rows
    where unreadable is not null
)

select
    stage_row,
    extract_id,
    case when cell.name like '%\_date' escape '\' then 'date_unreadable'
        else 'code_unknown' end as rule,
    case when cell.name in ('closed_reason', 'awaiting', 'request_source',
        'age_at_request') then 'query' else 'error' end as severity,
    cell.name as field,
    cell.text as value,
    case when cell.name like '%\_date' escape '\'
        then 'write dates as 2024-01-31'
        when cell.name in ('request_outcome', 'assessment_outcome')
            then 'use Y, N, A, W or H'
        when cell.name = 'entry_type'
            then 'use new, transferred_in or reopened'
        when cell.name = 'closed_reason'
            then 'use withdrawn, moved_out, deceased, error or other'
        when cell.name = 'awaiting' then 'use ep, other_advice or none'
        when cell.name in ('request_source', 'age_at_request')
            then 'use a whole number'
        else 'use 1 or 0' end as advice
from cells
where cell.bad and cell.text is not null

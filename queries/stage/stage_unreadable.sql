-- One row per value that could not be cast, and per error that a cell of a
-- workbook shows. A date, an outcome or a flag that cannot be read makes the
-- row unusable, and so does any error; a descriptive value does not.
with unnested as (
    select stage_row, extract_id, unnest(unreadable) as cell
    from stage_rows
    where unreadable is not null
),

cells as (
    select
        *,
        cell.text in ('#N/A', '#REF!', '#VALUE!', '#DIV/0!', '#NAME?', '#NULL!',
            '#NUM!', '#SPILL!', '#CALC!', '#GETTING_DATA') as is_error,
        cell.name like '%\_date' escape '\' as is_date
    from unnested
    where cell.bad and cell.text is not null
)

select distinct
    stage_row,
    extract_id,
    case when is_error then 'cell_error' when is_date then 'date_unreadable'
        else 'code_unknown' end as rule,
    case when not is_error and cell.name in ('closed_reason', 'awaiting',
        'request_source', 'age_at_request') then 'query' else 'error' end
        as severity,
    cell.name as field,
    cell.text as value,
    case when is_error then 'the cell shows an error: mend its formula'
        when is_date then 'write dates as 2024-01-31'
        when cell.name in ('request_outcome', 'assessment_outcome')
            then 'use Y, N, A, W or H, or map your codes under codes:'
        when cell.name = 'entry_type'
            then 'use new, transferred_in or reopened, or map your codes '
                || 'under codes:'
        when cell.name = 'closed_reason'
            then 'use withdrawn, moved_out, deceased, error or other, or '
                || 'map your codes under codes:'
        when cell.name = 'awaiting'
            then 'use ep, other_advice or none, or map your codes under codes:'
        when cell.name in ('request_source', 'age_at_request')
            then 'use a whole number'
        else 'use 1 or 0, or map your codes under codes:' end as advice
from cells

-- One row per finding, with the file and the row of the file that it is about.
-- Lines that could not be read at all push the rows after them down.
-- A rejected row is listed for what rejects it alone.
with found as (
    select stage_row, extract_id, rule, severity, field, value, advice
    from stage_findings
    union all
    select stage_row, extract_id, rule, severity, field, value, advice
    from stage_unreadable
),

findings as (
    select *
    from found
    where severity = 'error'
        or stage_row not in (select stage_row from stage_unusable)
    union all
    select stage_row, extract_id, 'key_conflict', 'error', 'case_id', null,
        'the same case and opening day stands in another row with other '
        || 'values, and no date says which is right: remove one'
    from stage_repeats
    where why = 'conflict'
    union all
    select stage_row, extract_id, 'spells_overlap', 'error', 'opened_date',
        opened_date::varchar,
        'an earlier spell of this case is still open on that day: close it '
        || 'or move the opening'
    from stage_overlaps
    union all
    select stage_row, extract_id, 'reopened_undated', 'query', 'reopened_date',
        null, 'the refusal was overturned: give the day the case was reopened; '
        || 'the day of the refusal is taken until then'
    from reopened_undated
    union all
    select first_row, extract_id, 'authority_unknown', 'query',
        'authority_code', authority_text,
        'use England''s nine-character code (E10000016) or DfE''s three-digit '
        || 'one (886)'
    from authorities_unknown
),

placed as (
    select
        findings.*,
        coalesce(stage_lines.line,
            findings.stage_row - extracts.first_row + 2
            + len(list_filter(extracts.unread_before, place -> place
                <= findings.stage_row - extracts.first_row))) as row
    from findings
    inner join extracts using (extract_id)
    left join stage_lines using (stage_row)
)

select rule, severity, file, row, field, value, advice
from placed
inner join extracts using (extract_id)
union all
select 'line_unreadable', 'error', extracts.file, stage_unread.line,
    null, null, stage_unread.advice
from stage_unread
inner join extracts using (extract_id)
where stage_unread.advice is not null
union all
select 'formula_text', 'query', null, null, field, value,
    'the text begins like a formula: an apostrophe is put before it wherever '
    || 'it is written'
from formula_values
order by severity, rule, file, row, field, value

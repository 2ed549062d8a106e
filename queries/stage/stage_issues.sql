-- One row per finding, with the file and the row of the file that it is about.
-- Lines that could not be read at all push the rows after them down.
-- A rejected row is listed for what rejects it alone.
with findings as (
    select stage_row, extract_id, rule, severity, field, value, advice
    from stage_findings
    where severity = 'error'
        or stage_row not in (select stage_row from stage_unusable)
    union all by name
    from stage_found
    union all by name
    from list_found
),

files as (
    select extract_id, file, first_row, unread_before
    from extracts
    union all
    select extract_id, file, 0, unread_before
    from lists
)

select
    findings.rule,
    findings.severity,
    coalesce(shown(findings.file), files.file) as file,
    coalesce(findings.row, stage_lines.line,
        findings.stage_row - files.first_row + 2
        + len(list_filter(files.unread_before, place -> place
            <= findings.stage_row - files.first_row))) as row,
    findings.field,
    findings.value,
    findings.advice
from findings
left join files using (extract_id)
left join stage_lines using (stage_row)
order by findings.severity, findings.rule, file, row, findings.field,
    findings.value

-- One row per rule that found something: how often, and where first.
select
    rule,
    severity,
    count(*) as count,
    round(count(*) / greatest((select sum(rows_read) from extracts), 1), 4)
        as share,
    arg_min(file, (file, row)) as example_file,
    arg_min(row, (file, row)) as example_row,
    arg_min(field, (file, row)) as field,
    arg_min(advice, (file, row)) as advice
from stage_issues
group by rule, severity
order by severity, rule

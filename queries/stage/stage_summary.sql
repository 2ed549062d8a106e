-- One row per rule that found something: how often, in what share of the rows,
-- in which columns and where first.
select
    rule,
    severity,
    count(*) as count,
    round(count(distinct (file, row)) filter (row is not null)
        / greatest((
            select sum(rows_read)
            from (
                select rows_read from extracts
                union all
                select rows_read from lists
            )
        ), 1), 4) as share,
    arg_min(file, (file, row)) as example_file,
    arg_min(row, (file, row)) as example_row,
    string_agg(distinct field, ', ' order by field) as fields,
    arg_min(advice, (file, row)) as advice
from stage_issues
group by rule, severity
order by severity, rule

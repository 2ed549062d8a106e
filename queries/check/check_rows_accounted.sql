-- Rows read are staged, rejected, repeats or superseded.
with excluded as (
    select
        extract_id,
        count(*) filter (why = 'rejected') as rejected,
        count(*) filter (why = 'repeat') as repeats,
        count(*) filter (why = 'superseded') as superseded
    from stage_excluded
    group by extract_id
),

standing as (
    select extract_id, count(*) as staged
    from stage_rows
    anti join stage_excluded using (stage_row)
    group by extract_id
),

unread as (
    select extract_id, count(*) as lines
    from stage_unread
    where advice is not null
    group by extract_id
)

select extracts.file, extracts.rows_read, standing.staged, excluded.rejected,
    excluded.repeats, excluded.superseded, unread.lines
from extracts
left join standing using (extract_id)
left join excluded using (extract_id)
left join unread using (extract_id)
where rows_read <> coalesce(staged, 0) + coalesce(rejected, 0)
    + coalesce(repeats, 0) + coalesce(superseded, 0) + coalesce(lines, 0)

-- One row per authority: the rows of the extracts that are its own, and what
-- became of them.
select
    coalesce(authorities.authority_code, '') as authority_code,
    count(*) as rows_read,
    count(*) filter (excluded.why is null) as staged,
    count(*) filter (excluded.why = 'rejected') as rejected,
    count(*) filter (excluded.why = 'repeat') as repeats,
    count(*) filter (excluded.why = 'superseded') as superseded
from stage_rows as rows
inner join authority_texts
    on coalesce(rows.authority_code, '') = authority_texts.authority_text
inner join authorities using (authority_id)
left join stage_excluded as excluded using (stage_row)
group by all

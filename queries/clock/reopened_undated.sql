-- One row per spell that was reopened on an unknown day.
select stage_row, extract_id
from spells
inner join stage_rows using (stage_row)
where reopened_undated

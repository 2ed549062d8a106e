-- severity: error
-- says: A line is no row of a CSV.
-- try: see what the line has
select extract_id, line as row, null as value, stage_unread.advice as its_advice
from stage_unread
where stage_unread.advice is not null

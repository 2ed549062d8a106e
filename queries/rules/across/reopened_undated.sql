-- severity: query
-- says: A refusal was overturned on a day that is not given.
-- column: reopened_date
-- try: the refusal was overturned: give the day the case was reopened; the day
--    of the refusal is taken until then
select stage_row, extract_id, null as value
from reopened_undated

-- severity: query
-- says: The code is that of no authority in England.
-- column: authority_code
-- try: use England's nine-character code (E10000016) or DfE's three-digit one
--    (886)
select first_row as stage_row, extract_id, authority_text as value
from authorities_unknown

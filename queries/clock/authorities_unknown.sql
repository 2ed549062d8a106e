-- One row per authority code that England does not have, and where it first
-- stands.
select authority_text, extract_id, first_row
from authority_texts
where not is_known

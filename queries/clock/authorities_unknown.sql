-- One row per authority code that England does not have.
select authority_text, extract_id
from authority_texts
where not is_known

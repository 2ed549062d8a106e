-- One row per authority.
select
    authority_id,
    authority_code,
    min(authority_name) as authority_name,
    min(old_code) as old_code,
    min(region_code) as region_code,
    min(region_name) as region_name
from authority_texts
group by authority_id, authority_code

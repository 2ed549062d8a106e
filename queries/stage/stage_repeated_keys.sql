-- One row per case that has more than one row, by a hash of its key.
select hash(authority_code, case_id) as case_key
from stage_rows
group by case_key
having count(*) > 1

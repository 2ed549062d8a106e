-- One row per authority and case that has more than one row. Case ids are
-- counted by their hash first: few are left to be compared.
with repeated_hashes as (
    select hash(case_id) as case_hash
    from stage_rows
    group by case_hash
    having count(*) > 1
)

select authority_texts.authority_id, stage_rows.case_id
from repeated_hashes
inner join stage_rows
    on repeated_hashes.case_hash = hash(stage_rows.case_id)
inner join authority_texts
    on coalesce(stage_rows.authority_code, '') = authority_texts.authority_text
group by authority_texts.authority_id, stage_rows.case_id
having count(*) > 1

-- severity: error
-- says: A code is not one of those that its column holds.
-- try: use one of the codes of the column, or map yours under codes:
select
    stage_row, extract_id, value,
    field as its_field, severity as its_severity, advice as its_advice
from stage_listed
where rule = 'code_unknown'

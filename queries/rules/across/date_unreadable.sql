-- severity: error
-- says: A date cannot be read.
-- try: write dates as 2024-01-31
select
    stage_row, extract_id, value,
    field as its_field, severity as its_severity, advice as its_advice
from stage_listed
where rule = 'date_unreadable'

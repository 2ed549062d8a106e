-- severity: error
-- says: A cell of a workbook shows an error.
-- try: the cell shows an error: mend its formula
select
    stage_row, extract_id, value,
    field as its_field, severity as its_severity, advice as its_advice
from stage_listed
where rule = 'cell_error'

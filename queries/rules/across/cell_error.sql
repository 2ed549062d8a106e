-- severity: error
-- says: A cell of a workbook shows an error.
-- try: the cell shows an error: mend its formula
select
    stage_row, extract_id, value,
    field as its_field, severity as its_severity, advice as its_advice
from stage_unreadable
where rule = 'cell_error' and (severity = 'error'
    or stage_row not in (select stage_row from stage_unusable))

-- One row per cell and stage at which a case of it was open at a stock date,
-- with the number of the cell that the two make.
select
    cell_id,
    stage,
    (row_number() over (order by cell_id, stage)
        + (select max(cell_id) from breakdown_cells))::integer as stage_cell_id
from (select distinct cell_id, stage from stock_stays where stage is not null)
    as found

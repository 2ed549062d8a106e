-- One row per cell, clock start and first and last stock date: open spells.
select
    coalesce(stage_cell_id, stock_stays.cell_id) as cell_id,
    clock_start,
    from_stock,
    until_stock,
    assessed_stock,
    spells
from stock_stays
left join stage_cells
    on stock_stays.cell_id = stage_cells.cell_id
    and stock_stays.stage = stage_cells.stage

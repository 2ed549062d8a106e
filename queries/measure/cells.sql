-- One row per cell: a topic, an authority and a value as it is shown.
select breakdown_cells.*
from breakdown_cells
inner join topics using (topic_id)
where not is_staged
union all
select stage_cell_id, topic_id, authority_id,
    concat_ws(': ', breakdown, stage::varchar)
from stage_cells
inner join breakdown_cells using (cell_id)

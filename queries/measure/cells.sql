-- One row per cell: a topic, an authority and a value as it is shown. An
-- authority's cells are in order of topic and value by cell_order, a number,
-- which is sorted by much sooner than text is.
with shown_cells as (
    select breakdown_cells.*
    from breakdown_cells
    inner join topics using (topic_id)
    where not is_staged
    union all
    select stage_cell_id, topic_id, authority_id,
        concat_ws(': ', breakdown, stage::varchar)
    from stage_cells
    inner join breakdown_cells using (cell_id)
)

select
    shown_cells.*,
    (dense_rank() over (order by topics.breakdown_topic, shown_cells.breakdown))
        ::integer as cell_order
from shown_cells
inner join topics using (topic_id)

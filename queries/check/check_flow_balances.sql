-- Opening and what came in less what went out is closing, in every band.
select breakdown_topic, breakdown, period, weeks_open_band, opening, closing
from measure_flow
inner join cells using (cell_id)
inner join topics using (topic_id)
inner join periods using (period_id)
where opening + started + transferred_in + reopened + moved_up_in
    - moved_up_out - plans_issued - not_assessed - not_issued - withdrawn
    - moved_out - other_closed <> closing

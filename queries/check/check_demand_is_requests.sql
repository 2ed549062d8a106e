-- demand counts the same requests as requests does, in every period that both
-- have.
select cell_id, period_id, demand.requests, requests.received
from measure_demand as demand
inner join measure_requests as requests using (cell_id, period_id)
where demand.requests <> requests.received

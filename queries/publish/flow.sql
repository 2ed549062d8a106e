-- One row per authority, period, breakdown and weeks-open band; none
-- where backlog has none.
select
    authorities.authority_code,
    authorities.authority_name,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete,
    topics.breakdown_topic,
    cells.breakdown,
    flow.weeks_open_band,
    opening,
    started,
    transferred_in,
    reopened,
    moved_up_in,
    moved_up_out,
    plans_issued,
    not_assessed,
    not_issued,
    withdrawn,
    moved_out,
    other_closed,
    closing
from measure_flow as flow
cross join run
inner join cells using (cell_id)
inner join authorities using (authority_id)
inner join topics using (topic_id)
inner join periods using (period_id)
where run.has_ends
order by
    authorities.authority_id, periods.period_id, cells.cell_order,
    flow.weeks_open_band

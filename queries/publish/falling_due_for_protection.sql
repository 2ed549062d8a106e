-- One row per row of falling_due, with the denominator of its percentage
-- without exceptions, which that percentage tells.
select
    falling_due.*,
    due.issued_by_due_date_excl + due.open_at_due_date_excl as due_excl
from falling_due
inner join authorities
    on coalesce(falling_due.authority_code, '')
    = coalesce(authorities.authority_code, '')
inner join topics using (breakdown_topic)
inner join cells
    on authorities.authority_id = cells.authority_id
    and topics.topic_id = cells.topic_id
    and falling_due.breakdown = cells.breakdown
inner join periods using (period_type, period_start)
inner join measure_falling_due as due
    on cells.cell_id = due.cell_id
    and periods.period_id = due.period_id
    and falling_due.threshold_weeks = due.threshold_weeks

-- One row per authority, period and breakdown: advice by the day on which it
-- was asked for, and by the day on which it fell due.
select
    authorities.authority_code,
    authorities.authority_name,
    period_type,
    period_start,
    period_end,
    period,
    is_complete,
    breakdown_topic,
    breakdown,
    requested,
    fell_due,
    received_in_6_weeks,
    received - received_in_6_weeks as received_over_6_weeks,
    fell_due - received as not_received,
    fell_due_known,
    received_in_6_weeks_known,
    fell_due_excl,
    received_in_6_weeks_excl,
    percentage(received_in_6_weeks, fell_due) as pc_received_in_6_weeks,
    percentage(received_in_6_weeks_known, fell_due_known)
        as pc_received_in_6_weeks_known,
    percentage(received_in_6_weeks_excl, fell_due_excl)
        as pc_received_in_6_weeks_excl,
    wilson.low as pc_received_in_6_weeks_low,
    wilson.high as pc_received_in_6_weeks_high
from measure_advice
inner join authorities using (authority_id)
left join wilson
    on measure_advice.received_in_6_weeks = wilson.part
    and measure_advice.fell_due = wilson.whole
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

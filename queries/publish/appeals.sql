-- One row per authority, period and breakdown: appeals lodged and ended.
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
    lodged,
    ended
from measure_appeals
inner join authorities using (authority_id)
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

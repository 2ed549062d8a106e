-- One row per authority, period and breakdown: plans maintained, opening to
-- closing.
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
    opening,
    new + moved_in as entered,
    new,
    moved_in,
    ceased,
    opening + new + moved_in - ceased as closing
from measure_caseload
inner join authorities using (authority_id)
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

-- One row per authority, period and breakdown: answers and how many were
-- positive.
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
    answers,
    positive,
    percentage(positive, answers) as pc_positive,
    wilson.low as pc_positive_low,
    wilson.high as pc_positive_high,
    invited,
    percentage(answers, invited) as pc_answered
from measure_feedback
inner join authorities using (authority_id)
left join wilson
    on measure_feedback.positive = wilson.part
    and measure_feedback.answers = wilson.whole
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

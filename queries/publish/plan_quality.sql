-- One row per authority, period and breakdown: audited plans by grade.
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
    audited,
    outstanding,
    good,
    requires_improvement,
    inadequate,
    good_or_better,
    percentage(good_or_better, audited) as pc_good_or_better,
    by_audit.low as pc_good_or_better_low,
    by_audit.high as pc_good_or_better_high,
    moderated,
    moderated_good_or_better,
    percentage(moderated_good_or_better, moderated)
        as pc_moderated_good_or_better,
    issued_audited,
    issued_good_or_better,
    percentage(issued_good_or_better, issued_audited)
        as pc_issued_good_or_better,
    by_issue.low as pc_issued_good_or_better_low,
    by_issue.high as pc_issued_good_or_better_high
from measure_plan_quality
inner join authorities using (authority_id)
left join wilson as by_audit
    on measure_plan_quality.good_or_better = by_audit.part
    and measure_plan_quality.audited = by_audit.whole
left join wilson as by_issue
    on measure_plan_quality.issued_good_or_better = by_issue.part
    and measure_plan_quality.issued_audited = by_issue.whole
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

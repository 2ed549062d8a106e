-- One row per authority, period and breakdown.
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
    received,
    case when has_request_outcomes then assessed end as assessed,
    case when has_request_outcomes then not_assessed end as not_assessed,
    case when has_request_outcomes then withdrawn end as withdrawn,
    case when has_request_outcomes then undecided end as undecided,
    case when has_request_outcomes then percentage(not_assessed, received) end
        as pc_not_assessed,
    case when has_request_dates then decided_in_period end as decided_in_period,
    case when has_request_dates then decided_in_6_weeks end
        as decided_in_6_weeks,
    case when has_request_dates then decided_in_period - decided_in_6_weeks end
        as decided_over_6_weeks,
    case when has_request_dates
        then percentage(decided_in_6_weeks, decided_in_period) end
        as pc_decided_in_6_weeks,
    case when has_assessment_dates then refused_after_assessment end
        as refused_after_assessment,
    case when has_assessment_dates then refused_in_16_weeks end
        as refused_in_16_weeks,
    case when has_assessment_dates
        then refused_after_assessment - refused_in_16_weeks end
        as refused_over_16_weeks
from measure_requests as requests
cross join run
inner join cells using (cell_id)
inner join authorities using (authority_id)
inner join topics using (topic_id)
inner join periods using (period_id)
order by
    authorities.authority_id, periods.period_id, cells.cell_order

-- One row per authority, period and breakdown.
select
    authorities.authority_code,
    authorities.authority_name,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete and covered_periods.is_covered as is_complete,
    topics.breakdown_topic,
    cells.breakdown,
    plans_issued,
    case when has_exceptions then plans_issued_excl end as plans_issued_excl,
    within_20_weeks,
    case when has_exceptions then within_20_weeks_excl end
        as within_20_weeks_excl,
    plans_issued - undated - within_20_weeks as over_20_weeks,
    case when has_exceptions
        then plans_issued_excl - undated_excl - within_20_weeks_excl end
        as over_20_weeks_excl,
    within_30_weeks,
    case when has_exceptions then within_30_weeks_excl end
        as within_30_weeks_excl,
    plans_issued - undated - within_30_weeks as over_30_weeks,
    case when has_exceptions
        then plans_issued_excl - undated_excl - within_30_weeks_excl end
        as over_30_weeks_excl,
    within_52_weeks,
    case when has_exceptions then within_52_weeks_excl end
        as within_52_weeks_excl,
    plans_issued - undated - within_52_weeks as over_52_weeks,
    case when has_exceptions
        then plans_issued_excl - undated_excl - within_52_weeks_excl end
        as over_52_weeks_excl,
    undated,
    percentage(within_20_weeks, plans_issued) as pc_within_20_weeks,
    wilson.low as pc_within_20_weeks_low,
    wilson.high as pc_within_20_weeks_high,
    case when has_exceptions
        then percentage(within_20_weeks_excl, plans_issued_excl) end
        as pc_within_20_weeks_excl,
    case when has_exceptions then wilson_excl.low end
        as pc_within_20_weeks_excl_low,
    case when has_exceptions then wilson_excl.high end
        as pc_within_20_weeks_excl_high,
    percentage(within_30_weeks, plans_issued) as pc_within_30_weeks,
    case when has_exceptions
        then percentage(within_30_weeks_excl, plans_issued_excl) end
        as pc_within_30_weeks_excl,
    percentage(within_52_weeks, plans_issued) as pc_within_52_weeks,
    case when has_exceptions
        then percentage(within_52_weeks_excl, plans_issued_excl) end
        as pc_within_52_weeks_excl,
    case when has_exceptions
        then percentage(plans_issued - plans_issued_excl, plans_issued) end
        as pc_exceptions,
    mean_weeks_of(days_in_all, dated) as mean_weeks,
    weeks_of(median_days_10) as median_weeks,
    weeks_of(p90_days_10) as p90_weeks,
    issued_from_backlog,
    plans_issued - issued_from_backlog as issued_from_flow,
    percentage(within_20_weeks, plans_issued - issued_from_backlog)
        as pc_flow_within_20_weeks,
    case when has_mediation then plans_issued_after_mediation_or_tribunal end
        as plans_issued_after_mediation_or_tribunal
from measure_timeliness as issued
cross join run
inner join cells using (cell_id)
inner join authorities
    on cells.authority_id = authorities.authority_id
inner join topics using (topic_id)
inner join periods using (period_id)
inner join covered_periods
    on cells.authority_id = covered_periods.authority_id
    and periods.period_id = covered_periods.period_id
left join wilson
    on issued.within_20_weeks = wilson.part
    and issued.plans_issued = wilson.whole
left join wilson as wilson_excl
    on issued.within_20_weeks_excl = wilson_excl.part
    and issued.plans_issued_excl = wilson_excl.whole
where has_plans and topics.in_periods
order by
    authorities.authority_id, periods.period_id, cells.cell_order

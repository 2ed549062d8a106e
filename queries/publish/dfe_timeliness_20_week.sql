-- One row per calendar year that is over, authority and breakdown, with the
-- columns and marks of DfE's 2026 release. x: no denominator.
with issued as (
    select *
    from measure_timeliness
    inner join cells using (cell_id)
    inner join topics using (topic_id)
    inner join periods using (period_id)
    inner join authorities using (authority_id)
    cross join run
    where period_type = 'calendar_year' and is_complete and has_plans
        and dfe_topic is not null
        and (plans_issued > 0 or dfe_topic = 'All EHC plans')
),

counts as (
    select
        issued.*,
        coalesce(dfe_breakdowns.dfe_breakdown, issued.breakdown) as label,
        plans_issued as den,
        case when has_exceptions then plans_issued_excl end as den_ex,
        within_20_weeks as in_20,
        case when has_exceptions then within_20_weeks_excl end as in_20_ex,
        within_52_weeks - within_20_weeks as in_52,
        case when has_exceptions
            then within_52_weeks_excl - within_20_weeks_excl end as in_52_ex,
        plans_issued - undated - within_52_weeks as over_52,
        case when has_exceptions
            then plans_issued_excl - undated_excl - within_52_weeks_excl end
            as over_52_ex
    from issued
    left join dfe_breakdowns
        on issued.dfe_topic = dfe_breakdowns.dfe_topic
        and issued.breakdown = dfe_breakdowns.breakdown
),

-- Two of our values may be one of DfE's (ages 0 to 2).
labelled as (
    select
        period, region_code, region_name, authority_code, old_code,
        authority_name, dfe_topic, label,
        sum(den)::bigint as den,
        sum(den_ex)::bigint as den_ex,
        sum(in_20)::bigint as in_20,
        sum(in_20_ex)::bigint as in_20_ex,
        sum(in_52)::bigint as in_52,
        sum(in_52_ex)::bigint as in_52_ex,
        sum(over_52)::bigint as over_52,
        sum(over_52_ex)::bigint as over_52_ex,
        sum(days_in_all)::bigint as days_in_all,
        sum(den - undated)::bigint as dated,
        sum(case when has_exceptions then days_in_all_excl end)::bigint
            as days_in_all_ex,
        sum(den_ex - undated_excl)::bigint as dated_ex
    from counts
    group by all
)

select
    period as time_period,
    'Calendar year' as time_identifier,
    'Local authority' as geographic_level,
    'E92000001' as country_code,
    'England' as country_name,
    coalesce(region_code, 'x') as region_code,
    coalesce(region_name, 'x') as region_name,
    authority_code as new_la_code,
    coalesce(old_code, 'x') as old_la_code,
    authority_name as la_name,
    dfe_topic as breakdown_topic,
    label as breakdown,
    dfe_mark(den) as plans_issued_den,
    dfe_mark(den_ex) as plans_issued_den_ex,
    dfe_mark(in_20) as plans_issued_within_20_weeks,
    dfe_mark(in_20_ex) as plans_issued_20_weeks_ex,
    dfe_mark(percentage(in_20, den)) as pc_plans_issued_within_20_weeks,
    dfe_mark(percentage(in_20_ex, den_ex)) as pc_plans_issued_20_weeks_ex,
    dfe_mark(in_52) as plans_issued_gt20weeks_ltyear,
    dfe_mark(in_52_ex) as plans_issued_gt20weeks_ltyear_ex,
    dfe_mark(percentage(in_52, den)) as pc_plans_issued_gt20weeks_ltyear,
    dfe_mark(percentage(in_52_ex, den_ex))
        as pc_plans_issued_gt20weeks_ltyear_ex,
    dfe_mark(over_52) as plans_issued_gt_1_year,
    dfe_mark(over_52_ex) as plans_issued_gt_1_year_ex,
    dfe_mark(percentage(over_52, den)) as pc_plans_issued_gt_1_year,
    dfe_mark(percentage(over_52_ex, den_ex)) as pc_plans_issued_gt_1_year_ex,
    dfe_mark(mean_weeks_of(days_in_all, dated)) as avg_weeks_issue_plan,
    dfe_mark(mean_weeks_of(days_in_all_ex, dated_ex))
        as avg_weeks_issue_plan_exc
from labelled
order by time_period, new_la_code, breakdown_topic, breakdown

-- One row per authority, calendar year and figure: the run's own counts on
-- DfE's basis, those that DfE has published, and what could make the
-- difference.
with own as (
    select
        new_la_code as area_code,
        time_period::bigint as time_period,
        unnest([
            {'measure': 'plans_issued', 'own': plans_issued_den},
            {'measure': 'plans_issued_excl', 'own': plans_issued_den_ex},
            {'measure': 'within_20_weeks',
                'own': plans_issued_within_20_weeks},
            {'measure': 'within_20_weeks_excl',
                'own': plans_issued_20_weeks_ex}
        ], recursive := true)
    from dfe_timeliness_20_week
    where breakdown_topic = 'All EHC plans'
),

published as (
    select area_code, time_period,
        unnest([
            {'measure': 'plans_issued', 'published': denominator},
            {'measure': 'within_20_weeks', 'published': numerator}
        ], recursive := true)
    from benchmark_figures
    where measure = 'pc_within_20_weeks' and is_authority
    union all
    select area_code, time_period,
        unnest([
            {'measure': 'plans_issued_excl', 'published': denominator},
            {'measure': 'within_20_weeks_excl', 'published': numerator}
        ], recursive := true)
    from benchmark_figures
    where measure = 'pc_within_20_weeks_excl' and is_authority
),

years as (
    select
        timeliness.authority_code,
        year(timeliness.period_start) as time_period,
        timeliness.period_start,
        timeliness.period_end,
        timeliness.period,
        plans_issued_after_mediation_or_tribunal,
        undated,
        plans_issued - plans_issued_excl as exceptions
    from timeliness
    where period_type = 'calendar_year' and breakdown_topic = 'All'
        and is_complete
),

plans as (
    select
        authority_id,
        year(ended_date) as time_period,
        count(*) filter (entry = 'transferred_in') as moved_in,
        count(*) filter (month(ended_date) = 12 and day(ended_date) > 24)
            as near_year_end
    from spells
    where in_clock and ended_how = 'plan'
        and route is distinct from 'mediation_or_tribunal'
    group by authority_id, year(ended_date)
)

select
    authorities.authority_code,
    authorities.authority_name,
    'calendar_year' as period_type,
    years.period_start,
    years.period_end,
    years.period,
    true as is_complete,
    'All' as breakdown_topic,
    'All' as breakdown,
    own.measure,
    try_cast(own.own as bigint) as own,
    published.published,
    try_cast(own.own as bigint) - published.published as difference,
    years.plans_issued_after_mediation_or_tribunal
        as after_mediation_or_tribunal,
    years.undated,
    coalesce(plans.moved_in, 0) as moved_in,
    years.exceptions,
    coalesce(plans.near_year_end, 0) as near_year_end
from own
inner join published using (area_code, time_period, measure)
inner join authorities
    on own.area_code = authorities.authority_code
inner join years
    on own.area_code = years.authority_code
    and own.time_period = years.time_period
left join plans
    on authorities.authority_id = plans.authority_id
    and own.time_period = plans.time_period
order by authorities.authority_code, years.period_start, own.measure

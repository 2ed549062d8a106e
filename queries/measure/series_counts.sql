-- One row per authority, measure and month or increment, over all cases, from
-- the published tables. A rate has a numerator and a denominator; any other
-- measure has a value.
select
    authority_code,
    period_type,
    period_start,
    'falling_due_' || threshold_weeks as measure,
    threshold_weeks * 7 as sound_after_days,
    issued_by_due_date as numerator,
    issued_by_due_date + open_at_due_date as denominator,
    null::decimal(12, 1) as value,
    null::date as sound_from
from falling_due
where breakdown_topic = 'All'
union all by name
select
    authority_code, period_type, period_start, rates.measure,
    rates.numerator, rates.denominator
from timeliness
cross join lateral (
    select unnest([
        {'measure': 'pc_within_20_weeks',
            'numerator': within_20_weeks, 'denominator': plans_issued},
        {'measure': 'pc_within_20_weeks_excl',
            'numerator': within_20_weeks_excl,
            'denominator': plans_issued_excl},
        {'measure': 'pc_within_30_weeks',
            'numerator': within_30_weeks, 'denominator': plans_issued},
        {'measure': 'pc_within_52_weeks',
            'numerator': within_52_weeks, 'denominator': plans_issued},
        {'measure': 'pc_flow_within_20_weeks',
            'numerator': within_20_weeks, 'denominator': issued_from_flow}
    ], recursive := true)
) as rates
where breakdown_topic = 'All'
union all by name
select authority_code, period_type, period_start,
    'median_weeks' as measure, median_weeks as value
from timeliness
where breakdown_topic = 'All'
union all by name
select authority_code, period_type, period_start, 'received' as measure,
    received as value
from requests
where breakdown_topic = 'All'
union all by name
select authority_code, period_type, period_start,
    'pc_not_assessed' as measure, not_assessed as numerator,
    received as denominator, 10 * undecided > received as is_unsettled
from requests
where breakdown_topic = 'All'
union all by name
select authority_code, period_type, period_start, 'net_change' as measure,
    closing - opening as value
from flow
where breakdown_topic = 'All' and weeks_open_band = 'All'
union all by name
select
    backlog.authority_code, periods.period_type, periods.period_start,
    stocks.measure, stocks.value
from backlog
cross join run
inner join periods
    on backlog.as_at = least(periods.period_end, run.as_at)
cross join lateral (
    select unnest([
        {'measure': 'open', 'value': open},
        {'measure': 'over_20_weeks', 'value': over_20_weeks},
        {'measure': 'over_30_weeks', 'value': over_30_weeks},
        {'measure': 'over_52_weeks', 'value': over_52_weeks}
    ], recursive := true)
) as stocks
where backlog.breakdown_topic = 'All'

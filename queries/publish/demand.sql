-- One row per authority, period and breakdown. Repeat requests are of periods
-- alone before which the extracts hold 52 weeks: else what is repeated may be
-- missing. Children without a setting have no part in a rate of pupils, so that
-- there is none of all requests.
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
    requests,
    case when has_sources then from_parents end as from_parents,
    case when has_sources then from_settings end as from_settings,
    case when has_sources then from_health end as from_health,
    case when has_sources then from_social_care end as from_social_care,
    case when has_sources then from_others end as from_others,
    case when has_sources then source_not_recorded end as source_not_recorded,
    case when has_sources then percentage(from_parents, requests) end
        as pc_from_parents,
    case when has_sources then percentage(from_settings, requests) end
        as pc_from_settings,
    case when tells_repeats then repeat_requests end as repeat_requests,
    case when tells_repeats then percentage(repeat_requests, requests) end
        as pc_repeat_requests,
    case when has_sources and has_settings then settings_asking end
        as settings_asking,
    measure_settings.settings,
    (2 * pupil_days + days) // (2 * days) as pupils,
    case when topics.breakdown_topic <> 'All'
        then per_thousand(requests * days, pupil_days) end
        as requests_per_1000_pupils,
    population,
    per_thousand(requests, population) as requests_per_1000_population
from measure_demand
cross join run
inner join cells using (cell_id)
inner join authorities using (authority_id)
inner join topics using (topic_id)
inner join periods using (period_id)
inner join (
    select coverage.authority_id, coverage.complete_from + days_52_weeks
        as repeats_from
    from coverage
    cross join run
) as look_back using (authority_id)
cross join lateral (
    select has_persons and has_request_outcomes
        and periods.period_start >= look_back.repeats_from as tells_repeats
) as told
left join measure_settings
    on cells.authority_id = measure_settings.authority_id
    and topics.breakdown_topic = measure_settings.breakdown_topic
    and cells.breakdown = measure_settings.breakdown
    and measure_demand.period_id = measure_settings.period_id
left join measure_populations
    on cells.authority_id = measure_populations.authority_id
    and topics.breakdown_topic = measure_populations.breakdown_topic
    and cells.breakdown = measure_populations.breakdown
    and measure_demand.period_id = measure_populations.period_id
order by
    authorities.authority_id, periods.period_id, cells.cell_order

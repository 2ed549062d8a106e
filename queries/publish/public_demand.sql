-- One row per row of demand that the public sees: its counts as requests
-- shows them, in the same rows, and those that stand in demand alone as
-- protection left them (demand_shown). By source all cases alone are split,
-- as they are by the breakdown Request source; by another breakdown that
-- would be a cross. Settings that asked are at most as many as the requests
-- of settings, which they could bound where those are hidden: they are shown
-- where those are, of a year where those of all its increments are too. What
-- the public is given for no month, rolling year or cross is not available
-- there, rather than hidden: sums of what it is given would tell it.
-- Percentages are of what is shown.
with sources as (
    select
        authority_code, period_type, period_start,
        max(received) filter (breakdown = 'Parent or young person')
            as from_parents,
        max(received) filter (breakdown = 'Education setting')
            as from_settings,
        max(received) filter (breakdown = 'Health') as from_health,
        max(received) filter (breakdown = 'Social care') as from_social_care,
        max(received) filter (breakdown = 'Other') as from_others,
        max(received) filter (breakdown = 'Not recorded')
            as source_not_recorded
    from public_requests
    where breakdown_topic = 'Request source'
    group by all
),

-- The increments of which the public is not told how many requests were of
-- settings.
untold as (
    select demand.authority_code, demand.period_start, demand.period_end
    from demand
    left join sources
        on demand.authority_code is not distinct from sources.authority_code
        and demand.period_type = sources.period_type
        and demand.period_start = sources.period_start::date
    where demand.breakdown_topic = 'All'
        and demand.period_type = 'three_months'
        and (sources.period_type is null or sources.from_settings = 'c')
),

joined as (
    select
        demand.*,
        case when demand.breakdown_topic = 'Training' then alone.requests
            else shown.received end as shown_requests,
        alone.repeat_requests as shown_repeats,
        demand.breakdown_topic = 'All' and demand.is_complete
        and demand.period_type in ('three_months', 'calendar_year',
            'financial_year', 'academic_year') as is_given,
        is_given and sources.period_type is not null as is_split,
        sources.from_parents as parents,
        sources.from_settings as by_settings,
        sources.from_health as health,
        sources.from_social_care as social_care,
        sources.from_others as others,
        sources.source_not_recorded as unrecorded,
        sources.from_settings = 'c' or exists (
            select 1
            from untold
            where untold.authority_code
                is not distinct from demand.authority_code
                and untold.period_start >= demand.period_start
                and untold.period_end <= demand.period_end
        ) as hides_settings,
        disclosure.*
    from demand
    cross join disclosure
    left join public_requests as shown
        on demand.authority_code is not distinct from shown.authority_code
        and demand.period_type = shown.period_type
        and demand.period_start = shown.period_start::date
        and demand.breakdown_topic = shown.breakdown_topic
        and demand.breakdown = shown.breakdown
    left join demand_shown as alone
        on demand.authority_code is not distinct from alone.authority_code
        and demand.period_type = alone.period_type
        and demand.period_start = alone.period_start::date
        and demand.breakdown_topic = alone.breakdown_topic
        and demand.breakdown = alone.breakdown
    left join sources
        on demand.authority_code is not distinct from sources.authority_code
        and demand.period_type = sources.period_type
        and demand.period_start = sources.period_start::date
    where shown_requests is not null
),

marked as (
    select
        * replace (
            shown_requests as requests,
            public_part(from_parents, is_given, is_split, shown_requests,
                parents) as from_parents,
            public_part(from_settings, is_given, is_split, shown_requests,
                by_settings) as from_settings,
            public_part(from_health, is_given, is_split, shown_requests,
                health) as from_health,
            public_part(from_social_care, is_given, is_split, shown_requests,
                social_care) as from_social_care,
            public_part(from_others, is_given, is_split, shown_requests,
                others) as from_others,
            public_part(source_not_recorded, is_given, is_split, shown_requests,
                unrecorded) as source_not_recorded,
            public_part(repeat_requests, is_given, true, shown_requests,
                coalesce(nullif(shown_repeats, 'x'), 'c')) as repeat_requests,
            case
                when settings_asking is null or not is_given then 'x'
                when shown_requests = '0' then '0'
                when not is_split or hides_settings
                    or settings_asking between 1 and minimum_count - 1
                    then 'c'
                when round_to > 0
                    then ((settings_asking + round_to // 2) // round_to
                    * round_to)::varchar
                else settings_asking::varchar
            end as settings_asking,
            case
                when requests_per_1000_pupils is null then 'x'
                when shown_requests = 'c' then 'c'
                when round_to > 0
                    then per_thousand(shown_requests::bigint, pupils)::varchar
                else requests_per_1000_pupils::varchar
            end as requests_per_1000_pupils,
            case
                when requests_per_1000_population is null then 'x'
                when shown_requests = 'c' then 'c'
                else per_thousand(shown_requests::bigint, population)::varchar
            end as requests_per_1000_population,
            coalesce(settings::varchar, 'x') as settings,
            coalesce(pupils::varchar, 'x') as pupils,
            coalesce(population::varchar, 'x') as population
        )
    from joined
)

select
    authority_code,
    authority_name,
    period_type,
    period_start::varchar as period_start,
    period_end::varchar as period_end,
    period,
    is_complete::varchar as is_complete,
    breakdown_topic,
    breakdown,
    requests,
    from_parents,
    from_settings,
    from_health,
    from_social_care,
    from_others,
    source_not_recorded,
    public_share(from_parents, requests, round_to) as pc_from_parents,
    public_share(from_settings, requests, round_to) as pc_from_settings,
    repeat_requests,
    public_share(repeat_requests, requests, round_to) as pc_repeat_requests,
    settings_asking,
    settings,
    pupils,
    requests_per_1000_pupils,
    population,
    requests_per_1000_population
from marked
order by
    authority_code, period_type, period_start, breakdown_topic, breakdown

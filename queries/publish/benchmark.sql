-- One row per authority, calendar year, figure and area: what DfE has
-- published. Its basis changed between 2022 and 2023, when the return became
-- one by person: no change is worked out across it.
with ranked as (
    select
        *,
        case when is_authority then rank() over (
            partition by time_period, measure, is_authority
            order by case when ranks = 'low' then value else -value end
        ) end as rank,
        count(*) filter (is_authority)
            over (partition by time_period, measure) as authorities
    from benchmark_figures
),

changed as (
    select
        ranked.*,
        case when ranked.time_period <> 2023 then ranked.value - before.value
        end as change
    from ranked
    left join benchmark_figures as before
        on ranked.time_period = before.time_period + 1
        and ranked.area_code = before.area_code
        and ranked.measure = before.measure
),

compared as (
    select
        areas.authority_id,
        areas.area,
        changed.* exclude (is_authority, ranks)
    from changed
    inner join benchmark_areas as areas using (area_code)
    union all by name
    select
        areas.authority_id,
        'neighbours_median' as area,
        null as area_code,
        'Middle of ' || count(*) || ' neighbours' as area_name,
        changed.time_period,
        changed.measure,
        round(median(changed.value), 1)::decimal(12, 1) as value
    from changed
    inner join benchmark_areas as areas using (area_code)
    where areas.area = 'neighbour'
    group by areas.authority_id, changed.time_period, changed.measure
)

select
    authorities.authority_code,
    authorities.authority_name,
    'calendar_year' as period_type,
    make_date(time_period, 1, 1) as period_start,
    make_date(time_period, 12, 31) as period_end,
    time_period::varchar as period,
    true as is_complete,
    'All' as breakdown_topic,
    'All' as breakdown,
    measure,
    area,
    coalesce(area_code, '') as area_code,
    shown(area_name) as area_name,
    value,
    numerator,
    denominator,
    rank,
    case when rank is not null then compared.authorities end as authorities,
    (4 * (rank - 1)) // nullif(compared.authorities, 0) + 1 as quartile,
    change,
    time_period = 2023 as is_new_basis
from compared
inner join authorities using (authority_id)
order by
    authorities.authority_code, period_start, measure, area, area_code

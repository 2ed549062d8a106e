-- One row per authority, area (or all of it) and period: the newest population
-- of a day that is not after the period's last. All is as given, else, where it
-- is given of no day, the areas of a day together.
with dated as (
    select authority_id, 'Area' as breakdown_topic,
        shown(trim(area)) as breakdown, population_date, population
    from stage_populations
    where area is not null
    union all
    select authority_id, 'All', 'All', population_date, sum(population)
    from (
        select *, bool_or(area is null) over (partition by authority_id)
            as is_given
        from stage_populations
    ) as known
    where not is_given or area is null
    group by authority_id, population_date
),

places as (
    select distinct authority_id, breakdown_topic, breakdown
    from dated
)

select places.*, periods.period_id, dated.population::bigint as population
from places
cross join periods
asof join dated
    on places.authority_id = dated.authority_id
    and places.breakdown_topic = dated.breakdown_topic
    and places.breakdown = dated.breakdown
    and periods.period_end >= dated.population_date

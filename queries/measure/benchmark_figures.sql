-- One row per area, year and figure of DfE's files, of totals alone. A
-- figure that two releases have is that of the newer, as DfE revises.
with totals as (
    select
        stage_benchmark.extract_id,
        stage_benchmark.list_row,
        time_period,
        case
            when lower(geographic_level) = 'national' then country_code
            when lower(geographic_level) = 'regional' then region_code
            else new_la_code
        end as area_code,
        case
            when lower(geographic_level) = 'national' then 'England'
            when lower(geographic_level) = 'regional' then region_name
            else la_name
        end as area_name,
        lower(geographic_level) = 'local authority' as is_authority,
        lists.own_date
    from stage_benchmark
    inner join lists using (extract_id)
    where breakdown is null
        or (breakdown ilike 'all %' and breakdown_topic is not distinct from
            breakdown)
        or (lower(breakdown) in ('all', 'total')
            and lower(breakdown_topic) in ('all', 'total'))
)

select
    totals.time_period,
    totals.area_code,
    totals.area_name,
    totals.is_authority,
    cells.measure,
    cells.ranks,
    cells.value::decimal(12, 1) as value,
    cells.numerator::bigint as numerator,
    cells.denominator::bigint as denominator
from totals
inner join benchmark_cells as cells using (extract_id, list_row)
where cells.value is not null and totals.area_code is not null
qualify row_number() over (
    partition by totals.time_period, totals.area_code, cells.measure
    order by totals.own_date desc nulls last, totals.extract_id desc,
        totals.list_row
) = 1

-- One row per authority code as delivered: the authority it stands for. Either
-- of England's codes will do; without one the configured council is meant.
with delivered as (
    select
        coalesce(authority_code, '') as authority_text,
        min(authority_name) as delivered_name,
        min(extract_id) as extract_id,
        min(stage_row) as first_row
    from stage_rows
    group by all
),

coded as (
    select
        *,
        coalesce(nullif(authority_text, ''), run.council_code) as given_code
    from delivered
    cross join run
),

resolved as (
    select
        coded.*,
        england_authorities.authority_code is not null as is_known,
        coalesce(england_authorities.authority_code, coded.given_code)
            as authority_code,
        england_authorities.old_code,
        england_authorities.authority_name as known_name,
        england_authorities.region_code,
        england_authorities.region_name
    from coded
    left join england_authorities
        on coded.given_code = england_authorities.authority_code
        or coded.given_code = england_authorities.old_code
    qualify row_number() over (partition by coded.authority_text
        order by england_authorities.authority_code) = 1
)

select
    authority_text,
    extract_id,
    first_row,
    is_known or given_code = '' as is_known,
    (dense_rank() over (order by authority_code))::smallint as authority_id,
    authority_code,
    shown(case when given_code = council_code and council_name <> ''
        then council_name
        else coalesce(known_name, delivered_name, council_name) end)
        as authority_name,
    old_code,
    region_code,
    region_name
from resolved

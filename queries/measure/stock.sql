-- One row per authority, breakdown, stage, clock start and the first and last
-- stock date at which spells were open: how many. Spells that were never open
-- at a stock date are left out. Days become stock dates after the counting,
-- when there are few of them.
with counted as (
    select
        authority_id,
        breakdown,
        stage,
        clock_start,
        from_day,
        from_stage,
        until_stock,
        count(*) as spells
    from stays_by
    group by all
),

placed as (
    select
        counted.*,
        coalesce(from_stage, calendar.stock_id, 1) as from_stock
    from counted
    left join calendar
        on counted.from_day = calendar.day
)

select authority_id, breakdown, stage, clock_start, from_stock, until_stock,
    sum(spells)::bigint as spells
from placed
where from_stock < until_stock
group by all

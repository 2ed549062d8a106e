-- One row per slice: the finest cut of time that every period is made of. The
-- month family is cut at months and increments, the week family at Mondays.
with cuts as (
    select distinct 'month' as family, period_start as first_day
    from periods
    where period_type in ('month', 'three_months')
    union
    select 'month', period_end + 1
    from periods
    where period_type = 'three_months'
    union
    select 'week', period_start
    from periods
    where period_type = 'week'
)

select
    (row_number() over (order by cuts.family, cuts.first_day))::smallint
        as slice_id,
    cuts.family,
    cuts.first_day,
    coalesce(
        lead(cuts.first_day) over (partition by cuts.family
            order by cuts.first_day) - 1,
        greatest(run.as_at, cuts.first_day)) as last_day
from cuts
cross join run
where cuts.first_day <= run.as_at

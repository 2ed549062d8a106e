-- One row per authority, breakdown, day, kind of movement and weeks-open band:
-- spells that came in, moved up a band or ended. A spell that ends on the day
-- it grows into a band has moved up first.
with open_spells as (
    select
        *,
        opened_date - clock_start as days_at_opening,
        ended_date - clock_start as days_at_end
    from spells_by
    where in_clock and opened_date is not null and not ended_undated
),

entries as (
    select authority_id, breakdown, opened_date as day,
        entry::varchar as movement, days_at_opening as days, count(*) as spells
    from open_spells
    group by all
),

exits as (
    select authority_id, breakdown, ended_date as day,
        ended_how::varchar as movement, days_at_end as days,
        count(*) as spells
    from open_spells
    where ended_date is not null
    group by all
),

crossings as (
    select
        authority_id, breakdown, clock_start,
        count(*) filter (days_at_opening <= days_20_weeks
            and coalesce(days_at_end > days_20_weeks, true)) as past_20,
        count(*) filter (days_at_opening <= days_30_weeks
            and coalesce(days_at_end > days_30_weeks, true)) as past_30,
        count(*) filter (days_at_opening <= days_52_weeks
            and coalesce(days_at_end > days_52_weeks, true)) as past_52
    from open_spells
    cross join run
    group by authority_id, breakdown, clock_start
),

banded as (
    select authority_id, breakdown, day, movement,
        case
            when days <= days_20_weeks then 'weeks_0_to_20'
            when days <= days_30_weeks then 'weeks_over_20_to_30'
            when days <= days_52_weeks then 'weeks_over_30_to_52'
            else 'weeks_over_52'
        end as weeks_open_band,
        spells
    from (select * from entries union all select * from exits) as ends
    cross join run
    union all
    select authority_id, breakdown, clock_start + days_20_weeks + 1,
        unnest(['moved_up_out', 'moved_up_in']),
        unnest(['weeks_0_to_20', 'weeks_over_20_to_30']), past_20
    from crossings
    cross join run
    union all
    select authority_id, breakdown, clock_start + days_30_weeks + 1,
        unnest(['moved_up_out', 'moved_up_in']),
        unnest(['weeks_over_20_to_30', 'weeks_over_30_to_52']), past_30
    from crossings
    cross join run
    union all
    select authority_id, breakdown, clock_start + days_52_weeks + 1,
        unnest(['moved_up_out', 'moved_up_in']),
        unnest(['weeks_over_30_to_52', 'weeks_over_52']), past_52
    from crossings
    cross join run
)

select authority_id, breakdown, day, movement, weeks_open_band,
    sum(spells)::bigint as spells
from banded
cross join run
where day <= as_at
group by all

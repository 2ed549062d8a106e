-- One row per authority, breakdown, day, kind of movement and weeks-open band:
-- spells that came in, moved up a band or ended. A spell that ends on the day
-- it grows into a band has moved up first.
with entries as (
    select authority_id, breakdown, opened_date as day, entry, opened_band,
        count(*) as spells
    from spells_by
    where in_clock and opened_date is not null and not ended_undated
    group by all
),

exits as (
    select authority_id, breakdown, ended_date as day, ended_how, ended_band,
        count(*) as spells
    from spells_by
    where in_clock and opened_date is not null and ended_date is not null
    group by all
),

bands as (
    select *
    from (values
        ('weeks_0_to_20'::weeks_band, 'weeks_over_20_to_30'::weeks_band, 20),
        ('weeks_over_20_to_30', 'weeks_over_30_to_52', 30),
        ('weeks_over_30_to_52', 'weeks_over_52', 52)
    ) as bands (band, next_band, threshold_weeks)
    inner join thresholds using (threshold_weeks)
),

-- A spell grows out of a band that it did not open beyond, the day after its
-- threshold, unless it ended by then.
crossings as (
    select authority_id, breakdown, clock_start + days + 1 as day, band,
        next_band, sum(spells) as spells
    from starts
    inner join bands
        on starts.opened_band <= bands.band
        and (starts.ended_band is null or starts.ended_band > bands.band)
    where not ended_undated
    group by all
),

moved as (
    select authority_id, breakdown, day, entry::varchar as movement,
        opened_band as weeks_open_band, spells
    from entries
    union all
    select authority_id, breakdown, day, ended_how::varchar, ended_band, spells
    from exits
    union all
    select authority_id, breakdown, day, 'moved_up_out', band, spells
    from crossings
    union all
    select authority_id, breakdown, day, 'moved_up_in', next_band, spells
    from crossings
)

select moved.*
from moved
cross join run
where day <= as_at

-- One row per cell, slice and weeks-open band: spells that came in, moved up a
-- band or ended. A spell that ends on the day it grows into a band has moved up
-- first. Movements before the first slice of a family stand in a slice of their
-- own, numbered 0 and -1, so that every opening is a sum of what came before.
with opened as (
    select cell_id, clock_start, opened_date, entry, opened_band, ended_band,
        ended_undated, spells
    from starts
    inner join kinds using (kind)
    inner join breakdown_cells using (cell_id)
    inner join topics using (topic_id)
    where in_flow and in_clock and opened_band is not null
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
    select cell_id, clock_start + days + 1 as day, band, next_band,
        sum(spells) as spells
    from opened
    inner join bands
        on opened.opened_band <= bands.band
        and (opened.ended_band is null or opened.ended_band > bands.band)
    where not ended_undated
    group by all
),

moved as (
    select cell_id, opened_date as day, entry::varchar as movement,
        opened_band as band, sum(spells) as spells
    from opened
    where not ended_undated
    group by cell_id, opened_date, entry, opened_band
    union all
    select cell_id, ended_date, ended_how::varchar, ended_band, sum(spells)
    from ends
    inner join kinds using (kind)
    inner join breakdown_cells using (cell_id)
    inner join topics using (topic_id)
    where in_flow and in_clock and opened_band is not null
    group by cell_id, ended_date, ended_how, ended_band
    union all
    select cell_id, day, 'moved_up_out', band, spells
    from crossings
    union all
    select cell_id, day, 'moved_up_in', next_band, spells
    from crossings
),

placed as (
    select moved.*, unnest(array[coalesce(calendar.month_slice, 0),
        coalesce(calendar.week_slice, -1)]) as slice_id
    from moved
    cross join run
    left join calendar
        on moved.day = calendar.day
    where moved.day <= as_at
)

select
    cell_id,
    slice_id,
    band::varchar as weeks_open_band,
    coalesce(sum(spells) filter (movement = 'started'), 0)::bigint as started,
    coalesce(sum(spells) filter (movement = 'transferred_in'), 0)::bigint
        as transferred_in,
    coalesce(sum(spells) filter (movement = 'reopened'), 0)::bigint as reopened,
    coalesce(sum(spells) filter (movement = 'moved_up_in'), 0)::bigint
        as moved_up_in,
    coalesce(sum(spells) filter (movement = 'moved_up_out'), 0)::bigint
        as moved_up_out,
    coalesce(sum(spells) filter (movement = 'plan'), 0)::bigint as plans_issued,
    coalesce(sum(spells) filter (movement = 'not_assessed'), 0)::bigint
        as not_assessed,
    coalesce(sum(spells) filter (movement = 'not_issued'), 0)::bigint
        as not_issued,
    coalesce(sum(spells) filter (movement = 'withdrawn'), 0)::bigint
        as withdrawn,
    coalesce(sum(spells) filter (movement = 'moved_out'), 0)::bigint
        as moved_out,
    coalesce(sum(spells) filter (movement = 'other'), 0)::bigint as other_closed
from placed
group by cell_id, slice_id, band

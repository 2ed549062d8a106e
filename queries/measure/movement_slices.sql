-- One row per authority, breakdown, slice and weeks-open band: movements.
-- Those before the first slice of a family stand in a slice of their own,
-- numbered 0 and -1, so that every opening is a sum of what came before.
with placed as (
    select movements.*, unnest([coalesce(calendar.month_slice, 0),
        coalesce(calendar.week_slice, -1)]) as slice_id
    from movements
    left join calendar
        on movements.day = calendar.day
)

select
    authority_id,
    breakdown,
    slice_id,
    weeks_open_band::varchar as weeks_open_band,
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
group by authority_id, breakdown, slice_id, weeks_open_band

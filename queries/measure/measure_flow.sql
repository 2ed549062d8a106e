-- One row per cell (a topic, an authority and a value), period and weeks-open
-- band, All among them: opening, what came in, moved up or ended, and closing.
with bands as (
    select unnest(array['weeks_0_to_20', 'weeks_over_20_to_30',
        'weeks_over_30_to_52', 'weeks_over_52', 'All']) as weeks_open_band
),

banded as (
    select * from movement_slices
    union all
    select cell_id, slice_id, 'All', started,
        transferred_in, reopened, 0, 0, plans_issued, not_assessed, not_issued,
        withdrawn, moved_out, other_closed
    from movement_slices
),

net as (
    select cell_id, weeks_open_band, slice_id,
        sum(started + transferred_in + reopened + moved_up_in - moved_up_out
            - plans_issued - not_assessed - not_issued - withdrawn - moved_out
            - other_closed)::bigint as change
    from banded
    group by all
),

-- Slices in order of time, those before the first included.
ends as (
    select slice_id, family, first_day from slices
    union all
    select 0, 'month', date '0001-01-01'
    union all
    select -1, 'week', date '0001-01-01'
),

grid as (
    select cells.cell_id, bands.weeks_open_band
    from cells
    inner join topics using (topic_id)
    cross join bands
    where topics.in_flow
),

closings as (
    select grid.*, ends.slice_id, ends.first_day,
        coalesce(net.change, 0) as change,
        sum(coalesce(net.change, 0)) over (partition by grid.cell_id,
            grid.weeks_open_band, ends.family order by ends.first_day)::bigint
            as closing
    from grid
    cross join ends
    left join net
        on grid.cell_id = net.cell_id
        and grid.weeks_open_band = net.weeks_open_band
        and ends.slice_id = net.slice_id
),

levels as (
    select cell_id, weeks_open_band, period_id,
        max(case when slice_id = first_slice then closing - change end)
            as opening,
        max(case when slice_id = last_slice then closing end) as closing
    from closings
    inner join period_slices using (slice_id)
    group by cell_id, weeks_open_band, period_id
),

sums as (
    select
        cell_id, weeks_open_band, period_id,
        sum(started)::bigint as started,
        sum(transferred_in)::bigint as transferred_in,
        sum(reopened)::bigint as reopened,
        sum(moved_up_in)::bigint as moved_up_in,
        sum(moved_up_out)::bigint as moved_up_out,
        sum(plans_issued)::bigint as plans_issued,
        sum(not_assessed)::bigint as not_assessed,
        sum(not_issued)::bigint as not_issued,
        sum(withdrawn)::bigint as withdrawn,
        sum(moved_out)::bigint as moved_out,
        sum(other_closed)::bigint as other_closed
    from banded
    inner join period_slices using (slice_id)
    group by cell_id, weeks_open_band, period_id
)

select
    levels.cell_id,
    levels.period_id,
    levels.weeks_open_band,
    levels.opening,
    coalesce(sums.started, 0) as started,
    coalesce(sums.transferred_in, 0) as transferred_in,
    coalesce(sums.reopened, 0) as reopened,
    coalesce(sums.moved_up_in, 0) as moved_up_in,
    coalesce(sums.moved_up_out, 0) as moved_up_out,
    coalesce(sums.plans_issued, 0) as plans_issued,
    coalesce(sums.not_assessed, 0) as not_assessed,
    coalesce(sums.not_issued, 0) as not_issued,
    coalesce(sums.withdrawn, 0) as withdrawn,
    coalesce(sums.moved_out, 0) as moved_out,
    coalesce(sums.other_closed, 0) as other_closed,
    levels.closing
from levels
inner join cells using (cell_id)
inner join covered_periods
    on cells.authority_id = covered_periods.authority_id
    and levels.period_id = covered_periods.period_id
    and covered_periods.is_covered
left join sums
    on levels.cell_id = sums.cell_id
    and levels.weeks_open_band = sums.weeks_open_band
    and levels.period_id = sums.period_id

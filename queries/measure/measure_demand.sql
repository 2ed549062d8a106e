-- One row per cell (a topic, an authority and a value) and period: requests by
-- the day received and by who made them, and the settings that made any. Weeks
-- are too short for them.
with slices_asked as (
    select asked.cell_id, calendar.month_slice as slice_id, asked.asker,
        asked.is_repeat, sum(asked.requests) as requests
    from asked
    inner join calendar
        on asked.clock_start = calendar.day
    group by all
),

sums as (
    select
        cell_id, period_id,
        sum(requests)::bigint as requests,
        sum(requests) filter (asker = 1)::bigint as from_parents,
        sum(requests) filter (asker = 2)::bigint as from_settings,
        sum(requests) filter (asker = 3)::bigint as from_health,
        sum(requests) filter (asker = 4)::bigint as from_social_care,
        sum(requests) filter (asker = 5)::bigint as from_others,
        sum(requests) filter (asker = 0)::bigint as source_not_recorded,
        sum(requests) filter (is_repeat)::bigint as repeat_requests
    from slices_asked
    inner join period_slices using (slice_id)
    group by cell_id, period_id
),

settings as (
    select cell_id, period_id, count(distinct setting) as settings_asking
    from asking
    inner join period_slices using (slice_id)
    group by cell_id, period_id
),

grid as (
    select cells.cell_id, covered_periods.period_id
    from cells
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    where topics.in_demand and covered_periods.is_covered
        and covered_periods.period_type <> 'week'
)

select
    cell_id,
    period_id,
    coalesce(requests, 0) as requests,
    coalesce(from_parents, 0) as from_parents,
    coalesce(from_settings, 0) as from_settings,
    coalesce(from_health, 0) as from_health,
    coalesce(from_social_care, 0) as from_social_care,
    coalesce(from_others, 0) as from_others,
    coalesce(source_not_recorded, 0) as source_not_recorded,
    coalesce(repeat_requests, 0) as repeat_requests,
    coalesce(settings_asking, 0) as settings_asking
from grid
left join sums using (cell_id, period_id)
left join settings using (cell_id, period_id)

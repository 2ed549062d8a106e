-- One row per authority, group of settings and period: the settings, and their
-- pupils times days. A setting is trained from its trained_date on; in Training
-- it counts where it is at the period's last day, and its pupils on every day
-- where they were on that day.
with days as (
    select
        stage_settings.*, periods.period_id,
        least(periods.period_end, run.as_at) as last_day,
        last_day - periods.period_start + 1 as days,
        coalesce(least(greatest(last_day - trained_date + 1, 0), days), 0)
            as trained_days
    from stage_settings
    cross join run
    inner join periods on periods.period_start <= run.as_at
),

grouped as (
    select authority_id, period_id, pupils, days as period_days,
        unnest([
            {'breakdown_topic': 'All', 'breakdown': 'All',
                'setting': 1, 'days': days},
            {'breakdown_topic': 'Setting type', 'breakdown': setting_type,
                'setting': 1, 'days': days},
            {'breakdown_topic': 'Phase', 'breakdown': phase,
                'setting': 1, 'days': days},
            {'breakdown_topic': 'Training',
                'breakdown': 'Trained before the request',
                'setting': (trained_days > 0)::integer, 'days': trained_days},
            {'breakdown_topic': 'Training', 'breakdown': 'Not yet trained',
                'setting': (trained_days = 0)::integer,
                'days': days - trained_days}
        ], recursive := true)
    from days
)

select
    authority_id,
    breakdown_topic,
    shown(trim(breakdown)) as breakdown,
    period_id,
    sum(setting)::bigint as settings,
    sum(pupils * days)::bigint as pupil_days,
    any_value(period_days) as days
from grouped
where breakdown is not null
group by authority_id, breakdown_topic, shown(trim(breakdown)), period_id

-- One row per authority, measure and month or increment whose figure the public
-- tables hide: what is said of it elsewhere is hidden too.
with hidden as (
    select authority_code, period_type, period_start,
        'falling_due_' || threshold_weeks as measure
    from public_falling_due
    where breakdown_topic = 'All'
        and 'c' in (issued_by_due_date, open_at_due_date, pc_issued_by_due_date)
    union all by name
    select authority_code, period_type, period_start,
        unnest(list_filter([
            case when 'c' in (pc_within_20_weeks, within_20_weeks, plans_issued)
                then 'pc_within_20_weeks' end,
            case when 'c' in (pc_within_20_weeks_excl, within_20_weeks_excl,
                plans_issued_excl) then 'pc_within_20_weeks_excl' end,
            case when 'c' in (pc_within_30_weeks, within_30_weeks, plans_issued)
                then 'pc_within_30_weeks' end,
            case when 'c' in (pc_within_52_weeks, within_52_weeks, plans_issued)
                then 'pc_within_52_weeks' end,
            case when 'c' in (pc_flow_within_20_weeks, within_20_weeks,
                issued_from_flow) then 'pc_flow_within_20_weeks' end,
            case when median_weeks = 'c' then 'median_weeks' end
        ], measure -> measure is not null)) as measure
    from public_timeliness
    where breakdown_topic = 'All'
    union all by name
    select authority_code, period_type, period_start,
        unnest(list_filter([
            case when received = 'c' then 'received' end,
            case when 'c' in (received, not_assessed, pc_not_assessed)
                then 'pc_not_assessed' end
        ], measure -> measure is not null)) as measure
    from public_requests
    where breakdown_topic = 'All'
    union all by name
    select authority_code, period_type, period_start, 'net_change' as measure
    from public_flow
    where breakdown_topic = 'All' and weeks_open_band = 'All'
        and 'c' in (opening, closing)
    union all by name
    -- How cases over 20, 30 and 52 weeks ended, bands added up. A row that the
    -- public table leaves out is as good as hidden.
    select
        flow.authority_code,
        flow.period_type,
        flow.period_start::varchar as period_start,
        exits.how || '_over_' || bands.weeks as measure
    from flow
    left join public_flow as shown
        on coalesce(flow.authority_code, '')
        = coalesce(shown.authority_code, '')
        and flow.period_type = shown.period_type
        and flow.period_start = shown.period_start::date
        and flow.breakdown_topic = shown.breakdown_topic
        and flow.breakdown = shown.breakdown
        and flow.weeks_open_band = shown.weeks_open_band
    inner join (values
        ('weeks_over_20_to_30', 20), ('weeks_over_30_to_52', 20),
        ('weeks_over_52', 20), ('weeks_over_30_to_52', 30),
        ('weeks_over_52', 30), ('weeks_over_52', 52)
    ) as bands (weeks_open_band, weeks)
        on flow.weeks_open_band::varchar = bands.weeks_open_band
    cross join lateral (
        select unnest([
            {'how': 'plans', 'cells': [shown.plans_issued]},
            {'how': 'refusals',
                'cells': [shown.not_assessed, shown.not_issued]},
            {'how': 'withdrawals', 'cells':
                [shown.withdrawn, shown.moved_out, shown.other_closed]}
        ], max_depth := 2)
    ) as exits
    where flow.breakdown_topic = 'All'
        and (shown.weeks_open_band is null or 'c' in exits.cells)
    union all by name
    select
        authority_code,
        periods.period_type,
        periods.period_start::varchar as period_start,
        unnest(list_filter([
            case when open = 'c' then 'open' end,
            case when over_20_weeks = 'c' then 'over_20_weeks' end,
            case when over_30_weeks = 'c' then 'over_30_weeks' end,
            case when over_52_weeks = 'c' then 'over_52_weeks' end
        ], measure -> measure is not null)) as measure
    from public_backlog
    cross join run
    inner join periods
        on public_backlog.as_at::date = least(periods.period_end, run.as_at)
    where breakdown_topic = 'All'
)

select
    coalesce(authority_code, '') as authority_code,
    measure,
    period_type,
    period_start::date as period_start
from hidden
where period_type in ('month', 'three_months')

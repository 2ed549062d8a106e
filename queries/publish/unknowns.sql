-- One row per authority, increment that is over and rate that cases of unknown
-- days could move by a point or more: between which values it lies. A plan
-- without a received date counts as late; a case that ended on an unknown day
-- counts as ended by its due day, and may have been open on it.
with ended_undated as (
    select
        authorities.authority_code,
        periods.period_start,
        thresholds.threshold_weeks,
        sum(starts.spells)::bigint as unknown
    from starts
    inner join kinds using (kind)
    inner join breakdown_cells using (cell_id)
    inner join topics using (topic_id)
    inner join authorities using (authority_id)
    cross join thresholds
    inner join periods
        on starts.clock_start + thresholds.days
            between periods.period_start and periods.period_end
    where kinds.in_clock and kinds.ended_undated and not kinds.after_mediation
        and topics.breakdown_topic = 'All'
        and periods.period_type = 'three_months'
        and starts.opened_date <= starts.clock_start + thresholds.days
    group by all
),

issued as (
    select *
    from timeliness
    where breakdown_topic = 'All' and period_type = 'three_months'
        and is_complete
),

rates as (
    select
        authority_code, period_start, period,
        'pc_within_20_weeks' as measure,
        pc_within_20_weeks as figure,
        pc_within_20_weeks as low,
        percentage(within_20_weeks + undated, plans_issued) as high,
        undated as unknown
    from issued
    union all
    select
        authority_code, period_start, period,
        'pc_within_20_weeks_excl',
        pc_within_20_weeks_excl,
        pc_within_20_weeks_excl,
        percentage(plans_issued_excl - over_20_weeks_excl, plans_issued_excl),
        plans_issued_excl - over_20_weeks_excl - within_20_weeks_excl
    from issued
    union all
    select
        authority_code, period_start, period,
        'falling_due_' || threshold_weeks,
        pc_issued_by_due_date,
        percentage(issued_by_due_date,
            issued_by_due_date + open_at_due_date + ended_undated.unknown),
        pc_issued_by_due_date,
        ended_undated.unknown
    from falling_due
    inner join ended_undated
        using (authority_code, period_start, threshold_weeks)
    where breakdown_topic = 'All' and period_type = 'three_months'
        and is_complete
)

select *
from rates
where high - low >= 1
order by authority_code, measure, period_start

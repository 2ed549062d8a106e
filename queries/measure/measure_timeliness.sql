-- One row per topic, authority, breakdown and period: plans issued. Percentiles
-- are type 7 on days, in tenths of a day so that they stay whole numbers:
-- tenth p of n waits lies at place (n - 1) * p / 10 from the shortest.
with by_days as (
    select
        topic_id, authority_id, breakdown, period_id, days,
        coalesce(sum(plans) filter (not after_mediation), 0)::bigint as plans,
        coalesce(sum(plans) filter (not after_mediation and not is_exception),
            0)::bigint as plans_excl,
        coalesce(sum(plans) filter (after_mediation), 0)::bigint as after
    from issued
    inner join period_slices using (slice_id)
    group by topic_id, authority_id, breakdown, period_id, days
),

running as (
    select
        *,
        sum(case when days is not null then plans end) over waits as dated,
        sum(case when days is not null then plans end) over shortest as upto
    from by_days
    window
        waits as (partition by topic_id, authority_id, breakdown, period_id),
        shortest as (partition by topic_id, authority_id, breakdown, period_id
            order by days nulls last)
),

sums as (
    select
        topic_id, authority_id, breakdown, period_id,
        sum(plans)::bigint as plans_issued,
        sum(plans_excl)::bigint as plans_issued_excl,
        sum(case when days <= days_20_weeks then plans end)::bigint
            as within_20,
        sum(case when days <= days_20_weeks then plans_excl end)::bigint
            as within_20_excl,
        sum(case when days <= days_30_weeks then plans end)::bigint
            as within_30,
        sum(case when days <= days_30_weeks then plans_excl end)::bigint
            as within_30_excl,
        sum(case when days <= days_52_weeks then plans end)::bigint
            as within_52,
        sum(case when days <= days_52_weeks then plans_excl end)::bigint
            as within_52_excl,
        sum(case when days is null then plans end)::bigint as undated,
        sum(case when days is null then plans_excl end)::bigint as undated_excl,
        sum(after)::bigint as after_mediation,
        sum(days * plans)::bigint as days_in_all,
        sum(days * plans_excl)::bigint as days_in_all_excl,
        any_value(dated)::bigint as dated,
        min(case when plans > 0 and upto > (dated - 1) * 5 // 10 then days end)
            as median_low,
        min(case when plans > 0 and upto > (dated - 1) * 5 // 10 + 1
            then days end) as median_high,
        min(case when plans > 0 and upto > (dated - 1) * 9 // 10 then days end)
            as p90_low,
        min(case when plans > 0 and upto > (dated - 1) * 9 // 10 + 1
            then days end) as p90_high
    from running
    cross join run
    group by topic_id, authority_id, breakdown, period_id
),

from_backlog as (
    select topic_id, authority_id, breakdown, period_id,
        sum(plans)::bigint as plans
    from issued_starts
    inner join period_slices using (slice_id)
    inner join periods using (period_id)
    cross join run
    where period_start - 1 - clock_start >= days_20_weeks
    group by topic_id, authority_id, breakdown, period_id
),

grid as (
    select topics.topic_id, breakdown_values.authority_id,
        breakdown_values.breakdown, covered_periods.period_id
    from breakdown_values
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    where topics.in_periods or topics.dfe_topic is not null
)

select
    topic_id,
    authority_id,
    breakdown,
    period_id,
    coalesce(plans_issued, 0) as plans_issued,
    coalesce(plans_issued_excl, 0) as plans_issued_excl,
    coalesce(within_20, 0) as within_20_weeks,
    coalesce(within_20_excl, 0) as within_20_weeks_excl,
    coalesce(within_30, 0) as within_30_weeks,
    coalesce(within_30_excl, 0) as within_30_weeks_excl,
    coalesce(within_52, 0) as within_52_weeks,
    coalesce(within_52_excl, 0) as within_52_weeks_excl,
    coalesce(undated, 0) as undated,
    coalesce(undated_excl, 0) as undated_excl,
    coalesce(days_in_all, 0) as days_in_all,
    coalesce(days_in_all_excl, 0) as days_in_all_excl,
    coalesce(dated, 0) as dated,
    10 * median_low + (dated - 1) * 5 % 10
        * (coalesce(median_high, median_low) - median_low) as median_days_10,
    10 * p90_low + (dated - 1) * 9 % 10
        * (coalesce(p90_high, p90_low) - p90_low) as p90_days_10,
    coalesce(from_backlog.plans, 0) as issued_from_backlog,
    coalesce(after_mediation, 0) as plans_issued_after_mediation_or_tribunal
from grid
left join sums using (topic_id, authority_id, breakdown, period_id)
left join from_backlog using (topic_id, authority_id, breakdown, period_id)

-- One row per cell (a topic, an authority and a value) and period: plans
-- issued. Percentiles are type 7 on days, in tenths of a day so that they stay
-- whole numbers: tenth p of n waits lies at place (n - 1) * p / 10 from the
-- shortest.
with slice_sums as (
    select
        cell_id,
        slice_id,
        sum(plans) filter (not after_mediation) as plans,
        sum(plans) filter (not after_mediation and days is null) as undated,
        sum(plans) filter (not after_mediation and days <= days_20_weeks)
            as within_20,
        sum(plans) filter (not after_mediation and days <= days_30_weeks)
            as within_30,
        sum(plans) filter (not after_mediation and days <= days_52_weeks)
            as within_52,
        sum(plans * days) filter (not after_mediation) as days_in_all,
        sum(plans) filter (ordinary) as plans_excl,
        sum(plans) filter (ordinary and days is null) as undated_excl,
        sum(plans) filter (ordinary and days <= days_20_weeks)
            as within_20_excl,
        sum(plans) filter (ordinary and days <= days_30_weeks)
            as within_30_excl,
        sum(plans) filter (ordinary and days <= days_52_weeks)
            as within_52_excl,
        sum(plans * days) filter (ordinary) as days_in_all_excl,
        sum(plans) filter (after_mediation) as after,
        sum(plans) filter (after_mediation and days is null) as after_undated
    from (select *, not after_mediation and not is_exception as ordinary
        from issued) as issued
    cross join run
    group by cell_id, slice_id
),

sums as (
    select
        cell_id,
        period_id,
        coalesce(sum(plans), 0)::bigint as plans_issued,
        coalesce(sum(undated), 0)::bigint as undated,
        coalesce(sum(within_20), 0)::bigint as within_20,
        coalesce(sum(within_30), 0)::bigint as within_30,
        coalesce(sum(within_52), 0)::bigint as within_52,
        coalesce(sum(days_in_all), 0)::bigint as days_in_all,
        coalesce(sum(plans_excl), 0)::bigint as plans_issued_excl,
        coalesce(sum(undated_excl), 0)::bigint as undated_excl,
        coalesce(sum(within_20_excl), 0)::bigint as within_20_excl,
        coalesce(sum(within_30_excl), 0)::bigint as within_30_excl,
        coalesce(sum(within_52_excl), 0)::bigint as within_52_excl,
        coalesce(sum(days_in_all_excl), 0)::bigint as days_in_all_excl,
        coalesce(sum(after), 0)::bigint as after_mediation,
        coalesce(sum(after_undated), 0)::bigint as after_mediation_undated
    from slice_sums
    inner join period_slices using (slice_id)
    group by cell_id, period_id
),

slice_waits as (
    select cell_id, slice_id, days, sum(plans)::integer as plans
    from issued
    where not after_mediation and days is not null
    group by cell_id, slice_id, days
),

-- A place is looked for by the week of wait and then by the day in it: twelve
-- months that roll on would else be laid out day by day twelve times over.
slice_weeks as (
    select cell_id, slice_id, days // 7 as week, sum(plans)::integer as plans
    from slice_waits
    group by cell_id, slice_id, week
),

weeks as (
    select cell_id, period_id, week, sum(plans)::integer as plans
    from slice_weeks
    inner join period_slices using (slice_id)
    group by cell_id, period_id, week
),

running_weeks as (
    select *, (sum(plans) over (partition by cell_id, period_id order by week)
        - plans)::integer as before
    from weeks
),

places as (
    select
        cell_id,
        period_id,
        (plans_issued - undated - 1) * 5 // 10 as median_place,
        (plans_issued - undated - 1) * 9 // 10 as p90_place
    from sums
),

found_weeks as materialized (
    select running_weeks.*, median_place, p90_place, slice_id
    from running_weeks
    inner join places using (cell_id, period_id)
    inner join period_slices using (period_id)
    where
        median_place between before - 1 and before + plans - 1
        or p90_place between before - 1 and before + plans - 1
),

found_days as (
    select
        cell_id, period_id, week, days, before, median_place, p90_place,
        sum(slice_waits.plans) as plans
    from found_weeks
    inner join slice_waits using (cell_id, slice_id)
    where slice_waits.days // 7 = found_weeks.week
    group by all
),

running as (
    select *, before + sum(plans) over (partition by cell_id, period_id, week
        order by days) as upto
    from found_days
),

percentiles as (
    select
        cell_id,
        period_id,
        min(case when upto > median_place then days end) as median_low,
        min(case when upto > median_place + 1 then days end) as median_high,
        min(case when upto > p90_place then days end) as p90_low,
        min(case when upto > p90_place + 1 then days end) as p90_high
    from running
    group by cell_id, period_id
),

from_backlog as (
    select cell_id, period_id, sum(plans)::bigint as plans
    from issued_starts
    inner join period_slices using (slice_id)
    where due_slice < first_slice
    group by cell_id, period_id
),

grid as (
    select cells.cell_id, covered_periods.period_id
    from cells
    inner join topics using (topic_id)
    inner join covered_periods using (authority_id)
    where topics.in_periods or topics.dfe_topic is not null
)

select
    cell_id,
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
    coalesce(plans_issued - undated, 0) as dated,
    10 * median_low + (plans_issued - undated - 1) * 5 % 10
        * (coalesce(median_high, median_low) - median_low) as median_days_10,
    10 * p90_low + (plans_issued - undated - 1) * 9 % 10
        * (coalesce(p90_high, p90_low) - p90_low) as p90_days_10,
    coalesce(from_backlog.plans, 0) as issued_from_backlog,
    coalesce(after_mediation, 0) as plans_issued_after_mediation_or_tribunal,
    coalesce(after_mediation_undated, 0) as after_mediation_undated
from grid
left join sums using (cell_id, period_id)
left join percentiles using (cell_id, period_id)
left join from_backlog using (cell_id, period_id)

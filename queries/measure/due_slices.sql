-- One row per cell, threshold and slice: spells whose due day has come and that
-- had opened by it. A spell whose band at its end is that of the threshold or
-- an earlier one ended by the due day; one that ended on an unknown day counts
-- as ended. After mediation or tribunal the 20-week day is the spell's own
-- where the clock restarted (SI 2014/1530 regulations 42, 44 and 45).
with thresholds_banded as (
    select thresholds.*,
        case threshold_weeks
            when 20 then 'weeks_0_to_20'::weeks_band
            when 30 then 'weeks_over_20_to_30'::weeks_band
            else 'weeks_over_30_to_52'::weeks_band
        end as last_band
    from thresholds
),

dues as (
    select
        cell_id,
        threshold_weeks,
        case when after_mediation and threshold_weeks = 20
            then coalesce(own_due_date, clock_start + days)
            else clock_start + days end as due_date,
        opened_date,
        not after_mediation as is_due,
        not after_mediation and not is_exception as is_due_excl,
        ended_undated or coalesce(ended_band <= last_band, false) as has_ended,
        not ended_undated and coalesce(ended_band <= last_band, false)
            and ended_how = 'plan'::ended_kind as has_plan,
        spells
    from starts
    inner join kinds using (kind)
    inner join breakdown_cells using (cell_id)
    inner join topics using (topic_id)
    cross join thresholds_banded
    where in_periods and in_clock and clock_start is not null
),

-- Days come before slices: there are fewer of them than spells.
days as (
    select
        cell_id,
        threshold_weeks,
        due_date,
        sum(case when is_due then spells end) as fell_due,
        sum(case when is_due and has_plan then spells end) as issued,
        sum(case when is_due and has_ended then spells end) as ended,
        sum(case when is_due_excl then spells end) as fell_due_excl,
        sum(case when is_due_excl and has_plan then spells end) as issued_excl,
        sum(case when is_due_excl and has_ended then spells end) as ended_excl,
        sum(case when not is_due then spells end) as fell_due_after_mediation
    from dues
    cross join run
    where opened_date <= due_date and due_date <= as_at
    group by cell_id, threshold_weeks, due_date
),

placed as (
    select days.*,
        unnest(array[calendar.month_slice, calendar.week_slice]) as slice_id
    from days
    inner join calendar
        on days.due_date = calendar.day
)

select
    cell_id,
    threshold_weeks,
    slice_id,
    coalesce(sum(fell_due), 0)::bigint as fell_due,
    coalesce(sum(issued), 0)::bigint as issued,
    coalesce(sum(ended), 0)::bigint as ended,
    coalesce(sum(fell_due_excl), 0)::bigint as fell_due_excl,
    coalesce(sum(issued_excl), 0)::bigint as issued_excl,
    coalesce(sum(ended_excl), 0)::bigint as ended_excl,
    coalesce(sum(fell_due_after_mediation), 0)::bigint
        as fell_due_after_mediation
from placed
group by cell_id, threshold_weeks, slice_id

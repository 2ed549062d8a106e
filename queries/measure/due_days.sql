-- One row per authority, breakdown, threshold and due day that has come: spells
-- opened by that day, mediation and tribunal left out. A spell whose band at
-- its opening or end is that of the threshold or an earlier one opened or
-- ended by the due day; one that ended on an unknown day counts as ended.
with thresholds_banded as (
    select thresholds.*,
        case threshold_weeks
            when 20 then 'weeks_0_to_20'::weeks_band
            when 30 then 'weeks_over_20_to_30'::weeks_band
            else 'weeks_over_30_to_52'::weeks_band
        end as last_band
    from thresholds
)

select
    authority_id,
    breakdown,
    threshold_weeks,
    clock_start + days as due_date,
    sum(spells) as fell_due,
    coalesce(sum(spells) filter (by_plan and ended_band <= last_band), 0)
        as issued,
    coalesce(sum(spells) filter (ended_undated or ended_band <= last_band), 0)
        as ended,
    coalesce(sum(spells) filter (not is_exception), 0) as fell_due_excl,
    coalesce(sum(spells) filter (not is_exception and by_plan
        and ended_band <= last_band), 0) as issued_excl,
    coalesce(sum(spells) filter (not is_exception
        and (ended_undated or ended_band <= last_band)), 0) as ended_excl
from starts
cross join thresholds_banded
cross join run
where
    not after_mediation
    and opened_band <= last_band
    and clock_start + days <= as_at
group by authority_id, breakdown, threshold_weeks, due_date

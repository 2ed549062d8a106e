-- One row per authority, breakdown, threshold and due day: spells after
-- mediation or tribunal. At 20 weeks they are due on their own day where the
-- clock restarted (SI 2014/1530 regulations 42, 44 and 45).
select
    authority_id,
    breakdown,
    threshold_weeks,
    case when threshold_weeks = 20 then coalesce(own_due_date,
        clock_start + days) else clock_start + days end as due_date,
    count(*) as fell_due_after_mediation
from spells_by
cross join run
cross join thresholds
where
    in_clock
    and clock_start is not null
    and route = 'mediation_or_tribunal'::route_kind
    and opened_date <= due_date
    and due_date <= as_at
group by authority_id, breakdown, threshold_weeks, due_date

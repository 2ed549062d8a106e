-- One row per authority, followed increment and week: the state at the end of
-- the week's last day. There is none past the longest wait that was followed,
-- unless the increment is over and every spell of it has ended; nothing is
-- carried forward.
with weeks as (
    select
        *,
        cases > 0 and (14 * week <= last_exit
            or (open_cases = 0 and is_complete)) as is_known
    from time_to_plan_tenths
    inner join wait_cohorts using (authority_id, period_id)
    inner join periods using (period_id)
)

select
    authority_id,
    period_id,
    week,
    at_risk,
    is_known,
    case when is_known then (plan / 10.0)::decimal(4, 1) end as pc_plan,
    case when is_known then (low / 10.0)::decimal(4, 1) end as pc_plan_low,
    case when is_known then (high / 10.0)::decimal(4, 1) end as pc_plan_high,
    case when is_known then (refused / 10.0)::decimal(4, 1) end as pc_refused,
    case when is_known then (closed / 10.0)::decimal(4, 1) end as pc_withdrawn,
    case when is_known then (open / 10.0)::decimal(4, 1) end as pc_open,
    coalesce(7 * week <= as_at - last_start, false) as fully_followed,
    plan_is_shown = 1 as shows_plan,
    refused_is_shown = 1 as shows_refused,
    closed_is_shown = 1 as shows_withdrawn,
    open_is_shown = 1 as shows_open
from weeks
cross join run

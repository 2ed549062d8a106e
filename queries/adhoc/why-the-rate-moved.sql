-- Why did the share of plans issued within 20 weeks move from one increment to
-- the next? The change is split exactly into what plans that could be in time
-- add to it, and what clearing old cases takes from it, in percentage points.
with rates as (
    select
        authority_name,
        authority_code,
        period_start,
        period,
        is_complete,
        plans_issued,
        within_20_weeks,
        issued_from_backlog,
        within_20_weeks / nullif(plans_issued, 0) as rate,
        issued_from_backlog / nullif(plans_issued, 0) as from_backlog,
        within_20_weeks / nullif(issued_from_flow, 0) as of_flow
    from timeliness
    where period_type = 'three_months' and breakdown_topic = 'All'
),

moved as (
    select
        *,
        rate - lag(rate) over increments as change,
        (1 - (from_backlog + lag(from_backlog) over increments) / 2)
        * (of_flow - lag(of_flow) over increments) as flow_effect
    from rates
    window increments as (partition by authority_code order by period_start)
)

select
    authority_name,
    period,
    is_complete,
    plans_issued,
    within_20_weeks,
    issued_from_backlog,
    round(100 * rate, 1)::decimal(5, 1) as pc_within_20_weeks,
    round(100 * change, 1)::decimal(5, 1) as change,
    round(100 * flow_effect, 1)::decimal(5, 1) as flow_effect,
    (round(100 * change, 1) - round(100 * flow_effect, 1))::decimal(5, 1)
        as clearance_effect
from moved
order by authority_code, period_start

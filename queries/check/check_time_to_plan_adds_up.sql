-- Of the requests of an increment every one has a plan, is refused, withdrawn
-- or open: the four percentages of a week are of 0 to 100 and add to 100.0,
-- and the limits lie about the percentage with a plan.
select authority_id, period_id, week, pc_plan, pc_refused, pc_withdrawn, pc_open
from measure_time_to_plan
where
    is_known
    and not coalesce(
        pc_plan + pc_refused + pc_withdrawn + pc_open = 100
        and least(pc_plan, pc_refused, pc_withdrawn, pc_open) >= 0
        and coalesce(pc_plan between pc_plan_low and pc_plan_high, true),
        false)

-- One row per row of time_to_plan, with a c for what would show how many cases
-- changed from one week to the next where they are few. What is at risk would
-- show it in every week.
select
    table_rows.* replace (
        case when table_rows.at_risk = 0 then '0'
            when table_rows.at_risk > 0 then 'c' end as at_risk,
        case when shows_plan or table_rows.pc_plan is null
            then table_rows.pc_plan::varchar else 'c' end as pc_plan,
        case when shows_plan or table_rows.pc_plan_low is null
            then table_rows.pc_plan_low::varchar else 'c' end as pc_plan_low,
        case when shows_plan or table_rows.pc_plan_high is null
            then table_rows.pc_plan_high::varchar else 'c' end as pc_plan_high,
        case when shows_refused or table_rows.pc_refused is null
            then table_rows.pc_refused::varchar else 'c' end as pc_refused,
        case when shows_withdrawn or table_rows.pc_withdrawn is null
            then table_rows.pc_withdrawn::varchar else 'c' end as pc_withdrawn,
        case when shows_open or table_rows.pc_open is null
            then table_rows.pc_open::varchar else 'c' end as pc_open
    )
from time_to_plan as table_rows
inner join authorities using (authority_code)
inner join periods
    on table_rows.period_start = periods.period_start
    and periods.period_type = 'three_months'
inner join measure_time_to_plan as measured
    on authorities.authority_id = measured.authority_id
    and periods.period_id = measured.period_id
    and table_rows.week = measured.week

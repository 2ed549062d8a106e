-- One row per row of time_to_plan, with the number of cases that its shares
-- are of, so that they can be rounded to cases.
select
    table_rows.*,
    wait_cohorts.cases
from time_to_plan as table_rows
inner join authorities using (authority_code)
inner join periods
    on table_rows.period_start = periods.period_start
    and periods.period_type = 'three_months'
inner join wait_cohorts
    on authorities.authority_id = wait_cohorts.authority_id
    and periods.period_id = wait_cohorts.period_id

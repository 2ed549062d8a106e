-- severity: query
-- says: A plan stands in two rows that have not ceased.
-- column: plan_id
-- try: keep one row, or say when the earlier one ceased: the plan counts twice
cease_date is null and plan_id in (
    select plan_id from list_tested where cease_date is null
    group by plan_id having count(*) > 1
)

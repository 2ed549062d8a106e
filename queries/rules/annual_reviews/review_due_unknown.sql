-- severity: query
-- says: Nothing says when the review is due.
-- column: review_due_date
-- try: give the due date, the day of the decision before or that of the plan:
--    without one it is in no share of reviews held
coalesce(review_due_date, last_decision_date, plan_start_date) is null

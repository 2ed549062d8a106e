-- severity: query
-- says: A decision has no day.
-- column: decision
-- try: give the day of the decision: without it the review counts as not
--    decided
decision is not null and decision_date is null

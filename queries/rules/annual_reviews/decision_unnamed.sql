-- severity: query
-- says: A decision has a day, and it is not said what was decided.
-- column: decision_date
-- try: say maintain, amend or cease: without it the review is over with the
--    decision
decision_date is not null and decision is null

-- severity: query
-- says: The amended plan is older than the decision to amend.
-- column: final_amended_date
-- try: check both dates: a plan before the decision does not count for it
final_amended_date < decision_date

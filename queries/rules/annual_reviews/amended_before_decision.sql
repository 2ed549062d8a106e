-- severity: query
-- says: The amended plan is older than the decision to amend.
-- column: final_amended_date
-- try: check both dates: the amended plan is before the decision
final_amended_date < decision_date

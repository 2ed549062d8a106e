-- severity: query
-- says: An amended plan has no decision to amend.
-- column: final_amended_date
-- try: give the decision: without it the amended plan is in no share of them
final_amended_date is not null and decision is distinct from 'amend'

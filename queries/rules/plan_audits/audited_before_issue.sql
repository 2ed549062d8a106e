-- severity: query
-- says: A plan was audited before it was issued.
-- column: audit_date
-- try: check both dates: the audit is before the plan
audit_date < plan_issued_date

-- severity: query
-- says: A plan was issued within two weeks of the request.
-- column: plan_issued_date
-- try: check both dates: advice alone takes up to six weeks
-- needs: plan_issued_date
plan_issued_date - received_date between 0 and 14
    and plan_issued_date <= as_at and not is_historical
    and entry_type is distinct from 'transferred_in'::entry_code

-- severity: query
-- says: A closure is dated before the spell opened, which it does not end.
-- column: closed_date
-- try: the closure is dated before the spell opened, which it does not end:
--   check both dates
-- needs: closed_date
closed_date < spell_opened and closed_date >= received_date

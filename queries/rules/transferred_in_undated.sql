-- severity: query
-- says: A case was transferred in on an unknown day.
-- column: opened_date
-- try: give the day the authority became responsible; the received date is
--   taken until then
-- needs: entry_type
entry_type = 'transferred_in'::entry_code and opened_date is null

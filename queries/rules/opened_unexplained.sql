-- severity: query
-- says: A spell opened after the request and no entry type says why.
-- column: entry_type
-- try: say transferred_in or reopened: the time before is not this
--   authority's
-- needs: opened_date
opened_date > received_date and entry_type is null

-- severity: query
-- says: A former authority is given for a case that was not transferred in.
-- column: transferred_from
-- try: say transferred_in under entry_type, or remove the authority
-- needs: transferred_from
transferred_from is not null
    and entry_type is distinct from 'transferred_in'::entry_code

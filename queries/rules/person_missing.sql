-- severity: query
-- says: A row does not say whose case it is.
-- column: person_id
-- try: give the person's id: without it two cases of one person are not seen
-- needs: person_id
person_id is null

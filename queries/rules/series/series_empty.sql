-- severity: query
-- says: A row of a series has no figure: it is taken as a gap.
-- column: value
-- try: give a value, or a numerator and a denominator
value is null and (numerator is null or coalesce(denominator, 0) <= 0)

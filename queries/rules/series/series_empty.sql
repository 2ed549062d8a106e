-- severity: error
-- says: A row of a series has no figure.
-- column: value
-- try: give a value, or a numerator and a denominator
value is null and (numerator is null or coalesce(denominator, 0) <= 0)

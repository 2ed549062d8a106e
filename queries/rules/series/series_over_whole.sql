-- severity: error
-- says: A numerator is more than its denominator.
-- column: numerator
-- try: check both: a share is at most 100%; give other rates as a value
numerator > denominator

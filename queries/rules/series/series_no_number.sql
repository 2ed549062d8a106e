-- severity: error
-- says: A figure of a series is no count, or too large to be one.
-- column: value
-- try: write numerators and denominators as whole numbers, and values under a
--    million million
abs(value) > 1e12
or numerator not between 0 and 1e12
or denominator not between 0 and 1e12
or numerator <> trunc(numerator)
or denominator <> trunc(denominator)

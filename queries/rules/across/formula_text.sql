-- severity: query
-- says: A text begins like a formula.
-- try: the text begins like a formula: an apostrophe is put before it wherever
--    it is written
select field as its_field, value
from formula_values

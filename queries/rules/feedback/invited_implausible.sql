-- severity: query
-- says: The number who were invited is below 1.
-- column: invited
-- try: give how many were asked, or leave it empty
invited < 1

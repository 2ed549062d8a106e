-- severity: error
-- says: The population is below 0 or above 100 million.
-- column: population
-- try: give how many children and young people up to 25 there are
population not between 0 and 100000000

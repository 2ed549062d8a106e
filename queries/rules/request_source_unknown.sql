-- severity: query
-- says: The source of the request is none of the five codes.
-- column: request_source
-- try: use 1 to 5: parent or young person, education setting, health, social
--   care, other
-- needs: request_source
request_source not between 1 and 5

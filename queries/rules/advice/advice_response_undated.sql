-- severity: query
-- says: A response has no day on which it was received.
-- column: response
-- try: give the day of the response: without it the advice counts as
--    outstanding
response is not null and received_date is null

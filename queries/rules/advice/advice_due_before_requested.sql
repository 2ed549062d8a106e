-- severity: query
-- says: Advice was due before it was asked for.
-- column: due_date
-- try: check both dates; without a due date six weeks are counted
due_date < requested_date

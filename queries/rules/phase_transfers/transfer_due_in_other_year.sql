-- severity: query
-- says: The due date is not in the year of the move or the one before.
-- column: due_date
-- try: check the due date and the year of the move
year(due_date) not between transfer_year - 1 and transfer_year

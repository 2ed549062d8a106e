-- severity: query
-- says: A move between post-16 settings has no due date.
-- column: due_date
-- try: give the due date: it is five months before the move, whose day is not
--    known
transfer_type = 'post_16_to_post_16' and due_date is null

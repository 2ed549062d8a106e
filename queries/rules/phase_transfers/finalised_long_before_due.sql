-- severity: query
-- says: The final plan is from before the year that leads up to the move.
-- column: final_plan_date
-- try: give the plan that was amended for the move, not the one before
final_plan_date < make_date(transfer_year - 1, 1, 1)

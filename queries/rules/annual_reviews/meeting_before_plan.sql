-- severity: query
-- says: A review meeting was held before the plan was made.
-- column: meeting_date
-- try: check both dates: the meeting is before the plan
meeting_date < plan_start_date

-- severity: query
-- says: A decision was made without a review meeting.
-- column: decision_date
-- try: give the day of the meeting: without it the decision is in no time
decision_date is not null and meeting_date is null

-- severity: error
-- says: A decision was made before the review meeting.
-- column: decision_date
-- try: check both dates: the decision is before the meeting
decision_date < meeting_date

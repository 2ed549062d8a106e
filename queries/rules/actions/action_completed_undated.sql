-- severity: query
-- says: An action is complete without a day.
-- column: completed_date
-- try: give the day it was completed
lower(status) in ('complete', 'completed', 'done') and completed_date is null

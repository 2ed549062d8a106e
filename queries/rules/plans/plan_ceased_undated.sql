-- severity: query
-- says: A plan has a reason for ceasing and no day.
-- column: cease_reason
-- try: give the day it ceased: without it the plan counts as maintained
cease_reason is not null and cease_date is null

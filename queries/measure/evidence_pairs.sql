-- One row per numerator and denominator whose limits are published.
select issued_by_due_date as part,
    issued_by_due_date + open_at_due_date as whole
from measure_falling_due
union
select within_20_weeks, plans_issued
from measure_timeliness
union
select within_20_weeks_excl, plans_issued_excl
from measure_timeliness

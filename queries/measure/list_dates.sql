-- One row per kind of list, authority and day at whose end stocks are counted:
-- the ends of months and increments that the list covers, and the as-at date.
with covered as (
    select kind, authority_id, min(period_start) as first_start
    from list_periods
    group by kind, authority_id
),

ends as (
    select period_end as as_at
    from periods
    where period_type in ('month', 'three_months') and is_complete
    union
    select as_at
    from run
)

select
    covered.kind,
    covered.authority_id,
    ends.as_at,
    ends.as_at in (select period_end from periods
        where period_type = 'three_months') as is_increment_end,
    ends.as_at = last_day(ends.as_at) as is_month_end
from covered
inner join ends
    on covered.first_start <= ends.as_at

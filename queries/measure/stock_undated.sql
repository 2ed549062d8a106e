-- One row per authority, breakdown and stock date: spells opened since the
-- stock date before that ended on an unknown day.
select authority_id, breakdown, coalesce(calendar.stock_id, 1) as stock_id,
    count(*) as change
from spells_by
left join calendar
    on spells_by.opened_date = calendar.day
where in_clock and ended_undated and opened_date is not null
group by all

-- One row per authority, breakdown, clock start, opening day and first stock
-- dates after each event: spells that the stock counts.
select authority_id, breakdown, clock_start, opened_date, assessed_stock,
    issue_stock, draft_stock, ended_stock, count(*) as spells
from spells_by
inner join kinds using (kind)
where in_clock and opened_date is not null and not ended_undated
group by all

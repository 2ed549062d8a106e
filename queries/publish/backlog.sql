-- One row per authority, date and breakdown. Where no column says that a plan
-- was issued or a case closed, every case would look open: no row.
select
    authorities.authority_code,
    authorities.authority_name,
    stock_dates.as_at,
    stock_dates.is_increment_end,
    stock_dates.is_month_end,
    topics.breakdown_topic,
    cells.breakdown,
    stock.open,
    weeks_0_to_20,
    weeks_over_20_to_30,
    weeks_over_30_to_52,
    weeks_over_52,
    over_20_weeks,
    over_30_weeks,
    over_52_weeks,
    case when has_request_outcomes then open_decided_to_assess end
        as open_decided_to_assess,
    weeks_of(median_days_10) as median_weeks_open,
    oldest_days // 7 as oldest_weeks_open,
    ended_undated
from measure_backlog as stock
cross join run
inner join cells using (cell_id)
inner join authorities using (authority_id)
inner join topics using (topic_id)
inner join stock_dates using (stock_id)
where run.has_ends
order by authorities.authority_id, stock_dates.stock_id, cells.cell_order

-- The backlog counted from dates is the closing of the flows.
select stock.cell_id, stock_dates.as_at, stock.open, flow.weeks_open_band,
    flow.closing
from measure_backlog as stock
inner join stock_dates using (stock_id)
cross join run
inner join periods
    on periods.period_type in ('month', 'three_months')
    and least(periods.period_end, run.as_at) = stock_dates.as_at
inner join measure_flow as flow
    on stock.cell_id = flow.cell_id
    and periods.period_id = flow.period_id
where flow.closing <> case flow.weeks_open_band
    when 'All' then stock.open
    when 'weeks_0_to_20' then stock.weeks_0_to_20
    when 'weeks_over_20_to_30' then stock.weeks_over_20_to_30
    when 'weeks_over_30_to_52' then stock.weeks_over_30_to_52
    else stock.weeks_over_52 end

-- One row: the number after the last stock date, which no spell reaches.
select (coalesce(max(stock_id), 0) + 1)::smallint as stock_id
from stock_dates

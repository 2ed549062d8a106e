-- The bands of flow add up to All, and what moves up out of one band moves up
-- into another.
select cell_id, period_id
from measure_flow
group by cell_id, period_id
having
    sum(opening) <> 2 * any_value(opening) filter (weeks_open_band = 'All')
    or sum(closing) <> 2 * any_value(closing) filter (weeks_open_band = 'All')
    or sum(plans_issued)
    <> 2 * any_value(plans_issued) filter (weeks_open_band = 'All')
    or sum(moved_up_in) <> sum(moved_up_out)

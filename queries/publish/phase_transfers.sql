-- One row per authority, year of the move and breakdown: plans that move to
-- another phase, and whether they were finalised by their day and before it.
-- Without a column of the days of final plans it cannot be said.
with known as (
    select bool_or(field = 'final_plan_date') as is_known
    from list_columns
    where kind = 'phase_transfers'
)

select
    authorities.authority_code,
    authorities.authority_name,
    period_type,
    period_start,
    period_end,
    period,
    is_complete,
    breakdown_topic,
    breakdown,
    fell_due,
    not_yet_due,
    due_day_unknown,
    case when is_known then finalised_by_due_day end as finalised_by_due_day,
    case when is_known then finalised_on_due_day end as finalised_on_due_day,
    case when is_known then finalised - finalised_by_due_day end
        as finalised_later,
    case when is_known then fell_due - finalised end as not_finalised,
    case when is_known then percentage(finalised_by_due_day, fell_due) end
        as pc_finalised_by_due_day,
    case when is_known then wilson.low end as pc_finalised_by_due_day_low,
    case when is_known then wilson.high end as pc_finalised_by_due_day_high,
    case when is_known
        then percentage(finalised_by_due_day - finalised_on_due_day, fell_due)
        end as pc_finalised_before_due_day
from measure_phase_transfers
cross join known
inner join authorities using (authority_id)
left join wilson
    on measure_phase_transfers.finalised_by_due_day = wilson.part
    and measure_phase_transfers.fell_due = wilson.whole
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

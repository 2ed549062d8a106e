-- One row per authority, period, threshold and breakdown.
select
    authorities.authority_code,
    authorities.authority_name,
    periods.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete,
    topics.breakdown_topic,
    cells.breakdown,
    due.threshold_weeks,
    case when has_plans then due.fell_due end as fell_due,
    case when has_plans then due.issued_by_due_date end as issued_by_due_date,
    case when has_plans then due.open_at_due_date end as open_at_due_date,
    case when has_plans then due.ended_without_plan end as ended_without_plan,
    case when has_plans and has_exceptions then due.fell_due_excl end
        as fell_due_excl,
    case when has_plans and has_exceptions then due.issued_by_due_date_excl end
        as issued_by_due_date_excl,
    case when has_plans then percentage(due.issued_by_due_date,
        due.issued_by_due_date + due.open_at_due_date) end
        as pc_issued_by_due_date,
    case when has_plans then wilson.low end as pc_low,
    case when has_plans then wilson.high end as pc_high,
    case when has_plans and has_exceptions then percentage(
        due.issued_by_due_date_excl,
        due.issued_by_due_date_excl + due.open_at_due_date_excl) end
        as pc_issued_by_due_date_excl,
    case when has_mediation then due.fell_due_after_mediation_or_tribunal end
        as fell_due_after_mediation_or_tribunal
from measure_falling_due as due
cross join run
inner join cells using (cell_id)
inner join authorities using (authority_id)
inner join topics using (topic_id)
inner join periods using (period_id)
left join wilson
    on due.issued_by_due_date = wilson.part
    and due.issued_by_due_date + due.open_at_due_date = wilson.whole
order by
    authorities.authority_id, periods.period_id, cells.cell_order,
    due.threshold_weeks

-- One row per authority, year of the move and breakdown: plans by whether they
-- were finalised by their day.
with transfers as (
    select
        split.authority_id,
        split.breakdown_topic,
        split.breakdown,
        days.transfer_year,
        days.due_day,
        days.final_day,
        coalesce(days.due_day <= run.as_at, false) as is_due
    from split_phase_transfers as split
    inner join transfer_days as days using (extract_id, list_row)
    cross join run
)

select
    periods.* exclude (period_id),
    count(*) filter (is_due) as fell_due,
    count(*) filter (due_day is not null and not is_due) as not_yet_due,
    count(*) filter (transfers.transfer_year is not null and due_day is null)
        as due_day_unknown,
    count(*) filter (is_due and final_day <= due_day) as finalised_by_due_day,
    count(*) filter (is_due and final_day = due_day) as finalised_on_due_day,
    count(*) filter (is_due and final_day is not null) as finalised
from periods_phase_transfers as periods
left join transfers
    on periods.authority_id = transfers.authority_id
    and periods.breakdown_topic = transfers.breakdown_topic
    and periods.breakdown = transfers.breakdown
    and year(periods.period_start) = transfers.transfer_year
where periods.period_type = 'calendar_year'
group by all

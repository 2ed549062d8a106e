-- One row per authority, date and breakdown: reviews that were outstanding at
-- the end of the day, by the step that they had come to and by how long they
-- were overdue. Without the days of meetings, decisions and amended plans it
-- cannot be said which are.
with counted as (
    select
        dates.*,
        count(days.list_row) as outstanding,
        count(*) filter (days.is_to_amend and days.decided_day <= dates.as_at)
            as no_final_plan,
        count(*) filter (days.held_day <= dates.as_at
            and not (days.is_to_amend and days.decided_day <= dates.as_at))
            as no_decision,
        count(*) filter (days.overdue_from < dates.as_at) as overdue,
        count(*) filter (days.overdue_from + interval 3 month < dates.as_at)
            as overdue_over_3_months,
        count(*) filter (days.overdue_from + interval 6 month < dates.as_at)
            as overdue_over_6_months,
        count(*) filter (days.overdue_from + interval 12 month < dates.as_at)
            as overdue_over_12_months
    from dates_annual_reviews as dates
    left join (
        select split.breakdown_topic, split.breakdown, review_days.*
        from split_annual_reviews as split
        inner join review_days using (extract_id, list_row)
    ) as days
        on dates.authority_id = days.authority_id
        and dates.breakdown_topic = days.breakdown_topic
        and dates.breakdown = days.breakdown
        and days.outstanding_from <= dates.as_at
        and (days.ended_day > dates.as_at or days.ended_day is null)
    group by all
),

known as (
    select
        count(*) filter (field in ('meeting_date', 'decision_date', 'decision',
            'final_amended_date')) = 4 as is_known
    from list_columns
    where kind = 'annual_reviews'
)

select
    authorities.authority_code,
    authorities.authority_name,
    as_at,
    is_increment_end,
    is_month_end,
    breakdown_topic,
    breakdown,
    case when is_known then outstanding end as outstanding,
    case when is_known then outstanding - no_decision - no_final_plan end
        as no_meeting,
    case when is_known then no_decision end as no_decision,
    case when is_known then no_final_plan end as no_final_plan,
    case when is_known then outstanding - overdue end as not_overdue,
    case when is_known then overdue end as overdue,
    case when is_known then overdue - overdue_over_3_months end
        as overdue_to_3_months,
    case when is_known then overdue_over_3_months - overdue_over_6_months end
        as overdue_over_3_to_6_months,
    case when is_known then overdue_over_6_months - overdue_over_12_months end
        as overdue_over_6_to_12_months,
    case when is_known then overdue_over_12_months end
        as overdue_over_12_months
from counted
cross join known
inner join authorities using (authority_id)
order by authorities.authority_code, as_at, breakdown_topic, breakdown

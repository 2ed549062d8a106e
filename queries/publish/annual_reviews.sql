-- One row per authority, period and breakdown: reviews, decisions and
-- amendments by the day on which their time was over, and who was at the
-- meetings. What needs a column that no extract has is not available.
with columns_given as (
    select
        bool_or(field = 'meeting_date') as has_meetings,
        has_meetings and bool_or(field in ('review_due_date',
            'last_decision_date', 'plan_start_date')) as has_due_days,
        has_meetings and bool_or(field = 'decision_date') as has_decisions,
        has_decisions and bool_or(field = 'decision')
        and bool_or(field = 'final_amended_date') as has_amendments,
        has_meetings and bool_or(field = 'health_invited') as has_invited,
        has_meetings and bool_or(field = 'health_attended') as has_attended,
        has_meetings and bool_or(field = 'health_reported') as has_reported,
        has_meetings and bool_or(field = 'parent_attended') as has_parents
    from list_columns
    where kind = 'annual_reviews'
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
    case when has_due_days then fell_due end as fell_due,
    case when has_due_days then held_by_due_day end as held_by_due_day,
    case when has_due_days then held - held_by_due_day end
        as held_later,
    case when has_due_days then fell_due - held end
        as not_held,
    case when has_decisions then decisions_due end as decisions_due,
    case when has_decisions then decided_in_4_weeks end as decided_in_4_weeks,
    case when has_decisions then decided - decided_in_4_weeks end
        as decided_over_4_weeks,
    case when has_decisions then decisions_due - decided end as not_decided,
    case when has_amendments then amendments_due end as amendments_due,
    case when has_amendments then amended_in_12_weeks end
        as amended_in_12_weeks,
    case when has_amendments then amended - amended_in_12_weeks end
        as amended_over_12_weeks,
    case when has_amendments then amendments_due - amended end as not_amended,
    case when has_meetings then meetings end as meetings,
    case when has_invited then health_invited end as health_invited,
    case when has_invited then health_not_invited end as health_not_invited,
    case when has_invited
        then meetings - health_invited - health_not_invited end
        as health_invited_not_recorded,
    case when has_attended then health_attended end as health_attended,
    case when has_attended then health_not_attended end as health_not_attended,
    case when has_attended
        then meetings - health_attended - health_not_attended end
        as health_attended_not_recorded,
    case when has_reported then health_reported end as health_reported,
    case when has_reported then health_not_reported end as health_not_reported,
    case when has_reported
        then meetings - health_reported - health_not_reported end
        as health_reported_not_recorded,
    case when has_parents then parent_attended end as parent_attended,
    case when has_parents then parent_not_attended end as parent_not_attended,
    case when has_parents
        then meetings - parent_attended - parent_not_attended end
        as parent_attended_not_recorded,
    case when has_due_days
        then percentage(held_by_due_day, fell_due) end as pc_held_by_due_day,
    case when has_due_days then by_due_day.low end
        as pc_held_by_due_day_low,
    case when has_due_days then by_due_day.high end
        as pc_held_by_due_day_high,
    case when has_decisions then percentage(decided_in_4_weeks, decisions_due)
        end as pc_decided_in_4_weeks,
    case when has_decisions then in_4_weeks.low end
        as pc_decided_in_4_weeks_low,
    case when has_decisions then in_4_weeks.high end
        as pc_decided_in_4_weeks_high,
    case when has_amendments
        then percentage(amended_in_12_weeks, amendments_due) end
        as pc_amended_in_12_weeks,
    case when has_amendments then in_12_weeks.low end
        as pc_amended_in_12_weeks_low,
    case when has_amendments then in_12_weeks.high end
        as pc_amended_in_12_weeks_high,
    case when has_invited
        then percentage(health_invited, health_invited + health_not_invited)
        end as pc_health_invited,
    case when has_attended
        then percentage(health_attended, health_attended + health_not_attended)
        end as pc_health_attended,
    case when has_reported
        then percentage(health_reported, health_reported + health_not_reported)
        end as pc_health_reported,
    case when has_parents
        then percentage(parent_attended, parent_attended + parent_not_attended)
        end as pc_parent_attended
from measure_annual_reviews
cross join columns_given
inner join authorities using (authority_id)
left join wilson as by_due_day
    on measure_annual_reviews.held_by_due_day = by_due_day.part
    and measure_annual_reviews.fell_due = by_due_day.whole
left join wilson as in_4_weeks
    on measure_annual_reviews.decided_in_4_weeks = in_4_weeks.part
    and measure_annual_reviews.decisions_due = in_4_weeks.whole
left join wilson as in_12_weeks
    on measure_annual_reviews.amended_in_12_weeks = in_12_weeks.part
    and measure_annual_reviews.amendments_due = in_12_weeks.whole
order by
    authorities.authority_code, period_type, period_start, breakdown_topic,
    breakdown

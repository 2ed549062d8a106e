-- One row per authority, period and breakdown: reviews by the day on which they
-- were to be held, meetings by the day on which their four weeks ended, and
-- amendments by the day on which their twelve weeks ended. Counted when they
-- are done, the newest periods would hold those done quickly alone. Attendance
-- is that of the meetings held in the period.
with reviews as (
    select split.*, days.* exclude (extract_id, list_row, authority_id)
    from split_annual_reviews as split
    inner join review_days as days using (extract_id, list_row)
),

sums as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        due_day as day,
        count(*) as fell_due,
        count(held_day) as held,
        count(*) filter (held_day <= due_day) as held_by_due_day
    from reviews
    group by all
    union all by name
    select
        authority_id,
        breakdown_topic,
        breakdown,
        decision_due_day as day,
        count(*) as decisions_due,
        count(decided_day) as decided,
        count(*) filter (decided_day <= decision_due_day) as decided_in_4_weeks
    from reviews
    group by all
    union all by name
    select
        authority_id,
        breakdown_topic,
        breakdown,
        final_due_day as day,
        count(*) as amendments_due,
        count(final_day) as amended,
        count(*) filter (final_day <= final_due_day) as amended_in_12_weeks
    from reviews
    where is_to_amend
    group by all
    union all by name
    select
        authority_id,
        breakdown_topic,
        breakdown,
        held_day as day,
        count(*) as meetings,
        count(*) filter (health_invited) as health_invited,
        count(*) filter (not health_invited) as health_not_invited,
        count(*) filter (health_attended) as health_attended,
        count(*) filter (not health_attended) as health_not_attended,
        count(*) filter (health_reported) as health_reported,
        count(*) filter (not health_reported) as health_not_reported,
        count(*) filter (parent_attended) as parent_attended,
        count(*) filter (not parent_attended) as parent_not_attended
    from reviews
    group by all
)

select
    periods.* exclude (period_id),
    coalesce(sum(fell_due), 0)::bigint as fell_due,
    coalesce(sum(held), 0)::bigint as held,
    coalesce(sum(held_by_due_day), 0)::bigint as held_by_due_day,
    coalesce(sum(decisions_due), 0)::bigint as decisions_due,
    coalesce(sum(decided), 0)::bigint as decided,
    coalesce(sum(decided_in_4_weeks), 0)::bigint as decided_in_4_weeks,
    coalesce(sum(amendments_due), 0)::bigint as amendments_due,
    coalesce(sum(amended), 0)::bigint as amended,
    coalesce(sum(amended_in_12_weeks), 0)::bigint as amended_in_12_weeks,
    coalesce(sum(meetings), 0)::bigint as meetings,
    coalesce(sum(health_invited), 0)::bigint as health_invited,
    coalesce(sum(health_not_invited), 0)::bigint as health_not_invited,
    coalesce(sum(health_attended), 0)::bigint as health_attended,
    coalesce(sum(health_not_attended), 0)::bigint as health_not_attended,
    coalesce(sum(health_reported), 0)::bigint as health_reported,
    coalesce(sum(health_not_reported), 0)::bigint as health_not_reported,
    coalesce(sum(parent_attended), 0)::bigint as parent_attended,
    coalesce(sum(parent_not_attended), 0)::bigint as parent_not_attended
from periods_annual_reviews as periods
cross join run
left join sums
    on periods.authority_id = sums.authority_id
    and periods.breakdown_topic = sums.breakdown_topic
    and periods.breakdown = sums.breakdown
    and sums.day between periods.period_start
    and least(periods.period_end, run.as_at)
group by all

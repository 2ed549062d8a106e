-- One row per authority, period and breakdown: answers, and how many were
-- invited to give them where every question and month with answers says so.
-- Who was invited is not known by who answered.
with answers as (
    select *, date_trunc('month', response_date)::date as month
    from split_feedback
    cross join run
    where response_date <= as_at
),

days as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        response_date as day,
        count(*) as answers,
        count(*) filter (positive) as positive
    from answers
    group by all
),

asked as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        month,
        question,
        max(invited) as invited
    from answers
    where breakdown_topic <> 'Respondent'
    group by all
),

counted as (
    select
        periods.*,
        coalesce(sum(answers), 0)::bigint as answers,
        coalesce(sum(positive), 0)::bigint as positive
    from periods_feedback as periods
    left join days
        on periods.authority_id = days.authority_id
        and periods.breakdown_topic = days.breakdown_topic
        and periods.breakdown = days.breakdown
        and days.day between periods.period_start and periods.period_end
    group by all
),

invitations as (
    select
        periods.authority_id,
        periods.breakdown_topic,
        periods.breakdown,
        periods.period_id,
        case when count(*) = count(asked.invited) then sum(asked.invited) end
            as invited
    from periods_feedback as periods
    inner join asked
        on periods.authority_id = asked.authority_id
        and periods.breakdown_topic = asked.breakdown_topic
        and periods.breakdown = asked.breakdown
        and asked.month between periods.period_start and periods.period_end
    where day(periods.period_start) = 1
    group by all
)

select
    counted.* exclude (period_id),
    case when invited >= answers then invited end::bigint as invited
from counted
left join invitations
    using (authority_id, breakdown_topic, breakdown, period_id)

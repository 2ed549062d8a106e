-- One row per authority, period and breakdown: audits by their day, and by
-- the day on which the plan that was audited had been issued.
with audits as (
    select
        *,
        coalesce(moderated_grade, grade) as last_grade
    from split_plan_audits
    cross join run
    where audit_date <= as_at
),

days as (
    select
        authority_id,
        breakdown_topic,
        breakdown,
        audit_date as day,
        count(*) as audited,
        count(*) filter (grade = 'outstanding') as outstanding,
        count(*) filter (grade = 'good') as good,
        count(*) filter (grade = 'requires_improvement')
            as requires_improvement,
        count(*) filter (grade = 'inadequate') as inadequate,
        count(*) filter (moderated_grade is not null) as moderated,
        count(*) filter (moderated_grade in ('outstanding', 'good'))
            as moderated_good_or_better
    from audits
    group by all
    union all by name
    select
        authority_id,
        breakdown_topic,
        breakdown,
        plan_issued_date as day,
        count(*) as issued_audited,
        count(*) filter (last_grade in ('outstanding', 'good'))
            as issued_good_or_better
    from audits
    where plan_issued_date is not null
    group by all
)

select
    periods.* exclude (period_id),
    coalesce(sum(audited), 0)::bigint as audited,
    coalesce(sum(outstanding), 0)::bigint as outstanding,
    coalesce(sum(good), 0)::bigint as good,
    coalesce(sum(requires_improvement), 0)::bigint as requires_improvement,
    coalesce(sum(inadequate), 0)::bigint as inadequate,
    coalesce(sum(outstanding + good), 0)::bigint as good_or_better,
    coalesce(sum(moderated), 0)::bigint as moderated,
    coalesce(sum(moderated_good_or_better), 0)::bigint
        as moderated_good_or_better,
    coalesce(sum(issued_audited), 0)::bigint as issued_audited,
    coalesce(sum(issued_good_or_better), 0)::bigint as issued_good_or_better
from periods_plan_audits as periods
left join days
    on periods.authority_id = days.authority_id
    and periods.breakdown_topic = days.breakdown_topic
    and periods.breakdown = days.breakdown
    and days.day between periods.period_start and periods.period_end
group by all

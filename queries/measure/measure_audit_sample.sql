-- One row per authority, day and breakdown: plans open at the end of the day,
-- and those of them that were audited in the twelve months to it, each plan
-- once. Days are the ends of increments and the as-at date, where extracts of
-- plans cover the day and those of audits all of its twelve months. Of an
-- authority without any audit it is not known that there was none.
with days as (
    select
        audits.authority_id,
        audits.as_at,
        audits.is_increment_end,
        audits.is_month_end,
        (audits.as_at + interval 1 day - interval 12 month)::date
            as audited_from
    from list_dates as audits
    inner join list_dates as plans
        on audits.authority_id = plans.authority_id
        and audits.as_at = plans.as_at
    inner join (
        select authority_id, min(period_start) as first_start
        from list_periods
        where kind = 'plan_audits'
        group by authority_id
    ) as covered
        on audits.authority_id = covered.authority_id
    cross join run
    where audits.kind = 'plan_audits' and plans.kind = 'plans'
        and (audits.is_increment_end or audits.as_at = run.as_at)
        and covered.first_start <= audited_from
        and audits.authority_id in (
            select authority_id from stage_plan_audits
        )
),

audited as (
    select distinct days.authority_id, days.as_at, audits.plan_id
    from days
    inner join stage_plan_audits as audits
        on days.authority_id = audits.authority_id
        and audits.audit_date between days.audited_from and days.as_at
),

-- A plan that stands in two rows is one.
open_plans as (
    select
        days.authority_id,
        days.as_at,
        plans.plan_id,
        plans.extract_id,
        plans.list_row,
        audited.plan_id is not null as is_audited
    from days
    inner join stage_plans as plans
        on days.authority_id = plans.authority_id
        and days.as_at >= plans.start_date
        and days.as_at < coalesce(plans.cease_date, date 'infinity')
    left join audited
        on days.authority_id = audited.authority_id
        and days.as_at = audited.as_at
        and plans.plan_id = audited.plan_id
    qualify row_number() over (
        partition by days.authority_id, days.as_at, plans.plan_id
        order by plans.start_date desc, plans.extract_id, plans.list_row
    ) = 1
),

-- The days to a plan that the same person's case ended with, on DfE's basis.
timed as (
    select
        plans.extract_id,
        plans.list_row,
        min(spells.ended_date - spells.clock_start) as days
    from stage_plans as plans
    inner join stage_rows
        on plans.person_id = stage_rows.person_id
    inner join spells
        on stage_rows.stage_row = spells.stage_row
        and plans.authority_id = spells.authority_id
        and plans.start_date = spells.ended_date
    where spells.ended_how = 'plan' and spells.in_clock
        and spells.route <> 'mediation_or_tribunal'
    group by plans.extract_id, plans.list_row
),

split as (
    select extract_id, list_row, breakdown_topic, breakdown, true as is_compared
    from split_plans
    where breakdown_topic <> 'Reason ceased'
    union all
    select
        plans.extract_id,
        plans.list_row,
        'Timeliness' as breakdown_topic,
        case
            when timed.days <= run.days_20_weeks then 'Within 20 weeks'
            when timed.days > run.days_20_weeks then 'Over 20 weeks'
            else 'Not known'
        end as breakdown,
        timed.days is not null as is_compared
    from stage_plans as plans
    cross join run
    left join timed using (extract_id, list_row)
    where exists (from timed)
),

counted as (
    select
        authority_id,
        as_at,
        breakdown_topic,
        breakdown,
        is_compared,
        count(*) as plans,
        count(*) filter (is_audited) as audited
    from open_plans
    inner join split using (extract_id, list_row)
    group by all
),

-- Of All alone: what was audited beside the plans that are open.
others as (
    select
        audited.authority_id,
        audited.as_at,
        'All' as breakdown_topic,
        count(*) filter (listed.plan_id is not null) as audited_not_open,
        count(*) filter (listed.plan_id is null) as audited_not_listed
    from audited
    anti join open_plans using (authority_id, as_at, plan_id)
    left join (select distinct authority_id, plan_id from stage_plans) as listed
        on audited.authority_id = listed.authority_id
        and audited.plan_id = listed.plan_id
    group by audited.authority_id, audited.as_at
)

select
    days.* exclude (audited_from),
    occurring.breakdown_topic,
    occurring.breakdown,
    occurring.is_compared,
    coalesce(counted.plans, 0) as plans,
    coalesce(counted.audited, 0) as audited,
    case when occurring.breakdown_topic = 'All'
        then coalesce(others.audited_not_open, 0) end as audited_not_open,
    case when occurring.breakdown_topic = 'All'
        then coalesce(others.audited_not_listed, 0) end as audited_not_listed
from days
inner join (
    select distinct authority_id, breakdown_topic, breakdown, is_compared
    from counted
) as occurring
    on days.authority_id = occurring.authority_id
left join counted
    on days.authority_id = counted.authority_id
    and days.as_at = counted.as_at
    and occurring.breakdown_topic = counted.breakdown_topic
    and occurring.breakdown = counted.breakdown
left join others
    on days.authority_id = others.authority_id
    and days.as_at = others.as_at
    and occurring.breakdown_topic = others.breakdown_topic

-- How many plans were issued just in time and just late? Days 134 to 140 and
-- days 141 to 147, by increment. Many in the one and few in the other: the
-- limit shapes the work, or the dates.
with plans as (
    select
        cases.authority_code,
        cases.ended_date,
        cases.days,
        run.days_20_weeks
    from cases
    cross join run
    where
        cases.in_clock
        and cases.ended_how = 'plan'
        and cases.route <> 'mediation_or_tribunal'
)

select
    timeliness.authority_name,
    timeliness.period,
    timeliness.is_complete,
    timeliness.plans_issued,
    count(*) filter (days between days_20_weeks - 6 and days_20_weeks)
        as days_134_to_140,
    count(*) filter (days = days_20_weeks) as day_140,
    count(*) filter (days between days_20_weeks + 1 and days_20_weeks + 7)
        as days_141_to_147
from timeliness
left join plans
    on timeliness.authority_code = plans.authority_code
    and plans.ended_date between timeliness.period_start
        and timeliness.period_end
where
    timeliness.period_type = 'three_months'
    and timeliness.breakdown_topic = 'All'
group by
    timeliness.authority_code, timeliness.authority_name, timeliness.period,
    timeliness.period_start, timeliness.is_complete, timeliness.plans_issued
order by timeliness.authority_code, timeliness.period_start

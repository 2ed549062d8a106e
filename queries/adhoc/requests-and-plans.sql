-- How many requests came in and how many plans were issued, period by period?
-- Plans within and over 20 weeks, with exceptions and without (_excl). Plans in
-- a period do not come from that period's requests.
-- $per = month: week, month, quarter (an increment as configured),
-- calendar_year, financial_year or academic_year
-- $area = All: one area
-- $from = complete_from: periods that begin on or after this day
-- $to = as_at: periods that begin on or before this day
with asked as (
    select
        $from::date as from_date,
        $to::date as to_date,
        $area::varchar as area,
        case when lower($area::varchar) = 'all' then 'All' else 'Area'
        end as breakdown_topic,
        case
            when $per::varchar = 'quarter' then 'three_months'
            when list_contains([
                'week', 'month', 'calendar_year', 'financial_year',
                'academic_year'
            ], $per::varchar) then $per::varchar
            else error('per is week, month, quarter, calendar_year, '
                || 'financial_year or academic_year, not ' || $per::varchar)
        end as period_type
),

areas as (
    select string_agg(distinct breakdown, ', ' order by breakdown) as named
    from requests
    where breakdown_topic = 'Area'
),

checked as (
    select
        asked.*,
        case when not exists (
            from requests
            where
                requests.breakdown_topic = asked.breakdown_topic
                and lower(requests.breakdown) = lower(asked.area)
        ) then error('no area is called ' || asked.area || ': set All'
            || coalesce(', ' || areas.named, ''))
        end is null as is_known
    from asked
    cross join areas
)

select
    requests.authority_name,
    requests.breakdown as area,
    requests.period,
    requests.period_start,
    requests.is_complete,
    requests.received as requests_received,
    timeliness.plans_issued,
    timeliness.within_20_weeks,
    timeliness.over_20_weeks,
    timeliness.pc_within_20_weeks,
    timeliness.plans_issued_excl,
    timeliness.within_20_weeks_excl,
    timeliness.over_20_weeks_excl,
    timeliness.pc_within_20_weeks_excl,
    timeliness.over_52_weeks,
    timeliness.plans_issued_after_mediation_or_tribunal
from checked
inner join requests
    on requests.period_type = checked.period_type
    and requests.breakdown_topic = checked.breakdown_topic
    and lower(requests.breakdown) = lower(checked.area)
    and requests.period_start between checked.from_date and checked.to_date
inner join timeliness
    on requests.authority_code = timeliness.authority_code
    and requests.period_type = timeliness.period_type
    and requests.period_start = timeliness.period_start
    and requests.breakdown_topic = timeliness.breakdown_topic
    and requests.breakdown = timeliness.breakdown
where checked.is_known
order by requests.authority_code, requests.period_start

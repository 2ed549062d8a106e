-- Which plans to audit? A sample of the plans issued in the twelve months to
-- the as-at date, drawn from every area and, in it, from plans in time and
-- late ones, in proportion to how many there are. The same seed draws the
-- same plans. Case-level: for casework alone.
-- $size = 60: how many plans, 1 to 5000
-- $seed = 1: another number draws other plans
with asked as (
    select
        as_at,
        days_20_weeks,
        case
            when $size::integer between 1 and 5000 then $size::integer
            else error('size must be 1 to 5000, not ' || $size::integer)
        end as wanted
    from run
),

plans as (
    select
        cases.authority_code,
        cases.authority_name,
        cases.case_id,
        cases.spell,
        cases.team,
        cases.ended_date as plan_issued_date,
        coalesce(cases.area::varchar, 'Not recorded') as area,
        cases.primary_need,
        cases.phase,
        cases.days <= asked.days_20_weeks as is_in_time,
        -- A draw that does not depend on the order of the rows.
        md5($seed::varchar || '|' || cases.case_id || '|' || cases.spell)
            as draw
    from cases
    cross join asked
    where cases.ended_how = 'plan' and cases.in_clock
        and cases.ended_date > asked.as_at - interval 12 month
        and cases.clock_start is not null
),

-- A stratum's share of the sample in whole plans, and what is left over of it
-- in parts of a plan: as many parts as there are plans in all make one.
strata as (
    select
        authority_code,
        area,
        is_in_time,
        count(*) as plans,
        sum(count(*)) over (partition by authority_code)::bigint as parts,
        asked.wanted * count(*) // parts as whole,
        asked.wanted * count(*) % parts as left_over
    from plans
    cross join asked
    group by authority_code, area, is_in_time, asked.wanted
),

-- Whole plans first, then one more where most is left over (largest remainder).
allotted as (
    select
        *,
        least(plans, whole + (row_number() over (
            partition by authority_code
            order by left_over desc, area, is_in_time
        ) <= sum(left_over) over (partition by authority_code) // parts
        )::bigint) as taken
    from strata
),

drawn as (
    select
        plans.*,
        allotted.taken,
        allotted.plans as plans_alike,
        row_number() over (
            partition by plans.authority_code, plans.area, plans.is_in_time
            order by plans.draw
        ) as turn
    from plans
    inner join allotted using (authority_code, area, is_in_time)
)

select
    authority_name,
    area,
    is_in_time,
    case_id,
    team,
    plan_issued_date,
    primary_need,
    phase,
    taken as drawn_alike,
    plans_alike
from drawn
where turn <= taken
order by authority_code, area, is_in_time, turn

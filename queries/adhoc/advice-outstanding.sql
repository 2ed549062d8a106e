-- Which advice do open cases wait for, by team, and since when? ep is an
-- educational psychologist's advice. Advice is due 6 weeks after it is asked
-- for, and extracts do not say when that was: the nearest that they have is the
-- day of the decision to assess (the day on which a case was reopened, if it
-- was). over_6_weeks counts the days from there, without decision_undated, the
-- cases whose decision has no day; over_16_weeks and over_20_weeks count from
-- the start of the clock.
-- $team = All: one team
with open_cases as (
    select
        cases.*,
        run.*,
        coalesce(cases.team::varchar, 'Not recorded') as team_name,
        coalesce(cases.awaiting::varchar, 'not recorded') as awaiting_what,
        -- A decision without a day stands at the as-at day.
        cases.assessed_from = run.as_at and cases.request_decided_date is null
            as is_undated
    from cases
    cross join run
    where
        cases.is_open
        and (
            lower($team::varchar) = 'all'
            or lower(coalesce(cases.team::varchar, 'Not recorded'))
            = lower($team::varchar)
        )
)

select
    authority_name,
    team_name as team,
    awaiting_what as awaiting,
    count(*) as open,
    count(assessed_from) as decided_to_assess,
    count(*) filter (is_undated) as decision_undated,
    count(*) filter (as_at - assessed_from > days_6_weeks) as over_6_weeks,
    count(*) filter (days > days_16_weeks) as over_16_weeks,
    count(*) filter (days > days_20_weeks) as over_20_weeks
from open_cases
group by authority_code, authority_name, team_name, awaiting_what
order by
    authority_code,
    team_name,
    list_position(['ep', 'other_advice', 'none', 'not recorded'], awaiting_what)

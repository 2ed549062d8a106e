-- One row per authority, increment in which the clock started, half days from
-- then to entry and to exit, and way in which the wait ended: first spells,
-- whatever their route. A spell open at the as-at date has no way. One from
-- before the extracts are complete enters at the end of the day before, if it
-- was open then: those that had ended are not all known. An end on the day of
-- entry counts half a day later. A spell that ended on an unknown day is left
-- out.
with days as (
    select periods.period_id, calendar.day
    from calendar
    inner join periods
        on calendar.day between periods.period_start and periods.period_end
    where periods.period_type = 'three_months'
),

first_spells as (
    select
        coded_spells.authority_id,
        days.period_id,
        clock_start,
        case ended_how
            when 'plan'::ended_kind then 'plan'
            when 'not_assessed'::ended_kind then 'refused'
            when 'not_issued'::ended_kind then 'refused'
            else case when ended_date is not null then 'closed' end
        end as way,
        2 * (greatest(opened_date, coverage.complete_from - 1)
            - clock_start) as enters,
        2 * (coalesce(ended_date, as_at) - clock_start) as left_on
    from coded_spells
    inner join kinds using (kind)
    inner join days
        on coded_spells.clock_start = days.day
    inner join coverage
        on coded_spells.authority_id = coverage.authority_id
    cross join run
    where
        in_clock
        and not ended_undated
        and kinds.entry <> 'reopened'::entry_kind
        and coverage.complete_from <= as_at
        and coalesce(ended_date >= coverage.complete_from, true)
)

select authority_id, period_id, enters,
    left_on + (left_on = enters and way is not null)::integer as leaves, way,
    count(*) as spells, max(clock_start) as last_start
from first_spells
group by authority_id, period_id, enters, left_on, way

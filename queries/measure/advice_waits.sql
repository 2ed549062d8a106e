-- One row per row of the assessments whose plan took more than 20 weeks and for
-- which advice was asked for in the spell: the days from the end of the six
-- weeks of the first overdue piece to the day on which the last of them came,
-- or to the plan; null where none was overdue. A response on an unknown day
-- tells nothing.
with late as (
    select
        coded_spells.stage_row,
        authority_id,
        case_id,
        coded_spells.opened_date,
        ended_date
    from coded_spells
    inner join kinds using (kind)
    inner join stage_rows
        on coded_spells.stage_row = stage_rows.stage_row
    where
        in_clock
        and ended_how = 'plan'::ended_kind
        and not after_mediation
        and ended_band > 'weeks_0_to_20'::weeks_band
),

pieces as (
    select
        late.stage_row,
        requested_date + days_6_weeks as due_day,
        least(coalesce(received_date, ended_date), ended_date) as came
    from late
    inner join stage_advice using (authority_id, case_id)
    cross join run
    where
        requested_date between opened_date and ended_date
        and (received_date is not null or response is null)
)

select
    stage_row,
    (max(came) filter (came > due_day) - min(due_day) filter (came > due_day))
        ::integer as days_waited
from pieces
group by stage_row

-- One row per case, measure and increment whose figure the case has changed
-- since the run before, with why, and what it adds to the figure: its own
-- number for open cases and requests received, else one change.
with known as (
    select
        authority_text,
        case_id,
        bool_or(version = 'then') as was_known,
        bool_or(version = 'now') as is_known,
        list(opened_date order by opened_date, clock_start)
            filter (version = 'then')
        is not distinct from list(opened_date order by opened_date, clock_start)
            filter (version = 'now') as opened_alike,
        list(clock_start order by opened_date, clock_start)
            filter (version = 'then')
        is not distinct from list(clock_start order by opened_date, clock_start)
            filter (version = 'now') as started_alike,
        max(case when ended_undated then date '0001-01-01'
            else coalesce(ended_date, date '9999-12-31') end)
            filter (version = 'then') as end_then,
        max(case when ended_undated then date '0001-01-01'
            else coalesce(ended_date, date '9999-12-31') end)
            filter (version = 'now') as end_now
    from changed_spells
    group by authority_text, case_id
),

differences as (
    select
        authority_text, case_id, measure, period_start,
        coalesce(parts_now.part, 0) - coalesce(parts_then.part, 0) as adds
    from (from changed_parts where version = 'then') as parts_then
    full join (from changed_parts where version = 'now') as parts_now
        using (authority_text, case_id, measure, period_start)
    where (parts_then.part, parts_then.whole)
        is distinct from (parts_now.part, parts_now.whole)
),

-- Cases that are on the books, but come in on a day after the picture.
to_come_then as (
    select authority_text, case_id, true as is_there
    from known_cases
    cross join before_as_at
    where received_date > as_at
),

to_come_now as (
    select distinct coalesce(authority_code, '') as authority_text, case_id,
        true as is_there
    from stage_rows
    cross join run
    where received_date > as_at
)

select
    authorities.authority_code,
    differences.case_id,
    differences.measure,
    differences.period_start,
    case
        when not known.was_known and to_come_then.is_there is null
            then 'late_registered'
        when not known.is_known and to_come_now.is_there is null
            then 'deleted'
        when not known.was_known or not known.is_known then 'start_moved'
        when known.end_now > known.end_then then 'closure_withdrawn'
        when known.end_now < known.end_then then 'closure_backdated'
        when not (known.opened_alike and known.started_alike)
            then 'start_moved'
        else 'reclassified'
    end as why,
    case
        when differences.measure not in ('open', 'over_20_weeks',
            'over_30_weeks', 'over_52_weeks', 'received') then 1
        when why in ('deleted', 'closure_backdated', 'start_moved')
            then -differences.adds
        else differences.adds
    end as cases
from differences
inner join known
    on differences.authority_text = known.authority_text
    and differences.case_id = known.case_id
left join to_come_then
    on differences.authority_text = to_come_then.authority_text
    and differences.case_id = to_come_then.case_id
left join to_come_now
    on differences.authority_text = to_come_now.authority_text
    and differences.case_id = to_come_now.case_id
inner join authority_texts
    on differences.authority_text = authority_texts.authority_text
inner join authorities
    on authority_texts.authority_id = authorities.authority_id

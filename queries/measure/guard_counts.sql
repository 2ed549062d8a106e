-- One row per authority, guard and month or increment: a share that may rise
-- beside a better rate without any child waiting less. Of plans issued: those
-- marked as exceptions and those after mediation or tribunal; of those issued
-- in time, those of the last week in time. Of decisions whether to assess, and
-- of those whether to issue: refusals. Of the cases that reached 20 weeks:
-- those that had ended without a plan. Beside the cases that came in, for what
-- ends while a backlog is cleared would make them look few: withdrawals,
-- closures as an error and all others. Of the requests received: those of a
-- person who had a case closed without a plan in the 26 weeks before. Of the
-- cases that were open in the period as an earlier run knew them: those whose
-- received date has been moved since, and those that are gone.
with ended as (
    select
        flow.authority_code, flow.period_type, flow.period_start,
        flow.not_assessed,
        flow.withdrawn,
        flow.moved_out + flow.other_closed as otherwise,
        flow.plans_issued,
        flow.started + flow.transferred_in + flow.reopened as entered,
        requests.decided_in_period as decided,
        requests.refused_after_assessment as not_issued
    from flow
    left join requests
        using (authority_code, period_type, period_start, breakdown_topic)
    where flow.breakdown_topic = 'All' and flow.weeks_open_band = 'All'
),

last_week as (
    select cells.authority_id, periods.period_type, periods.period_start,
        sum(issued.plans)::bigint as plans
    from issued
    inner join cells using (cell_id)
    inner join topics using (topic_id)
    inner join period_slices using (slice_id)
    inner join periods using (period_id)
    cross join run
    where topics.breakdown_topic = 'All' and not issued.after_mediation
        and issued.days between run.days_20_weeks - 6 and run.days_20_weeks
    group by all
),

-- What happened on a day, of which there are few.
days as (
    select spells.authority_id, rows.closed_date as day, 'error' as kind
    from stage_rows as rows
    inner join spells using (stage_row)
    where rows.closed_reason = 'error'::closed_code
        and rows.closed_date = spells.ended_date and spells.in_clock
    union all
    select renewed.authority_id, renewed.opened_date, 'renewed'
    from (
        select spells.*, rows.person_id
        from spells
        inner join stage_rows as rows using (stage_row)
        where rows.person_id in (select person_id from stage_repeated_persons)
    ) as renewed
    where renewed.is_request and renewed.spell = 1 and exists (
        select 1
        from spells as closed
        inner join stage_rows as rows using (stage_row)
        where rows.person_id = renewed.person_id
            and closed.authority_id = renewed.authority_id
            and closed.ended_how not in ('plan', 'moved_out')
            and closed.stage_row <> renewed.stage_row
            and closed.ended_date between renewed.opened_date - 182
            and renewed.opened_date
    )
),

-- Cases that were open at some time in a period: those that had come in by its
-- end less those that had ended before it.
since as (
    select authority_id, periods.period_type, periods.period_start,
        sum(case when is_end then -cases else cases end)::bigint as cases,
        sum(case when is_end then -moved else moved end)::bigint as moved,
        sum(case when is_end then -deleted else deleted end)::bigint
            as deleted
    from moved_cases
    inner join periods
        on case when moved_cases.is_end
            then moved_cases.day < periods.period_start
            else moved_cases.day <= periods.period_end end
    where periods.period_type in ('month', 'three_months')
    group by all
),

happened as (
    select days.authority_id, days.kind, periods.period_type,
        periods.period_start, count(*) as cases
    from days
    inner join periods
        on days.day between periods.period_start and periods.period_end
    where periods.period_type in ('month', 'three_months')
    group by all
),

-- What is watched day by day, and whether the extracts tell it.
watched as (
    select authority_code, period_type, period_start,
        'closed_as_error' as guard, 'error' as kind,
        has_closed_reasons as is_told, entered as whole
    from ended
    cross join run
    union all
    select authority_code, period_type, period_start,
        'new_request_within_26_weeks', 'renewed', has_persons, received
    from requests
    cross join run
    where breakdown_topic = 'All'
)

select authority_code, period_type, period_start, 'exceptions' as measure,
    plans_issued - plans_issued_excl as numerator, plans_issued as denominator
from timeliness
where breakdown_topic = 'All'
union all
select authority_code, period_type, period_start, 'mediation_or_tribunal',
    plans_issued_after_mediation_or_tribunal,
    plans_issued + plans_issued_after_mediation_or_tribunal
from timeliness
where breakdown_topic = 'All'
union all
select timeliness.authority_code, timeliness.period_type,
    timeliness.period_start, 'issued_days_134_to_140',
    coalesce(last_week.plans, 0), timeliness.within_20_weeks
from timeliness
inner join authorities using (authority_code)
left join last_week using (authority_id, period_type, period_start)
where timeliness.breakdown_topic = 'All'
union all
select ended.authority_code, ended.period_type, ended.period_start,
    guards.measure, guards.numerator,
    case when guards.denominator is not null
        then greatest(guards.numerator, guards.denominator) end
from ended
cross join lateral (
    select unnest([
        {'measure': 'refusals',
            'numerator': not_assessed, 'denominator': decided},
        {'measure': 'refusals_after_assessment', 'numerator': not_issued,
            'denominator': not_issued + plans_issued},
        {'measure': 'withdrawals',
            'numerator': withdrawn, 'denominator': entered},
        {'measure': 'closed_otherwise',
            'numerator': otherwise, 'denominator': entered}
    ], recursive := true)
) as guards
union all
select watched.authority_code, watched.period_type, watched.period_start,
    watched.guard,
    case when watched.is_told then coalesce(happened.cases, 0) end,
    greatest(watched.whole, happened.cases)
from watched
inner join authorities using (authority_code)
left join happened using (authority_id, period_type, period_start, kind)
union all
select authorities.authority_code, since.period_type, since.period_start,
    guards.measure, guards.numerator, since.cases
from since
inner join authorities using (authority_id)
cross join lateral (
    select unnest([
        {'measure': 'received_dates_moved', 'numerator': since.moved},
        {'measure': 'cases_deleted', 'numerator': since.deleted}
    ], recursive := true)
) as guards
union all by name
select authority_code, period_type, period_start,
    'ended_without_plan' as measure, ended_without_plan as numerator,
    fell_due as denominator, run.days_20_weeks as sound_after_days
from falling_due
cross join run
where breakdown_topic = 'All' and threshold_weeks = 20

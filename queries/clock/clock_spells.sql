-- One row per spell: when it opened, when its clock started, when and how it
-- ended. Ends: the earliest event on or after the day the spell opened; on one
-- day in the order plan, not issued, not assessed, withdrawn, moved out, other.
with spells as (
    select
        *,
        unnest(case
            when overturned_again is not null then [1, 2, 3]
            when overturned_date is not null then [1, 2]
            else [1]
        end)::utinyint as spell
    from clock_events
),

opened_spells as (
    select
        *,
        case spell when 1 then opened when 2 then reopened_on
            else overturned_again end as spell_opened,
        case spell when 2 then overturned_date
            when 3 then overturned_again end as overturned_before,
        is_reopened or spell > 1 as spell_reopened
    from spells
),

-- The events that can end this spell: on or after the day it opened, and
-- after the refusal that it follows.
dated as (
    select
        *,
        case
            when spell = 1 and overturned_date is not null then null
            when spell = 2 and overturned_again is not null then null
            when plan >= spell_opened then plan
        end as by_plan,
        case
            when spell = 1 and overturned_date <> refused_to_issue then null
            when refused_to_issue >= spell_opened
                and coalesce(refused_to_issue > overturned_before, true)
                then refused_to_issue
        end as by_not_issued,
        case when spell = 1
            and coalesce(overturned_date = refused_to_assess, true)
            then refused_to_assess end as by_not_assessed,
        case when closed >= spell_opened
            and coalesce(closed > overturned_before, true)
            then closed end as closed_on,
        case when spell = 1 and request_withdrawn
            and request_decided >= spell_opened
            then request_decided end as request_withdrawn_on,
        case when assessment_withdrawn and assessment_decided >= spell_opened
            and coalesce(assessment_decided > overturned_before, true)
            then assessment_decided end as assessment_withdrawn_on
    from opened_spells
),

ended as (
    select
        *,
        least(request_withdrawn_on, assessment_withdrawn_on,
            case when closed_withdrawn then closed_on end) as by_withdrawn,
        case when closed_moved_out then closed_on end as by_moved_out,
        coalesce(
            least(by_plan, by_not_issued, by_not_assessed,
                request_withdrawn_on, assessment_withdrawn_on, closed_on),
            case when received_date is null then plan end
        ) as ended_date
    from dated
),

staged as (
    select
        *,
        case
            when ended_date is null then null
            when ended_date = coalesce(by_plan, plan) then 'plan'::ended_kind
            when ended_date = by_not_issued then 'not_issued'::ended_kind
            when ended_date = by_not_assessed then 'not_assessed'::ended_kind
            when ended_date = by_withdrawn then 'withdrawn'::ended_kind
            when ended_date = by_moved_out then 'moved_out'::ended_kind
            else 'other'::ended_kind
        end as ended_how,
        -- An outcome that ends the case but carries no date.
        ended_date is null and (spell > 1 or overturned_date is null) and (
            (closure_coded and closed is null)
            or ((not_to_be_issued or assessment_withdrawn)
                and assessment_decided is null)
            or (spell = 1 and request_decided is null and not to_be_issued
                and (request_withdrawn
                    or (request_refused and not is_reopened)))
        ) as ended_undated,
        case
            when to_be_issued then coalesce(assessment_decided, as_at)
            when spell = 3 or (spell = 2 and overturned_date = refused_to_issue)
                then spell_opened
        end as to_issue,
        case
            when spell > 1 or request_historical then spell_opened
            when request_accepted then coalesce(request_decided, as_at)
            when is_reopened and request_refused then spell_opened
        end as to_assess
    from ended
)

select
    stage_row,
    spell,
    coalesce(authority_code, '') as authority_text,
    not assessment_historical and not plan_moved_in as in_clock,
    case
        when spell_reopened then 'reopened'::entry_kind
        when is_transferred then 'transferred_in'::entry_kind
        else 'started'::entry_kind
    end as entry,
    case
        when after_mediation then 'mediation_or_tribunal'::route_kind
        when is_transferred then 'moved_in'::route_kind
        when spell_reopened then 'reopened'::route_kind
        else 'ordinary'::route_kind
    end as route,
    spell_opened as opened_date,
    case when is_transferred and run.moved_in = 'responsible'
        then opened else received_date end as clock_start,
    ended_date,
    ended_how,
    ended_undated,
    -- The days from which the spell is at the later stages.
    case when coalesce(to_assess, to_issue) is not null
        then greatest(spell_opened, least(to_assess, to_issue))
    end as assessed_from,
    case when to_issue is not null
        then greatest(spell_opened, to_issue) end as issue_from,
    case when drafted is not null and to_issue is not null
        then greatest(spell_opened, to_issue, drafted) end as draft_sent_from,
    -- The days of the decisions themselves, where they are known. A refusal
    -- that was overturned is decided on the day of the reopening.
    case
        when request_accepted then request_decided
        when overturned_date = refused_to_assess then reopened_on
        when is_reopened and request_refused then opened
    end as decided_to_assess_date,
    case
        when to_be_issued then assessment_decided
        when to_issue is not null then spell_opened
    end as decided_to_issue_date,
    drafted as draft_sent_date,
    case when restarted is not null then restarted
        + case when assessment_mediation or assessment_tribunal
            then run.days_after_order_to_plan
            else run.days_after_order_to_assess end
    end as own_due_date,
    coalesce(week20_exception, false) as is_exception,
    spell = 3 or (spell = 2 and reopened_on = overturned_date
        and coalesce(reopened <> overturned_date, true)) as reopened_undated,
    spell = 1 and not is_reopened and not is_transferred
        and received_date is not null and not request_historical
        and not plan_moved_in as is_request,
    case
        when request_accepted then 'Y'::outcome_code
        when request_refused then 'N'::outcome_code
        when request_withdrawn then 'W'::outcome_code
        when to_be_issued or not_to_be_issued or by_plan is not null
            then 'Y'::outcome_code
        when ended_date is not null or ended_undated then 'W'::outcome_code
        else 'A'::outcome_code
    end as request_result,
    case when request_accepted or request_refused then request_decided end
        as request_decided_date,
    area,
    team,
    case
        when age_at_request < 5 then 'Under 5'
        when age_at_request <= 10 then '5 to 10'
        when age_at_request <= 15 then '11 to 15'
        when age_at_request <= 19 then '16 to 19'
        when age_at_request <= 25 then '20 to 25'
        when age_at_request > 25 then 'Over 25'
    end as age_group,
    age_at_request,
    phase,
    primary_need,
    case request_source
        when 1 then 'Parent or young person'
        when 2 then 'Education setting'
        when 3 then 'Health'
        when 4 then 'Social care'
        when 5 then 'Other'
    end as request_source,
    sex,
    ethnicity,
    setting_type,
    awaiting,
    district,
    health_area,
    social_care_status
from staged
cross join run

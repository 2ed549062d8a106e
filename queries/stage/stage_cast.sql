-- One row per row of an extract: its text, and what that could be cast to. A
-- row is odd if a text of it could not be cast, or is a day as early as those
-- that spreadsheets show for none.
with typed as (
    select
        *,
        day_or_first(received_date, date_order) as received_day,
        day_or_first(opened_date, date_order) as opened_day,
        day_or_first(reopened_date, date_order) as reopened_day,
        day_or_first(request_outcome_date, date_order) as request_outcome_day,
        day_or_first(assessment_outcome_date, date_order)
            as assessment_outcome_day,
        day_or_first(clock_restart_date, date_order) as clock_restart_day,
        day_or_first(draft_plan_date, date_order) as draft_plan_day,
        day_or_first(plan_issued_date, date_order) as plan_issued_day,
        day_or_first(closed_date, date_order) as closed_day,
        -- What is matched as it stands need not be trimmed and folded.
        coalesce(try_cast(entry_type as entry_code),
            case when entry_type is not null then
                try_cast(lower(trimmed(entry_type)) as entry_code) end)
            as entry,
        coalesce(try_cast(request_outcome as outcome_code),
            case when request_outcome is not null then
                try_cast(upper(trimmed(request_outcome)) as outcome_code) end)
            as request_code,
        coalesce(try_cast(assessment_outcome as outcome_code),
            case when assessment_outcome is not null then
                try_cast(upper(trimmed(assessment_outcome)) as outcome_code)
            end)
            as assessment_code,
        coalesce(try_cast(closed_reason as closed_code),
            case when closed_reason is not null then
                try_cast(lower(trimmed(closed_reason)) as closed_code) end)
            as closed_why,
        coalesce(try_cast(awaiting as awaiting_code),
            case when awaiting is not null then
                try_cast(lower(trimmed(awaiting)) as awaiting_code) end)
            as awaiting_what,
        whole_number(request_source) as source_number,
        whole_number(age_at_request) as age,
        flag_of(request_mediation) as request_mediated,
        flag_of(request_tribunal) as request_appealed,
        flag_of(assessment_mediation) as assessment_mediated,
        flag_of(assessment_tribunal) as assessment_appealed,
        flag_of(week20_exception) as is_exception
    from extract_text
),

known as (
    select * replace (
        known_day(received_day) as received_day,
        known_day(opened_day) as opened_day,
        known_day(reopened_day) as reopened_day,
        known_day(request_outcome_day) as request_outcome_day,
        known_day(assessment_outcome_day) as assessment_outcome_day,
        known_day(clock_restart_day) as clock_restart_day,
        known_day(draft_plan_day) as draft_plan_day,
        known_day(plan_issued_day) as plan_issued_day,
        known_day(closed_day) as closed_day
    )
    from typed
)

select
    *,
    -- Few rows are odd: the others need no second look at their cells.
    coalesce((received_day is null and received_date is not null)
        or (opened_day is null and opened_date is not null)
        or (reopened_day is null and reopened_date is not null)
        or (request_outcome_day is null
            and request_outcome_date is not null)
        or (assessment_outcome_day is null
            and assessment_outcome_date is not null)
        or (clock_restart_day is null and clock_restart_date is not null)
        or (draft_plan_day is null and draft_plan_date is not null)
        or (plan_issued_day is null and plan_issued_date is not null)
        or (closed_day is null and closed_date is not null)
        or is_early(received_day)
        or is_early(opened_day)
        or is_early(reopened_day)
        or is_early(request_outcome_day)
        or is_early(assessment_outcome_day)
        or is_early(clock_restart_day)
        or is_early(draft_plan_day)
        or is_early(plan_issued_day)
        or is_early(closed_day)
        or (entry is null and entry_type is not null)
        or (request_code is null and request_outcome is not null)
        or (assessment_code is null and assessment_outcome is not null)
        or (closed_why is null and closed_reason is not null)
        or (awaiting_what is null and awaiting is not null)
        or (source_number is null and request_source is not null)
        or (age is null and age_at_request is not null)
        or (request_mediated is null and request_mediation is not null)
        or (request_appealed is null and request_tribunal is not null)
        or (assessment_mediated is null
            and assessment_mediation is not null)
        or (assessment_appealed is null and assessment_tribunal is not null)
        or (is_exception is null and week20_exception is not null)
        or error_cell is not null, false) as is_odd
from known

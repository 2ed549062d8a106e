-- One row per row of an extract whose days, codes and flags DuckDB has typed as
-- it read them: what stage_cast makes of text. No row is odd: what could not be
-- typed, a number that is none and a day as early as those that spreadsheets
-- show for none end the statement, and the file is read as text.
with typed as (
    select
        *,
        whole_number(request_source) as source_number,
        whole_number(age_at_request) as age
    from extract_text
)

select
    *,
    usual_day(received_date) as received_day,
    usual_day(opened_date) as opened_day,
    usual_day(reopened_date) as reopened_day,
    usual_day(request_outcome_date) as request_outcome_day,
    usual_day(assessment_outcome_date) as assessment_outcome_day,
    usual_day(clock_restart_date) as clock_restart_day,
    usual_day(draft_plan_date) as draft_plan_day,
    usual_day(plan_issued_date) as plan_issued_day,
    usual_day(closed_date) as closed_day,
    entry_type as entry,
    request_outcome as request_code,
    assessment_outcome as assessment_code,
    closed_reason as closed_why,
    awaiting as awaiting_what,
    request_mediation as request_mediated,
    request_tribunal as request_appealed,
    assessment_mediation as assessment_mediated,
    assessment_tribunal as assessment_appealed,
    week20_exception as is_exception,
    false as is_odd
from typed
where
    case
        when source_number is null and request_source is not null
            then error('a number that is none')
        when age is null and age_at_request is not null
            then error('a number that is none')
        else true
    end

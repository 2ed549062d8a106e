-- One row per staged row and rule that it breaks. stage_judged tests rows in
-- one scan: each rule is a bit of the mask, and only rows with a bit set are
-- looked at.
select
    stage_judged.stage_row,
    stage_judged.extract_id,
    rules.rule,
    rules.severity,
    -- The first or last of the dates is named by the column it stands in.
    case rules.field when 'last_date' then stage_judged.last_date
        when 'first_date' then stage_judged.first_date end as odd_date,
    case
        when odd_date is null then rules.field
        when odd_date = received_date then 'received_date'
        when odd_date = opened_date then 'opened_date'
        when odd_date = request_outcome_date then 'request_outcome_date'
        when odd_date = assessment_outcome_date then 'assessment_outcome_date'
        when odd_date = plan_issued_date then 'plan_issued_date'
        when odd_date = closed_date then 'closed_date'
        when odd_date = reopened_date then 'reopened_date'
        when odd_date = draft_plan_date then 'draft_plan_date'
        else 'clock_restart_date'
    end as field,
    case rules.field
        when 'received_date' then received_date::varchar
        when 'plan_issued_date' then plan_issued_date::varchar
        when 'closed_date' then closed_date::varchar
        when 'request_outcome_date' then request_outcome_date::varchar
        when 'assessment_outcome_date' then assessment_outcome_date::varchar
        when 'opened_date' then opened_date::varchar
        when 'last_date' then odd_date::varchar
        when 'first_date' then odd_date::varchar
        when 'reopened_date' then reopened_date::varchar
        when 'clock_restart_date' then clock_restart_date::varchar
        when 'draft_plan_date' then draft_plan_date::varchar
        when 'request_source' then request_source::varchar
        when 'age_at_request' then age_at_request::varchar
        when 'request_outcome' then request_outcome::varchar
        when 'assessment_outcome' then assessment_outcome::varchar
    end as value,
    rules.advice
from stage_judged
inner join rules
    on stage_judged.mask & rules.bit <> 0

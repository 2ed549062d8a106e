-- One row per case that this run or any before it knew, with the received date
-- under which it was first known and the last day on which it ended. Few cases
-- have more rows than one: the others need not be brought together.
with stated as (
    select
        coalesce(authority_code, '') as authority_text,
        case_id,
        received_date,
        least(plan_issued_date, closed_date) as ended_date
    from stage_rows
    where case_id is not null and received_date is not null
),

known as (
    select stated.*
    from stated
    anti join stage_repeated_keys
        on stated.case_id = stage_repeated_keys.case_id
    union all
    select authority_text, case_id, min(received_date), max(ended_date)
    from stated
    semi join stage_repeated_keys
        on stated.case_id = stage_repeated_keys.case_id
    group by all
)

select authority_text, case_id, received_date, ended_date
from revised_cases
union all
select known.*
from known
anti join revised_cases
    using (authority_text, case_id)

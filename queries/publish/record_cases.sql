-- One row per case that this run or any before it knew, with the received date
-- under which it was first known and the last day on which it ended.
select authority_text, case_id, received_date, ended_date
from revised_cases
union all
select known.*
from (
    select
        coalesce(authority_code, '') as authority_text,
        case_id,
        min(received_date) as received_date,
        max(least(plan_issued_date, closed_date)) as ended_date
    from stage_rows
    where received_date is not null
    group by all
) as known
anti join revised_cases
    using (authority_text, case_id)
order by all

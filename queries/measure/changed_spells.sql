-- One row per spell, then and now, of a case of which anything is not as the
-- run before knew it. Every row of a case goes into one number, so that ten
-- million cases are compared without being joined column by column.
with both_runs as (
    select 'then' as version, * from known_spells
    union all
    select 'now' as version, * from held_spells
),

summed as (
    select
        authority_text,
        case_id,
        version,
        sum(hash(received_date, opened_date, clock_start, ended_date,
            ended_how, ended_undated, in_clock, is_exception, after_mediation,
            is_request, request_result)::hugeint) as content
    from both_runs
    group by all
),

changed as (
    select authority_text, case_id
    from summed
    group by authority_text, case_id
    having count(*) = 1 or min(content) <> max(content)
)

select both_runs.*
from both_runs
semi join changed
    using (authority_text, case_id)

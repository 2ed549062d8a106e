-- One row per authority and time that none of its extracts covers: days after
-- the end of all that began before, and before the next begins. A return covers
-- the time up to 31 December before its census, any other extract the time up
-- to its own date.
with delivered as (
    select coalesce(authority_code, '') as authority_text, extract_id,
        min(received_date) as first_received
    from stage_rows
    group by all
),

spans as (
    select
        authority_texts.authority_id,
        coalesce(extracts.complete_from, delivered.first_received) as begins,
        case when extracts.is_sen2
            then make_date(year(extracts.own_date) - 1, 12, 31)
            else coalesce(extracts.own_date, run.as_at) end as ends
    from delivered
    inner join extracts using (extract_id)
    inner join authority_texts using (authority_text)
    cross join run
),

covered as (
    select
        *,
        max(ends) over (partition by authority_id order by begins, ends
            rows between unbounded preceding and 1 preceding) as covered_to
    from spans
)

select authority_id, begins - covered_to - 1 as days
from covered
where begins > covered_to + 1

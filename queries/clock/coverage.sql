-- One row per authority: the day from which its extracts are complete, and
-- whether that was assumed to be the first day on which they have a request.
with delivered as (
    select
        coalesce(authority_code, '') as authority_text,
        extract_id,
        min(received_date) as first_received
    from stage_rows
    anti join stage_excluded using (stage_row)
    cross join run
    where received_date <= as_at and received_date >= date '1990-01-01'
    group by all
)

select
    authority_texts.authority_id,
    min(coalesce(extracts.complete_from, delivered.first_received))
        as complete_from,
    bool_or(extracts.complete_from is null) as is_assumed
from delivered
inner join extracts using (extract_id)
inner join authority_texts using (authority_text)
group by authority_texts.authority_id

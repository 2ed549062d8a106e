-- One row per authority: the day from which its extracts are complete, and
-- whether that was assumed to be the first day on which they have a request.
-- Where no case ends in the half year from that day, they may hold cases alone
-- that were still open on some later day: only_open_before is the first day of
-- an ending then.
with delivered as (
    select
        coalesce(authority_code, '') as authority_text,
        extract_id,
        min(received_date) as first_received,
        min(least(plan_issued_date, closed_date,
            case when request_outcome in ('N', 'W')
                then request_outcome_date end,
            case when assessment_outcome in ('N', 'W')
                then assessment_outcome_date end)) as first_ended
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
    bool_or(extracts.complete_from is null) as is_assumed,
    case when is_assumed
        and min(delivered.first_ended) > min(delivered.first_received) + 182
        then min(delivered.first_ended) end as only_open_before
from delivered
inner join extracts using (extract_id)
inner join authority_texts using (authority_text)
group by authority_texts.authority_id

-- severity: query
-- says: One case was received on different days.
-- column: received_date
-- try: give a request of its own another case_id, and a case that was reopened
--    the day on which it was first received
select stage_row, extract_id, received_date::varchar as value
from (
    select
        stage_rows.stage_row,
        stage_rows.extract_id,
        stage_rows.received_date,
        first_value(stage_rows.received_date) over (
            partition by stage_repeated_keys.authority_id, stage_rows.case_id
            order by stage_rows.received_date, stage_rows.stage_row
        ) as first_received
    from stage_repeated_keys
    inner join stage_rows
        on stage_repeated_keys.case_id = stage_rows.case_id
    inner join authority_texts
        on coalesce(stage_rows.authority_code, '')
        = authority_texts.authority_text
        and stage_repeated_keys.authority_id = authority_texts.authority_id
    anti join stage_excluded
        on stage_rows.stage_row = stage_excluded.stage_row
    where stage_rows.received_date is not null
) as standing
where received_date > first_received

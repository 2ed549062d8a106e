-- One row per row that does not stand because another with the same authority,
-- case and opening day does: a repeat of the same values, or superseded by an
-- extract of a later date; a conflict where no date can choose between them.
-- superseded_by is the row that stands, unless the latest are in conflict.
with candidates as (
    select
        stage_rows.* exclude (unreadable, emptied, authority_code,
            authority_name),
        stage_repeated_keys.authority_id,
        coalesce(opened_date,
            case when entry_type = 'reopened'::entry_code
                then reopened_date end,
            received_date) as opened,
        extracts.own_date
    from stage_repeated_keys
    inner join stage_rows
        on stage_repeated_keys.case_id = stage_rows.case_id
    inner join authority_texts
        on coalesce(stage_rows.authority_code, '')
        = authority_texts.authority_text
        and stage_repeated_keys.authority_id = authority_texts.authority_id
    inner join extracts
        on stage_rows.extract_id = extracts.extract_id
    anti join stage_unusable
        on stage_rows.stage_row = stage_unusable.stage_row
),

compared as (
    select
        stage_row, extract_id, authority_id, case_id, opened, own_date,
        hash(*columns(candidates.* exclude (stage_row, extract_id, own_date)))
            as content
    from candidates
),

ranked as (
    select
        *,
        count(*) over same_key as rows_of_key,
        max(own_date) over same_key as latest_date,
        -- Of the rows of the latest date the first stands.
        first_value(content) over standing as standing_content,
        first_value(stage_row) over standing as standing_row
    from compared
    window
        same_key as (partition by authority_id, case_id, opened),
        standing as (partition by authority_id, case_id, opened
            order by own_date desc nulls last, stage_row)
),

judged as (
    select
        *,
        count(*) filter (content <> standing_content
            and own_date is not distinct from latest_date)
            over (partition by authority_id, case_id, opened) as rivals
    from ranked
    where rows_of_key > 1
)

select
    stage_row,
    extract_id,
    case
        when rivals > 0 and own_date is not distinct from latest_date
            then 'conflict'
        when rivals > 0 then 'superseded'
        when content = standing_content then 'repeat'
        else 'superseded'
    end as why,
    case when why = 'superseded' and rivals = 0 then standing_row end
        as superseded_by
from judged
where rivals > 0 or stage_row <> standing_row

-- severity: query
-- says: A case that is open in an older extract is not in the newest one that
--    covers the day on which it was received.
-- column: case_id
-- try: the case counts as open until an extract closes it: find out what
--    became
--    of it, and if the newest extract leaves out older cases say so with
--    complete_from:
with dated as (
    select extract_id, own_date, is_sen2, complete_from
    from extracts
    where own_date is not null
        and (select count(distinct own_date) from extracts) > 1
),

-- One row per authority and extract that holds cases of it, as coverage has
--    it.
delivered as (
    select
        authority_texts.authority_id,
        dated.own_date,
        dated.is_sen2,
        coalesce(dated.complete_from, min(stage_rows.received_date))
            as complete_from
    from dated
    inner join stage_rows
        on dated.extract_id = stage_rows.extract_id
    inner join authority_texts
        on coalesce(stage_rows.authority_code, '')
        = authority_texts.authority_text
    where stage_rows.received_date >= date '1990-01-01'
    group by authority_texts.authority_id, dated.extract_id, dated.own_date,
        dated.is_sen2, dated.complete_from
),

-- One row per open case of which there could be word in a newer extract. The
-- ids of returns are their own.
left_open as (
    select
        spells.stage_row,
        spells.authority_id,
        rows.extract_id,
        rows.case_id,
        older.is_sen2,
        max(newer.own_date) as newest
    from dated as older
    inner join stage_rows as rows
        on older.extract_id = rows.extract_id
    inner join spells
        on rows.stage_row = spells.stage_row
    inner join delivered as newer
        on spells.authority_id = newer.authority_id
        and older.is_sen2 = newer.is_sen2
        and older.own_date < newer.own_date
        and rows.received_date >= newer.complete_from
    where spells.in_clock and spells.opened_date is not null
        and spells.ended_date is null and not spells.ended_undated
    group by all
),

heard_of as (
    select left_open.stage_row
    from left_open
    inner join stage_rows as rows
        on left_open.case_id = rows.case_id
    inner join authority_texts
        on coalesce(rows.authority_code, '') = authority_texts.authority_text
        and left_open.authority_id = authority_texts.authority_id
    inner join dated
        on rows.extract_id = dated.extract_id
        and left_open.newest = dated.own_date
        and left_open.is_sen2 = dated.is_sen2
)

select stage_row, extract_id, null as value
from left_open
anti join heard_of using (stage_row)

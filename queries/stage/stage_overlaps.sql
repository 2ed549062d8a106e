-- One row per row whose spell overlaps an earlier spell of the same case that
-- stands. Spells of a case are taken in order: one that is rejected is in the
-- way of none.
with recursive intervals as (
    select
        spells.stage_row,
        rows.extract_id,
        spells.authority_id,
        rows.case_id,
        min(spells.opened_date) as opened_date,
        case when bool_or(spells.ended_date is null
            and not spells.ended_undated) then date '9999-12-31'
            else coalesce(max(spells.ended_date), min(spells.opened_date)) end
            as ended_date
    from stage_repeated_keys
    inner join stage_rows as rows
        on stage_repeated_keys.case_id = rows.case_id
    inner join spells
        on rows.stage_row = spells.stage_row
        and stage_repeated_keys.authority_id = spells.authority_id
    where spells.in_clock and spells.opened_date is not null
    group by all
),

ordered as (
    select
        *,
        row_number() over (partition by authority_id, case_id
            order by opened_date, ended_date, stage_row) as place
    from intervals
),

followed as (
    select *, ended_date as standing_until, false as is_overlap
    from ordered
    where place = 1
    union all
    select
        ordered.*,
        case when ordered.opened_date < followed.standing_until
            then followed.standing_until
            else greatest(followed.standing_until, ordered.ended_date) end,
        ordered.opened_date < followed.standing_until
    from followed
    inner join ordered
        on followed.authority_id = ordered.authority_id
        and followed.case_id = ordered.case_id
        and followed.place + 1 = ordered.place
)

select stage_row, extract_id, opened_date
from followed
where is_overlap

-- One row per row whose spell overlaps an earlier spell of the same case.
with intervals as (
    select
        spells.stage_row,
        rows.extract_id,
        spells.authority_text,
        rows.case_id,
        min(spells.opened_date) as opened_date,
        case when bool_or(spells.ended_date is null
            and not spells.ended_undated) then date '9999-12-31'
            else coalesce(max(spells.ended_date), min(spells.opened_date)) end
            as ended_date
    from clock_spells as spells
    inner join stage_rows as rows
        on spells.stage_row = rows.stage_row
    inner join stage_repeated_keys
        on hash(rows.authority_code, rows.case_id)
        = stage_repeated_keys.case_key
    where spells.in_clock and spells.opened_date is not null
    group by all
),

followed as (
    select
        *,
        max(ended_date) over (partition by authority_text, case_id
            order by opened_date, ended_date, stage_row
            rows between unbounded preceding and 1 preceding)
            as ended_before
    from intervals
)

select stage_row, extract_id, opened_date
from followed
where opened_date < ended_before

-- One row per row whose spell overlaps an earlier spell of the same case.
with intervals as (
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
        on stage_repeated_keys.case_key
        = hash(rows.authority_code, rows.case_id)
    inner join spells
        on rows.stage_row = spells.stage_row
    where spells.in_clock and spells.opened_date is not null
    group by all
),

followed as (
    select
        *,
        max(ended_date) over (partition by authority_id, case_id
            order by opened_date, ended_date, stage_row
            rows between unbounded preceding and 1 preceding)
            as ended_before
    from intervals
)

select stage_row, extract_id, opened_date
from followed
where opened_date < ended_before

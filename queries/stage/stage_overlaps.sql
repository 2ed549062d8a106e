-- One row per row whose spell overlaps one of the same case that stands, and
-- why it does not stand: superseded by an extract of a later date or, where no
-- date can choose, rejected because it opened later. The rows of a case are
-- taken in that order, extracts without a date last: one that does not stand is
-- in the way of none.
with recursive intervals as (
    select
        spells.stage_row,
        rows.extract_id,
        spells.authority_id,
        rows.case_id,
        extracts.own_date,
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
    inner join extracts
        on rows.extract_id = extracts.extract_id
    where spells.in_clock and spells.opened_date is not null
    group by all
),

-- The few cases that have an overlap: the rest need not be followed.
contested as (
    select distinct authority_id, case_id
    from (
        select
            authority_id,
            case_id,
            opened_date,
            max(ended_date) over (partition by authority_id, case_id
                order by opened_date, ended_date
                rows between unbounded preceding and 1 preceding)
                as standing_until
        from intervals
    ) as in_time
    where opened_date < standing_until
),

ordered as (
    select
        intervals.*,
        row_number() over (partition by authority_id, case_id
            order by own_date desc nulls last, opened_date, ended_date,
                stage_row) as place
    from intervals
    semi join contested using (authority_id, case_id)
),

followed as (
    select
        ordered.*,
        [{'opened': opened_date, 'ended': ended_date, 'own': own_date}]
            as standing,
        null::varchar as why
    from ordered
    where place = 1
    union all
    select
        met.* exclude (standing, in_the_way),
        case
            when len(in_the_way) > 0 then standing
            else list_append(standing, {'opened': opened_date,
                'ended': ended_date, 'own': own_date})
        end,
        case
            when len(in_the_way) = 0 then null
            when len(list_filter(in_the_way, held ->
                held.own is distinct from own_date)) > 0 then 'superseded'
            else 'rejected'
        end
    from (
        select
            ordered.*,
            followed.standing,
            list_filter(followed.standing, held ->
                ordered.opened_date < held.ended
                and held.opened < ordered.ended_date) as in_the_way
        from followed
        inner join ordered
            on followed.authority_id = ordered.authority_id
            and followed.case_id = ordered.case_id
            and followed.place + 1 = ordered.place
    ) as met
)

select stage_row, extract_id, opened_date, why
from followed
where why is not null

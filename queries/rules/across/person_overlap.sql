-- severity: query
-- says: One person has two cases open at the same time.
-- column: person_id
-- needs: person_id
-- try: check whether they are one case under two numbers, which is then
--    counted
--    twice
select stage_row, extract_id, null as value
from (
    select
        spells.stage_row,
        rows.extract_id,
        rows.case_id,
        spells.authority_id,
        spells.opened_date,
        max(case when spells.ended_undated then spells.opened_date
            else coalesce(spells.ended_date, date '9999-12-31') end)
            over earlier as held_until
    from stage_rows as rows
    inner join spells using (stage_row)
    where spells.in_clock and spells.opened_date is not null
        and rows.person_id in (select person_id from stage_repeated_persons)
    window earlier as (
        partition by spells.authority_id, rows.person_id
        order by spells.opened_date, rows.case_id, spells.stage_row
        rows between unbounded preceding and 1 preceding
    )
) as ordered
where opened_date < held_until

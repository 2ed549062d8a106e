-- One row per row of the assessments whose request repeats an earlier one: that
-- of the same person, or of the same case where the person is not known, had
-- ended refused, without a plan or withdrawn on the day of the request or at
-- most 52 weeks before it.
with several as (
    select
        spells.authority_id, spells.stage_row, spells.is_request,
        spells.clock_start, spells.ended_date, spells.ended_how,
        coalesce('person ' || rows.person_id, 'case ' || rows.case_id)
            as person
    from spells
    inner join stage_rows as rows using (stage_row)
    where rows.person_id in (select person_id from stage_repeated_persons)
        or (rows.person_id is null and (spells.authority_id, rows.case_id)
        in (select (authority_id, case_id) from stage_repeated_keys))
)

select distinct renewed.stage_row
from several as renewed
cross join run
inner join several as earlier
    on renewed.authority_id = earlier.authority_id
    and renewed.person = earlier.person
    and renewed.stage_row <> earlier.stage_row
    and earlier.clock_start < renewed.clock_start
    and earlier.ended_date between renewed.clock_start - run.days_52_weeks
    and renewed.clock_start
where renewed.is_request
    and earlier.ended_how in ('not_assessed', 'not_issued', 'withdrawn')

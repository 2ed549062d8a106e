-- One row per person who has more than one row. They are counted by a hash
-- first: few are left to be compared.
select stage_rows.person_id
from stage_rows
inner join (
    select hash(person_id) as person_hash
    from stage_rows
    where person_id is not null
    group by person_hash
    having count(*) > 1
) as repeated
    on hash(stage_rows.person_id) = repeated.person_hash
where stage_rows.person_id is not null
group by stage_rows.person_id
having count(*) > 1

-- One row per authority, breakdown, day of receipt, source and whether another
-- request is repeated: requests.
select spells_by.authority_id, spells_by.breakdown, spells_by.clock_start,
    spells_by.asker, repeats.stage_row is not null as is_repeat,
    count(*) as requests
from spells_by
inner join kinds using (kind)
left join repeats using (stage_row)
where kinds.is_request
group by all

-- One row per authority, breakdown, slice and setting that made a request.
select distinct spells_by.authority_id, spells_by.breakdown,
    calendar.month_slice as slice_id, spells_by.setting
from spells_by
inner join kinds using (kind)
inner join calendar
    on spells_by.clock_start = calendar.day
where kinds.is_request and spells_by.asker = 2
    and spells_by.setting is not null

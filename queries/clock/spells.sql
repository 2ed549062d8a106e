-- One row per spell, with what its kind stands for. A spell of no kind stays in
-- sight, so that check_spells_decided finds it.
select *
from coded_spells
left join kinds using (kind)

-- One row per authority, breakdown, clock start, route, exception and how far
-- the spell got: how many spells. From it come those due and those that grew
-- into a later band.
select
    authority_id,
    breakdown,
    clock_start,
    opened_band,
    ended_band,
    ended_undated,
    ended_how = 'plan'::ended_kind as by_plan,
    is_exception,
    route = 'mediation_or_tribunal'::route_kind as after_mediation,
    count(*) as spells
from spells_by
where in_clock and clock_start is not null
group by all

-- Every spell is in the clock or not, ended undated or not, an exception or
-- not, a request or not: an unknown would drop it from the counts unseen.
select authority_id, entry, route, ended_how, count(*) as spells
from spells
where in_clock is null or ended_undated is null or is_exception is null
    or is_request is null or entry is null or route is null
    or (in_clock and opened_date is null and ended_how is null)
    or (ended_date is not null and ended_how is null)
    or (ended_date is null and ended_how is not null)
group by authority_id, entry, route, ended_how

-- One row per authority, measure and increment of which any run has said how it
-- changed: this run's word of it, with what its public figure read, else the
-- word of the run before.
select
    revisions.authority_code,
    revisions.measure,
    revisions.period_start,
    revisions.first_published,
    revisions.now,
    revisions.late_registered,
    revisions.closure_withdrawn,
    revisions.deleted,
    revisions.closure_backdated,
    revisions.start_moved,
    revisions.reclassified,
    coalesce(shown.first_shown, before.first_shown) as first_shown,
    shown.now_shown
from revisions
left join (from known_revisions select authority_code, measure, period_start,
    first_shown) as before
    using (authority_code, measure, period_start)
left join shown_revisions as shown
    using (authority_code, measure, period_start)
union all
select known.*
from known_revisions as known
anti join revisions
    on known.authority_code = revisions.authority_code
    and known.measure = revisions.measure
    and known.period_start = revisions.period_start
order by all

-- One row per kind of list, authority and period that its extracts cover. They
-- are complete from the day that is configured for them, else from that of the
-- assessments. Weeks are too short for lists.
with covered as (
    select
        lists.kind,
        coverage.authority_id,
        coalesce(min(lists.complete_from), any_value(coverage.complete_from))
            as complete_from
    from lists
    cross join coverage
    group by lists.kind, coverage.authority_id
)

select covered.kind, covered.authority_id, periods.*
from covered
inner join periods
    on covered.complete_from <= periods.period_start
where periods.period_type <> 'week'

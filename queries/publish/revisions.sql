-- One row per authority, measure and increment that is over: its figure as it
-- was first published, as the run before had it and as it is now, and why.
with now as (
    select
        *,
        coalesce(value, percentage(numerator, denominator))::decimal(12, 1)
            as figure
    from series
    where period_type = 'three_months' and is_complete and not is_guard
),

changes as (
    pivot (select authority_code, measure, period_start, why, cases
        from revised_by_case)
    on why in ('late_registered', 'closure_withdrawn', 'deleted',
        'closure_backdated', 'start_moved', 'reclassified')
    using sum(cases)
)

select
    coalesce(now.authority_code, '') as authority_code,
    now.authority_name,
    now.period_type,
    now.period_start,
    now.period_end,
    now.period,
    now.is_complete,
    'All' as breakdown_topic,
    'All' as breakdown,
    now.measure,
    case when known.measure is null then now.figure
        else known.first_published end as first_published,
    known.now as previous,
    now.figure as now,
    (coalesce(known.late_registered, 0)
        + coalesce(changes.late_registered, 0))::bigint as late_registered,
    (coalesce(known.closure_withdrawn, 0)
        + coalesce(changes.closure_withdrawn, 0))::bigint as closure_withdrawn,
    (coalesce(known.deleted, 0)
        + coalesce(changes.deleted, 0))::bigint as deleted,
    (coalesce(known.closure_backdated, 0)
        + coalesce(changes.closure_backdated, 0))::bigint as closure_backdated,
    (coalesce(known.start_moved, 0)
        + coalesce(changes.start_moved, 0))::bigint as start_moved,
    (coalesce(known.reclassified, 0)
        + coalesce(changes.reclassified, 0))::bigint as reclassified
from now
left join known_revisions as known
    on coalesce(now.authority_code, '') = known.authority_code
    and now.measure = known.measure
    and now.period_start = known.period_start
left join changes
    on coalesce(now.authority_code, '') = coalesce(changes.authority_code, '')
    and now.measure = changes.measure
    and now.period_start = changes.period_start
order by now.authority_code, now.period_start, now.measure

-- One row per authority, measure and increment: its figures as the public saw
-- them, and the cases behind the difference only where none of their numbers is
-- small and both figures are shown.
with figures as (
    select
        revisions.authority_code,
        revisions.measure,
        revisions.period_start,
        coalesce(
            public_evidence.value,
            case
                when hidden_series.measure is not null then 'c'
                -- A rounded figure stands in public_evidence alone.
                when %[2]d = 1 then revisions.now::varchar
            end,
            'x'
        ) as reads
    from revisions
    left join public_evidence
        on revisions.authority_code
        = coalesce(public_evidence.authority_code, '')
        and revisions.measure = public_evidence.measure
        and revisions.period_type = public_evidence.period_type
        and revisions.period_start = public_evidence.period_start::date
    left join hidden_series
        on revisions.authority_code = hidden_series.authority_code
        and revisions.measure = hidden_series.measure
        and revisions.period_type = hidden_series.period_type
        and revisions.period_start = hidden_series.period_start
),

shown as (
    select
        revisions.* exclude (first_published, previous, now),
        coalesce(known.first_shown,
            case when known.measure is null then figures.reads end,
            'x') as first_published,
        coalesce(known.now_shown, 'x') as previous,
        figures.reads as now,
        [late_registered, closure_withdrawn, deleted, closure_backdated,
            start_moved, reclassified]::bigint[] as causes
    from revisions
    left join (select * exclude (late_registered, closure_withdrawn, deleted,
        closure_backdated, start_moved, reclassified)
        from known_revisions) as known
        on revisions.authority_code = known.authority_code
        and revisions.measure = known.measure
        and revisions.period_start = known.period_start
    inner join figures
        on revisions.authority_code = figures.authority_code
        and revisions.measure = figures.measure
        and revisions.period_start = figures.period_start
),

-- Where one of the numbers is small all of them are hidden: they make the
-- difference together.
marked as (
    select
        *,
        case
            when first_published = 'c' or now = 'c' or list_bool_or(
                [cause <> 0 and abs(cause) < %[1]d for cause in causes])
                then ['c' for cause in causes]
            else [(sign(cause) * ((2 * abs(cause) + %[2]d) // (2 * %[2]d))
                * %[2]d)::bigint::varchar for cause in causes]
        end as marks
    from shown
)

select
    authority_code,
    authority_name,
    period_type,
    period_start::varchar as period_start,
    period_end::varchar as period_end,
    period,
    is_complete::varchar as is_complete,
    breakdown_topic,
    breakdown,
    measure,
    first_published,
    previous,
    now,
    marks[1] as late_registered,
    marks[2] as closure_withdrawn,
    marks[3] as deleted,
    marks[4] as closure_backdated,
    marks[5] as start_moved,
    marks[6] as reclassified
from marked
order by authority_code, period_start, measure

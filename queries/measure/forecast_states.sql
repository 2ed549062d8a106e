-- One row per authority, day that a forecast could have been made on, every
-- fourth week back from the as-at date, and week of age: the cases open that
-- day, and of the 13 weeks before it the cases open at the start of each, added
-- up, those of them that ended in the week, and those that came in.
with origins as (
    select authority_id, weeks_before as origin
    from coverage
    cross join run
    cross join generate_series(0, 144, 4) as origins (weeks_before)
    where run.as_at - 7 * (weeks_before + 13)::integer
        >= coverage.complete_from
),

summed as (
    select
        origins.authority_id,
        origins.origin,
        open_weeks.age,
        sum(open) filter (weeks_before = origin) as open,
        sum(open) filter (weeks_before > origin) as exposure,
        sum(exited) filter (weeks_before < origin + 13) as exits,
        sum(entered) filter (weeks_before < origin + 13) as entrants
    from origins
    inner join open_weeks
        on origins.authority_id = open_weeks.authority_id
        and open_weeks.weeks_before
        between origins.origin and origins.origin + 13
    group by all
)

select
    authorities.authority_code,
    summed.origin::integer as origin,
    summed.age::integer as age,
    coalesce(summed.open, 0)::bigint as open,
    coalesce(summed.exposure, 0)::bigint as exposure,
    coalesce(summed.exits, 0)::bigint as exits,
    coalesce(summed.entrants, 0)::bigint as entrants
from summed
inner join authorities using (authority_id)
cross join run
where run.has_ends and summed.age >= 0

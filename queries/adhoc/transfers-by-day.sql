-- Which share of the plans that move to another phase was final, day by day?
-- Days are counted from the day by which each plan is to be finalised, which is
-- day 0; before it they are below 0. Only plans whose day has come are counted,
-- so that plans may be fewer on later days while a year goes on. A plan whose
-- due day is not known is left out. The regulation says before the day, DfE
-- counts the day itself: day -1 is the one, day 0 the other.
-- $year = newest: a year of moves; newest is the last that has a due day by now
-- $type = All: one kind of move, such as primary_to_secondary
-- $from = -60: the first day
-- $to = 60: the last day
with asked as (
    select
        as_at,
        $type::varchar as type,
        case when $to::integer - $from::integer between 0 and 1000
            then $from::integer
            else error('from is a day up to 1,000 days before to')::integer
            end as first_day,
        $to::integer as last_day,
        case when $year::varchar = 'newest'
            then (select max(transfer_year) from transfer_days
                where due_day <= run.as_at)
            else try_cast($year::varchar as bigint) end as transfer_year
    from run
),

transfers as (
    select transfer_days.*, asked.as_at
    from transfer_days
    inner join asked using (transfer_year)
    where
        due_day is not null
        and (lower(asked.type) = 'all' or transfer_type = lower(asked.type))
),

checked as (
    select
        *,
        case when not exists (from transfers)
            then error('no plan with a due day moves in ' || $year::varchar
                || ' as ' || type || ': set year to a year of moves, and type '
                || 'to All or a transfer_type of the extract') end is null
            as is_known
    from asked
)

select
    authorities.authority_name,
    transfers.transfer_year,
    days.day::integer as day,
    count(*) as plans,
    count(*) filter (final_day <= due_day + days.day::integer) as final,
    percentage(final, plans) as pc_final
from checked
cross join range(first_day, last_day + 1) as days (day)
inner join transfers on due_day + days.day::integer <= transfers.as_at
inner join authorities using (authority_id)
where checked.is_known
group by authorities.authority_code, authorities.authority_name,
    transfers.transfer_year, days.day
order by authorities.authority_code, days.day

-- How many pieces of advice were outstanding at the end of a day, by type?
-- Those that had been asked for and had not come. Advice is due 6 weeks after
-- it is asked for. Set date, any day from the first that advice_outstanding has
-- to the as-at date.
with asked as (
    select
        case
            when $date::date between covered_from and run.as_at then $date::date
            else error($date::date || ' is not covered: set a date from '
                || covered_from || ' to ' || run.as_at)::date
        end as as_at
    from run
    cross join (select min(as_at) as covered_from
        from advice_outstanding) as covered
)

select
    authorities.authority_name,
    asked.as_at,
    advice.advice_type,
    count(*) as outstanding,
    count(*) filter (asked.as_at - requested_date > days_6_weeks) as overdue,
    count(*) filter (asked.as_at - requested_date > 2 * days_6_weeks)
        as overdue_over_6_weeks
from asked
cross join run
inner join stage_advice as advice
    on advice.requested_date <= asked.as_at
    and (advice.received_date > asked.as_at or advice.received_date is null)
inner join authorities using (authority_id)
group by
    authorities.authority_code, authorities.authority_name, asked.as_at,
    advice.advice_type
order by authorities.authority_code, advice.advice_type

-- How many annual reviews were outstanding at the end of a day, and why?
-- By the step that they had come to and by how long they were overdue. Set
-- date, any day from the first that annual_reviews_outstanding has to the as-at
-- date.
with asked as (
    select
        case
            when covered_from is null
                then error('which are outstanding is not known: the extract '
                    || 'lacks days of meetings, decisions or plans')::date
            when $date::date between covered_from and run.as_at then $date::date
            else error($date::date || ' is not covered: set a date from '
                || covered_from || ' to ' || run.as_at)::date
        end as as_at
    from run
    cross join (select min(as_at) as covered_from
        from annual_reviews_outstanding
        where outstanding is not null) as covered
),

standing as (
    select
        days.*,
        asked.as_at,
        is_to_amend and decided_day <= asked.as_at as is_amending
    from review_days as days
    inner join asked
        on days.outstanding_from <= asked.as_at
        and (days.ended_day > asked.as_at or days.ended_day is null)
)

select
    authorities.authority_name,
    asked.as_at,
    count(list_row) as outstanding,
    count(*) filter (list_row is not null and not is_amending
        and coalesce(held_day > asked.as_at, true)) as no_meeting,
    count(*) filter (not is_amending and held_day <= asked.as_at)
        as no_decision,
    count(*) filter (is_amending) as no_final_plan,
    count(*) filter (overdue_from < asked.as_at) as overdue,
    count(*) filter (overdue_from + interval 3 month < asked.as_at)
        as overdue_over_3_months,
    count(*) filter (overdue_from + interval 6 month < asked.as_at)
        as overdue_over_6_months,
    count(*) filter (overdue_from + interval 12 month < asked.as_at)
        as overdue_over_12_months
from asked
cross join authorities
left join standing
    on authorities.authority_id = standing.authority_id
group by authorities.authority_code, authorities.authority_name, asked.as_at
order by authorities.authority_code

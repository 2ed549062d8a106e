-- When are annual reviews cleared on present rates, and what would keep a
-- promise? Set by, the day of the promise, up to two years ahead. Of all that
-- are outstanding, and of those overdue by over 12 months. Present rates are
-- those of the last 13 weeks: how many came to be outstanding, or passed 12
-- months, a week, and how many of them were cleared a week. cleared_on is the
-- day on which none are left if both rates stay as they are; it is empty, and
-- the note says why, where they lead nowhere or beyond 20 years.
-- needed_a_week is how many must be cleared a week for none to be left on the
-- day of the promise, if as many come as now; whether there is staff for it
-- is not asked. known_to_come is how many reviews that the extract knows
-- already will come by then if nothing is done about them: where it is more
-- than 13-week rates bring, more is needed.
with asked as (
    select
        as_at,
        as_at - 91 as since,
        case
            when $by::date between as_at + 7 and as_at + 728 then $by::date
            else error('by must be a day from one week to 104 weeks after '
                || as_at || ', not ' || $by)::date
        end as by_date
    from run
),

stocks as (
    select authority_id, 'outstanding' as reviews, ended_day,
        outstanding_from as from_day
    from review_days
    union all by name
    select authority_id, 'overdue by over 12 months' as reviews, ended_day,
        (overdue_from + interval 12 month)::date + 1 as from_day
    from review_days
),

counted as (
    select
        stocks.authority_id,
        stocks.reviews,
        count(*) filter (from_day <= as_at and ended_day is null) as open_now,
        count(*) filter (from_day between since + 1 and as_at) as came,
        count(*) filter (from_day <= as_at and ended_day > since) as cleared,
        count(*) filter (from_day between as_at + 1 and by_date
            and ended_day is null) as known_to_come
    from stocks
    cross join asked
    where ended_day is null or ended_day > from_day
    group by all
),

covered as (
    select authority_code, authority_name, authority_id,
        min(as_at) <= max(as_at) - 91 as is_covered,
        max_by(outstanding, as_at) is not null as is_known
    from annual_reviews_outstanding
    inner join authorities using (authority_code, authority_name)
    where breakdown_topic = 'All'
    group by all
)

select
    covered.authority_name,
    counted.reviews,
    asked.by_date,
    case when is_known then open_now end as open_now,
    case when is_known and is_covered
        then round(came / 13.0, 1)::decimal(7, 1) end as come_a_week,
    case when is_known and is_covered
        then round(cleared / 13.0, 1)::decimal(7, 1) end as cleared_a_week,
    case
        when not is_known or not is_covered then null
        when open_now = 0 then as_at
        when cleared > came and open_now * 91 <= 7305 * (cleared - came)
            then as_at + ceil(open_now * 91 / (cleared - came))::integer
    end as cleared_on,
    case when is_known and is_covered
        then round(came / 13.0 + 7.0 * open_now / (by_date - as_at),
            1)::decimal(7, 1) end as needed_a_week,
    case when is_known then known_to_come end as known_to_come,
    case
        when not is_known then 'the extracts lack days or decisions'
        when not is_covered then 'fewer than 13 weeks are covered'
        when open_now = 0 then 'none are left'
        when cleared <= came then 'as many come as are cleared, or more'
        when open_now * 91 > 7305 * (cleared - came)
            then 'not within 20 years'
    end as note
from counted
inner join covered using (authority_id)
cross join asked
order by covered.authority_code, counted.reviews

-- The job of the benchmark as an analyst writes it by hand for DuckDB: cases.csv
-- becomes timeliness.csv, backlog.csv and falling_due.csv in the same folder.
set variable as_at = date '2024-12-31';

-- One row a case: when it ended, and whether a plan ended it.
create table cases as
select
    received_date,
    least(
        case when request_outcome in ('N', 'W') then request_outcome_date end,
        case when assessment_outcome in ('N', 'W')
            then assessment_outcome_date end,
        plan_issued_date,
        closed_date
    ) as ended_date,
    coalesce(plan_issued_date = ended_date, false) as has_plan,
    coalesce(week20_exception = 1, false) as is_exception,
    ended_date - received_date as days,
    coalesce(area, 'Not recorded') as area,
    coalesce(primary_need, 'Not recorded') as primary_need
from read_csv('cases.csv', header = true, auto_detect = false, columns = {
    case_id: 'varchar',
    received_date: 'date',
    request_outcome: 'varchar',
    request_outcome_date: 'date',
    assessment_outcome: 'varchar',
    assessment_outcome_date: 'date',
    plan_issued_date: 'date',
    week20_exception: 'integer',
    closed_date: 'date',
    closed_reason: 'varchar',
    area: 'varchar',
    primary_need: 'varchar'
});

create macro topic_of(area_is_grouped, need_is_grouped) as
    case
        when area_is_grouped = 0 then 'Area'
        when need_is_grouped = 0 then 'Primary need'
        else 'All'
    end;

-- One row a quarter and group: plans issued.
copy (
    select
        date_trunc('quarter', ended_date)::date as period_start,
        topic_of(grouping(area), grouping(primary_need)) as breakdown_topic,
        coalesce(area, primary_need, 'All') as breakdown,
        count(*) as plans_issued,
        count(*) filter (not is_exception) as plans_issued_excl,
        count(*) filter (days <= 140) as within_20_weeks,
        count(*) filter (days <= 140 and not is_exception)
            as within_20_weeks_excl,
        count(*) filter (days <= 210) as within_30_weeks,
        count(*) filter (days <= 210 and not is_exception)
            as within_30_weeks_excl,
        count(*) filter (days <= 364) as within_52_weeks,
        count(*) filter (days <= 364 and not is_exception)
            as within_52_weeks_excl,
        median(days) / 7 as median_weeks,
        avg(days) / 7 as mean_weeks
    from cases
    where has_plan
    group by grouping sets (
        (period_start), (period_start, area), (period_start, primary_need)
    )
    order by all
) to 'timeliness.csv';

-- One row a month end and group: open cases by weeks open. A case is open at the
-- end of each month from the one it was received in to the one before it ended.
copy (
    with open_cases as (
        select
            last_day(month) as as_at,
            last_day(month) - received_date as days,
            area,
            primary_need
        from cases
        cross join unnest(range(
            date_trunc('month', received_date),
            date_trunc('month',
                coalesce(ended_date, getvariable('as_at') + 1)),
            interval 1 month
        )) as months (month)
    )

    select
        as_at,
        topic_of(grouping(area), grouping(primary_need)) as breakdown_topic,
        coalesce(area, primary_need, 'All') as breakdown,
        count(*) as open,
        count(*) filter (days <= 140) as weeks_0_to_20,
        count(*) filter (days between 141 and 210) as weeks_over_20_to_30,
        count(*) filter (days between 211 and 364) as weeks_over_30_to_52,
        count(*) filter (days > 364) as weeks_over_52
    from open_cases
    group by grouping sets ((as_at), (as_at, area), (as_at, primary_need))
    order by all
) to 'backlog.csv';

-- One row a quarter and group: cases whose 20-week day fell in the quarter.
copy (
    with due as (
        select
            *,
            received_date + 140 as due_date,
            coalesce(ended_date <= due_date, false) as has_ended
        from cases
        where due_date <= getvariable('as_at')
    )

    select
        date_trunc('quarter', due_date)::date as period_start,
        topic_of(grouping(area), grouping(primary_need)) as breakdown_topic,
        coalesce(area, primary_need, 'All') as breakdown,
        count(*) as fell_due,
        count(*) filter (has_ended and has_plan) as issued_by_due_date,
        count(*) filter (not has_ended) as open_at_due_date,
        count(*) filter (has_ended and not has_plan) as ended_without_plan
    from due
    group by grouping sets (
        (period_start), (period_start, area), (period_start, primary_need)
    )
    order by all
) to 'falling_due.csv';

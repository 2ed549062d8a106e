-- How many cases were open at the end of a day, by weeks open? Set date.
select
    $date::date as as_at,
    count(*) as open,
    count(*) filter ($date::date - clock_start <= days_20_weeks)
        as weeks_0_to_20,
    count(*) filter ($date::date - clock_start > days_20_weeks
        and $date::date - clock_start <= days_30_weeks) as weeks_over_20_to_30,
    count(*) filter ($date::date - clock_start > days_30_weeks
        and $date::date - clock_start <= days_52_weeks) as weeks_over_30_to_52,
    count(*) filter ($date::date - clock_start > days_52_weeks)
        as weeks_over_52,
    (max($date::date - clock_start) // 7)::integer as oldest_weeks_open
from cases
cross join run
where
    in_clock
    and opened_date <= $date::date
    and (ended_date is null or ended_date > $date::date)
    and not ended_undated

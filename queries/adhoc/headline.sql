-- How are we doing, increment by increment? Of the cases that fell due and had
-- not ended otherwise, how many had a plan; of the plans issued, how many were
-- in time and how many came from the backlog; how many cases were open over 20,
-- 30 and 52 weeks at the end.
select
    timeliness.authority_name,
    timeliness.period,
    timeliness.is_complete,
    falling_due.issued_by_due_date,
    falling_due.open_at_due_date,
    falling_due.pc_issued_by_due_date,
    timeliness.plans_issued,
    timeliness.within_20_weeks,
    timeliness.pc_within_20_weeks,
    timeliness.issued_from_backlog,
    percentage(timeliness.issued_from_backlog, timeliness.plans_issued)
        as pc_issued_from_backlog,
    backlog.as_at as open_at_end_of,
    backlog.over_20_weeks,
    backlog.over_30_weeks,
    backlog.over_52_weeks
from timeliness
cross join run
inner join falling_due using (
    authority_code, period_type, period_start, breakdown_topic, breakdown
)
inner join backlog
    on timeliness.authority_code = backlog.authority_code
    and timeliness.breakdown_topic = backlog.breakdown_topic
    and timeliness.breakdown = backlog.breakdown
    and least(timeliness.period_end, run.as_at) = backlog.as_at
where
    timeliness.period_type = 'three_months'
    and timeliness.breakdown_topic = 'All'
    and falling_due.threshold_weeks = 20
order by timeliness.authority_code, timeliness.period_start

-- One row per authority, measure or guard, and month or increment: what
-- evidence rests on. Of what falls due in the first 20, 30 or 52 weeks after
-- complete_from the extract may lack the cases that ended before; where
-- complete_from is only assumed it may lack the old cases of its first year:
-- is_sound is then false. Where more than a tenth of what came in is not yet
-- decided, is_unsettled.
with counted as (
    select *, false as is_guard
    from series_counts
    union all by name
    select *, true as is_guard
    from guard_counts
)

select
    authorities.authority_code,
    authorities.authority_name,
    counted.measure,
    counted.is_guard,
    counted.period_type,
    periods.period_start,
    periods.period_end,
    periods.period,
    periods.is_complete,
    periods.period_start
    >= coalesce(
        counted.sound_from,
        greatest(coverage.complete_from, coverage.only_open_before) + greatest(
            coalesce(counted.sound_after_days, 0),
            case when coverage.is_assumed then run.days_52_weeks else 0 end
        )
    ) as is_sound,
    coalesce(counted.is_unsettled, false) as is_unsettled,
    counted.numerator,
    counted.denominator,
    counted.value
from counted
inner join periods using (period_type, period_start)
inner join authorities using (authority_code)
inner join coverage using (authority_id)
cross join run
where counted.period_type in ('month', 'three_months')
order by
    authorities.authority_code, counted.is_guard, counted.measure,
    counted.period_type, periods.period_start

-- One row per authority, series and date up to the as-at day: the figure as it
-- was supplied, and of the series what the newest row that says it says.
select
    coalesce(authorities.authority_code, '') as authority_code,
    coalesce(authorities.authority_name, '') as authority_name,
    shown(staged.series) as series,
    staged.date,
    staged.value,
    staged.numerator::bigint as numerator,
    staged.denominator::bigint as denominator,
    shown(staged.rebase) as rebase,
    arg_max(shown(staged.unit), staged.date) over one as unit,
    arg_max(staged.better, staged.date) over one as better,
    arg_max(staged.target, staged.date) over one as target,
    arg_max(shown(staged.supplied_by), staged.date) over one as supplied_by
from stage_series as staged
inner join authorities using (authority_id)
inner join lists using (extract_id)
cross join run
where
    staged.date <= run.as_at
    and (lists.complete_from is null or staged.date >= lists.complete_from)
window one as (partition by authorities.authority_id, staged.series)
order by authority_code, series, staged.date

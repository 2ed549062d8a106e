-- Plans over 20 weeks by stage are those of timeliness, and no more have stages
-- that are known than have both decisions dated.
select issued.cell_id, issued.period_id,
    issued.plans_issued - issued.undated - issued.within_20_weeks
        as over_20_weeks,
    late.plans_over_20_weeks, late.stages_known
from measure_timeliness as issued
inner join cells using (cell_id)
inner join topics using (topic_id)
left join measure_stage_times as late using (cell_id, period_id)
where topics.in_periods and (
    late.plans_over_20_weeks is distinct from
    issued.plans_issued - issued.undated - issued.within_20_weeks
    or late.stages_known > late.plans_over_20_weeks - late.decision_undated
    or late.stages_known > late.plans_over_20_weeks - late.assessment_undated
)

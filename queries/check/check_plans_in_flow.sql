-- Plans that ended a spell are the plans issued, with those after mediation or
-- tribunal and without the undated ones of both.
select flow.cell_id, flow.period_id, flow.plans_issued,
    issued.plans_issued as issued, issued.undated
from measure_flow as flow
inner join measure_timeliness as issued using (cell_id, period_id)
where flow.weeks_open_band = 'All'
    and flow.plans_issued <> issued.plans_issued
    + issued.plans_issued_after_mediation_or_tribunal - issued.undated
    - issued.after_mediation_undated

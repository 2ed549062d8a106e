-- How does each measure stand against its baseline, target and last increment?
-- Those with a target first. Targets and the baseline are the configuration's.
-- The verdict is of the newest increment that is over.
select
    authority_name,
    measure,
    baseline,
    baseline_period,
    target,
    target_date,
    previous,
    latest,
    latest_period,
    round(latest - previous, 1)::decimal(9, 1) as change,
    round(latest - target, 1)::decimal(9, 1) as above_target,
    variation,
    assurance,
    verdict
from summary
order by authority_code, target is null, measure

-- One row per staged row: one that stands keeps what stage_carried says of the
-- request and of the assessment. A mediation or an appeal that either row knows
-- of took place; the plan and the source of the request are the newer row's
-- where it has them, the exception the older row's.
select
    rows.* replace (
        case when carried.request is not null then carried.request.outcome
            else rows.request_outcome end as request_outcome,
        case when carried.request is not null then carried.request.outcome_date
            else rows.request_outcome_date end as request_outcome_date,
        greatest(rows.request_mediation, carried.request.mediation)
            as request_mediation,
        greatest(rows.request_tribunal, carried.request.tribunal)
            as request_tribunal,
        coalesce(rows.request_source, carried.request.source)
            as request_source,
        case when carried.assessment is not null
            then carried.assessment.outcome
            else rows.assessment_outcome end as assessment_outcome,
        case when carried.assessment is not null
            then carried.assessment.outcome_date
            else rows.assessment_outcome_date end as assessment_outcome_date,
        greatest(rows.assessment_mediation, carried.assessment.mediation)
            as assessment_mediation,
        greatest(rows.assessment_tribunal, carried.assessment.tribunal)
            as assessment_tribunal,
        coalesce(carried.assessment.exception, rows.week20_exception)
            as week20_exception,
        coalesce(rows.plan_issued_date, carried.assessment.plan)
            as plan_issued_date
    )
from stage_read as rows
left join stage_carried as carried
    on rows.stage_row = carried.stage_row

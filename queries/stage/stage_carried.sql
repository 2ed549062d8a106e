-- One row per row that stands and calls a request or an assessment historical
-- (H: decided before the year of the return), where an older row that it
-- supersedes says what was decided: what the latest such row says of the
-- request, and of the assessment if that had ended: what was still going on
-- stays historical. A plan that moved in has no clock, and its row says nothing
-- of ours.
with standing as (
    select stage_row, request_outcome, assessment_outcome, plan_issued_date
    from stage_rows
    where request_outcome = 'H'::outcome_code
        or assessment_outcome = 'H'::outcome_code
),

-- An extract without a date is the oldest, as in stage_repeats.
told as (
    select
        standing.stage_row,
        max({
            'day': coalesce(extracts.own_date, date '0001-01-01'),
            'outcome': older.request_outcome,
            'outcome_date': older.request_outcome_date,
            'mediation': older.request_mediation,
            'tribunal': older.request_tribunal,
            'source': older.request_source
        }) filter (
            standing.request_outcome = 'H'::outcome_code
            and older.request_outcome is distinct from 'H'::outcome_code
        ) as request,
        max({
            'day': coalesce(extracts.own_date, date '0001-01-01'),
            'outcome': older.assessment_outcome,
            'outcome_date': older.assessment_outcome_date,
            'mediation': older.assessment_mediation,
            'tribunal': older.assessment_tribunal,
            'exception': older.week20_exception,
            'plan': older.plan_issued_date
        }) filter (
            standing.assessment_outcome = 'H'::outcome_code
            and (
                older.assessment_outcome = 'N'::outcome_code
                or older.assessment_outcome = 'W'::outcome_code
                or (older.assessment_outcome = 'Y'::outcome_code
                    and coalesce(standing.plan_issued_date,
                        older.plan_issued_date) is not null)
            )
        ) as assessment
    from standing
    inner join stage_repeats
        on standing.stage_row = stage_repeats.superseded_by
    inner join stage_rows as older
        on stage_repeats.stage_row = older.stage_row
    inner join extracts
        on older.extract_id = extracts.extract_id
    where not coalesce(older.plan_moved_in, false)
    group by standing.stage_row
)

select *
from told
where request is not null or assessment is not null

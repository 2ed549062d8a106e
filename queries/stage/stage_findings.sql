-- One row per staged row and rule that it breaks. Rows are tested in one scan:
-- each rule is a bit of the mask, and only rows with a bit set are looked at.
with tested as (
    select
        stage_rows.*,
        extracts.extract_date,
        run.as_at,
        coalesce(request_outcome = 'H'::outcome_code, false)
            or coalesce(assessment_outcome = 'H'::outcome_code, false)
            or coalesce(plan_moved_in, false) as is_historical,
        coalesce(request_outcome = 'N'::outcome_code, false)
            or coalesce(request_outcome = 'W'::outcome_code, false)
            as request_ended,
        coalesce(assessment_outcome = 'N'::outcome_code, false)
            or coalesce(assessment_outcome = 'W'::outcome_code, false)
            as assessment_ended,
        coalesce(assessment_outcome = 'Y'::outcome_code, false)
            as to_be_issued,
        coalesce(opened_date,
            case when entry_type = 'reopened'::entry_code
                then reopened_date end) as spell_opened,
        greatest(received_date, opened_date, reopened_date,
            request_outcome_date, assessment_outcome_date, clock_restart_date,
            draft_plan_date, plan_issued_date, closed_date) as last_date,
        least(received_date, opened_date, reopened_date,
            request_outcome_date, assessment_outcome_date, clock_restart_date,
            draft_plan_date, plan_issued_date, closed_date) as first_date
    from stage_rows
    inner join extracts using (extract_id)
    cross join run
),

judged as (
    select
        *,
        case_id is null as without_case,
        received_date is null and plan_issued_date is null
            and not is_historical and unreadable is null as without_receipt,
        coalesce(plan_issued_date < received_date, false)
            and not is_historical as plan_early,
        coalesce(closed_date < received_date, false) as closed_early,
        coalesce(request_outcome_date < received_date, false)
            as request_decided_early,
        coalesce(assessment_outcome_date < received_date, false)
            as assessment_decided_early,
        coalesce(opened_date < received_date, false) as opened_early,
        coalesce(last_date > extract_date, false) as after_extract,
        coalesce(first_date < date '1990-01-01', false) as implausible,
        to_be_issued and plan_issued_date is null and closed_date is null
            and coalesce(received_date + days_20_weeks < as_at, false)
            as plan_missing,
        plan_issued_date is null and closed_date is null and (
            (request_ended and request_outcome_date is null
                and not to_be_issued)
            or (assessment_ended and assessment_outcome_date is null)
            or closed_reason is not null) as end_missing,
        coalesce(closed_date < plan_issued_date
            and closed_date >= received_date, false) as plan_after_closure,
        coalesce(entry_type = 'transferred_in'::entry_code, false)
            and opened_date is null as transfer_missing,
        received_date is null and plan_issued_date is not null
            and unreadable is null as receipt_missing,
        coalesce(request_source not between 1 and 5, false) as source_unknown,
        coalesce(received_date > as_at, false) as received_later,
        coalesce(plan_issued_date < spell_opened
            and plan_issued_date >= received_date, false) as plan_unopened,
        coalesce(closed_date < spell_opened
            and closed_date >= received_date, false) as closed_unopened
    from tested
    cross join (select days_20_weeks from run)
),

-- The test of all rules at once comes first: few rows break any.
masked as (
    select
        *,
        without_case::bigint
        + 2 * without_receipt::bigint
        + 4 * plan_early::bigint
        + 8 * closed_early::bigint
        + 16 * request_decided_early::bigint
        + 32 * assessment_decided_early::bigint
        + 64 * opened_early::bigint
        + 128 * after_extract::bigint
        + 256 * implausible::bigint
        + 512 * plan_missing::bigint
        + 1024 * end_missing::bigint
        + 2048 * plan_after_closure::bigint
        + 4096 * transfer_missing::bigint
        + 8192 * receipt_missing::bigint
        + 16384 * source_unknown::bigint
        + 32768 * received_later::bigint
        + 65536 * plan_unopened::bigint
        + 131072 * closed_unopened::bigint as mask
    from judged
    where
        without_case or without_receipt or plan_early or closed_early
        or request_decided_early or assessment_decided_early or opened_early
        or after_extract or implausible or plan_missing or end_missing
        or plan_after_closure or transfer_missing or receipt_missing
        or source_unknown or received_later or plan_unopened or closed_unopened
),

rules (bit, rule, severity, field, advice) as (
    values
    (1, 'case_id_missing', 'error', 'case_id',
        'give the row the case system''s own number'),
    (2, 'received_missing', 'error', 'received_date',
        'give the day the request was received'),
    (4, 'plan_before_received', 'error', 'plan_issued_date',
        'check both dates: a plan cannot be issued before the request'),
    (8, 'closed_before_received', 'error', 'closed_date',
        'check both dates: a case cannot close before the request'),
    (16, 'request_outcome_before_received', 'error', 'request_outcome_date',
        'check both dates: a decision cannot be made before the request'),
    (32, 'assessment_outcome_before_received', 'error',
        'assessment_outcome_date',
        'check both dates: a decision cannot be made before the request'),
    (64, 'opened_before_received', 'error', 'opened_date',
        'check both dates: a spell cannot open before the request'),
    (128, 'date_after_extract', 'error', 'last_date',
        'check the date: it is later than the extract itself'),
    (256, 'date_implausible', 'error', 'first_date',
        'check the year: the date is before 1990'),
    (512, 'plan_undated', 'query', 'plan_issued_date',
        'the decision is to issue and the 20-week day has passed: give the '
        || 'day the plan was issued, or leave it if it is still to come'),
    (1024, 'ended_undated', 'query', 'closed_date',
        'the case has ended but no date says when: give the date'),
    (2048, 'plan_after_closed', 'query', 'plan_issued_date',
        'the case closed before the plan: the earlier date is taken as its '
        || 'end; check which is right'),
    (4096, 'transferred_in_undated', 'query', 'opened_date',
        'give the day the authority became responsible; the received date '
        || 'is taken until then'),
    (8192, 'received_missing_with_plan', 'query', 'received_date',
        'give the day the request was received: the plan counts as undated, '
        || 'never as on time'),
    (16384, 'code_unknown', 'query', 'request_source',
        'use 1 to 5: parent or young person, education setting, health, '
        || 'social care, other'),
    (32768, 'not_yet_received', 'query', 'received_date',
        'received after the as-at date: outside the picture'),
    (65536, 'plan_before_opened', 'query', 'plan_issued_date',
        'the plan is dated before the spell opened, which it does not end: '
        || 'check both dates'),
    (131072, 'closed_before_opened', 'query', 'closed_date',
        'the closure is dated before the spell opened, which it does not end: '
        || 'check both dates')
)

select
    masked.stage_row,
    masked.extract_id,
    rules.rule,
    rules.severity,
    -- The first or last of the dates is named by the column it stands in.
    case rules.field when 'last_date' then masked.last_date
        when 'first_date' then masked.first_date end as odd_date,
    case
        when odd_date is null then rules.field
        when odd_date = received_date then 'received_date'
        when odd_date = opened_date then 'opened_date'
        when odd_date = request_outcome_date then 'request_outcome_date'
        when odd_date = assessment_outcome_date then 'assessment_outcome_date'
        when odd_date = plan_issued_date then 'plan_issued_date'
        when odd_date = closed_date then 'closed_date'
        when odd_date = reopened_date then 'reopened_date'
        when odd_date = draft_plan_date then 'draft_plan_date'
        else 'clock_restart_date'
    end as field,
    case rules.field
        when 'received_date' then received_date::varchar
        when 'plan_issued_date' then plan_issued_date::varchar
        when 'closed_date' then closed_date::varchar
        when 'request_outcome_date' then request_outcome_date::varchar
        when 'assessment_outcome_date' then assessment_outcome_date::varchar
        when 'opened_date' then opened_date::varchar
        when 'last_date' then odd_date::varchar
        when 'first_date' then odd_date::varchar
        when 'request_source' then request_source::varchar
    end as value,
    rules.advice
from masked
inner join rules
    on masked.mask & rules.bit <> 0

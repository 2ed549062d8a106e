-- One row per column in which words stand for nothing, such as NULL or N/A:
-- how many cells were taken for empty ones. The columns are in the order of the
-- bits of emptied.
select name, count
from (
    select
        unnest([
            'received_date', 'opened_date', 'reopened_date',
            'request_outcome_date', 'assessment_outcome_date',
            'clock_restart_date', 'draft_plan_date',
            'plan_issued_date', 'closed_date', 'entry_type',
            'request_outcome', 'assessment_outcome',
            'closed_reason', 'awaiting', 'request_source',
            'age_at_request', 'request_mediation',
            'request_tribunal', 'assessment_mediation',
            'assessment_tribunal', 'week20_exception', 'case_id',
            'person_id', 'authority_code', 'authority_name',
            'other_mediation', 'other_tribunal',
            'clock_restart_reason', 'transferred_from', 'area',
            'district', 'team', 'case_officer', 'primary_need',
            'sex', 'ethnicity', 'phase', 'setting_type',
            'setting_urn', 'health_area', 'social_care_status'
        ]) as name,
        unnest(range(41)) as place
) as columns_of
cross join lateral (
    select count(*) as count
    from stage_rows
    where emptied & (1::bigint << place) <> 0
) as counted
where count > 0
order by place

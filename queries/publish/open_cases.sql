-- One row per case that is open at the end of the as-at day, the one that has
-- waited longest first, with its next statutory step. After an order of the
-- tribunal, or what counts as one, the steps have days of their own: to assess
-- 2, 10 and 14 weeks, to make a plan 11.
with open_cases as (
    select
        cases.*,
        run.as_at,
        run.drafts_are_dated,
        run.days_6_weeks,
        run.days_16_weeks,
        run.days_order_to_begin,
        run.days_order_to_decide,
        coalesce(route = 'mediation_or_tribunal'
            and own_due_date is not null, false) as has_own_clock,
        case when has_own_clock then own_due_date else due_20_weeks end
            as due_date,
        coalesce(has_own_clock and own_due_date - clock_restart_date
            = run.days_after_order_to_plan, false) as is_to_be_issued
    from cases
    cross join run
    where is_open
),

stepped as (
    select
        *,
        case when is_to_be_issued then 'issue' else stage end as step,
        case
            when step = 'issue' then due_date
            when step = 'assessment' and has_own_clock
                then clock_restart_date + days_order_to_decide
            when step = 'assessment' then clock_start + days_16_weeks
            when has_own_clock then clock_restart_date + days_order_to_begin
            else clock_start + days_6_weeks
        end as step_date
    from open_cases
)

select
    case_id,
    authority_name,
    case_officer,
    team,
    area,
    district,
    primary_need,
    case
        when stage = 'request' then 'Request'
        when stage = 'assessment' then 'Assessment'
        when draft_sent_from is not null then 'Draft plan sent'
        when drafts_are_dated then 'Drafting'
        else 'Plan to be issued'
    end as stage,
    case
        when step = 'issue' then 'Issue the final plan'
        when step = 'assessment' then 'Decide whether to issue a plan'
        when has_own_clock then 'Begin the assessment'
        else 'Decide whether to assess'
    end as next_step,
    step_date as next_step_date,
    step_date - as_at as days_to_next_step,
    due_date,
    due_date - as_at as days_to_due_date,
    due_20_weeks,
    due_30_weeks,
    due_52_weeks,
    clock_start,
    weeks_of(10 * days) as weeks_open,
    case awaiting
        when 'ep' then 'Educational psychologist'
        when 'other_advice' then 'Other advice'
        when 'none' then 'None'
    end as awaiting,
    case route
        when 'ordinary' then 'Ordinary'
        when 'mediation_or_tribunal' then 'Mediation or tribunal'
        when 'moved_in' then 'Moved in'
        when 'reopened' then 'Reopened'
    end as route,
    is_exception
from stepped
order by days desc, authority_code, case_id, spell

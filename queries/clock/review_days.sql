-- One row per review that stands: the days that count for it. It is due 12
-- months after the decision of the review before, else after the plan was made
-- (Children and Families Act 2014 section 44), unless the extract says when. Of
-- 29 February 12 months end on 28 February. overdue_from is the first limit
-- that was missed, or is next: a review that is held late stays overdue from
-- the day on which it was to be held, else meeting it late would make it new.
with known as (
    select
        reviews.extract_id,
        reviews.list_row,
        reviews.authority_id,
        coalesce(
            reviews.review_due_date,
            (reviews.last_decision_date + interval 12 month)::date,
            (reviews.plan_start_date + interval 12 month)::date
        ) as due_day,
        case when reviews.meeting_date <= run.as_at
            then reviews.meeting_date end as held_day,
        case when reviews.decision_date <= run.as_at
            then reviews.decision_date end as decided_day,
        -- An amended plan older than the decision to amend is not that of it.
        case when reviews.final_amended_date <= run.as_at
            and coalesce(reviews.final_amended_date >= decided_day, true)
            then reviews.final_amended_date end as final_day,
        decided_day is not null
        and coalesce(reviews.decision = 'amend', false) as is_to_amend,
        held_day + run.days_4_weeks as decision_due_day,
        coalesce(held_day + run.days_12_weeks,
            decided_day + run.days_12_weeks - run.days_4_weeks) as final_due_day
    from stage_annual_reviews as reviews
    cross join run
)

select
    *,
    least(due_day + 1, held_day, decided_day) as outstanding_from,
    case when is_to_amend or decided_day is null then final_day
        else decided_day end as ended_day,
    case
        when due_day < coalesce(held_day, decided_day, final_day, 'infinity')
            then due_day
        when decision_due_day < coalesce(decided_day, final_day, 'infinity')
            then decision_due_day
        else final_due_day
    end as overdue_from
from known

-- One row per spell, narrow: all that has few values is one number, its kind,
-- which kinds takes apart again, and each event has its slices and the first
-- stock date not before it. Ten million rows group by a kind several times as
-- fast as by the columns that it stands for.
with timed as (
    select
        clock_spells.*,
        opened_date - clock_start as days_at_opening,
        ended_date - clock_start as days_at_end,
        request_decided_date - clock_start as days_at_decision,
        in_clock and ended_how = 'plan'::ended_kind
            and route <> 'mediation_or_tribunal'::route_kind
            and days_at_end > days_20_weeks as is_late_plan
    from clock_spells
    cross join run
)

select
    timed.* exclude (
        authority_text, in_clock, entry, ended_how, ended_undated,
        assessed_from, issue_from, draft_sent_from, is_exception,
        reopened_undated, is_request, request_result, decided_to_assess_date,
        decided_to_issue_date, draft_sent_date, days_at_opening, days_at_end,
        days_at_decision, is_late_plan
    ),
    coalesce(authority_texts.authority_id, unnamed.authority_id)
        as authority_id,
    kind_of(
        flags := in_clock::integer
            + 2 * is_request::integer
            + 4 * is_exception::integer
            + 8 * ended_undated::integer
            + 16 * reopened_undated::integer
            + 32 * (route = 'mediation_or_tribunal'::route_kind)::integer
            + 64 * coalesce(days_at_decision <= days_6_weeks, false)::integer
            + 128 * coalesce(days_at_end <= days_16_weeks, false)::integer,
        entry := enum_code(entry),
        ended_how := enum_code(ended_how),
        request_result := enum_code(request_result),
        opened_band := band_code(days_at_opening, days_20_weeks, days_30_weeks,
            days_52_weeks),
        ended_band := band_code(days_at_end, days_20_weeks, days_30_weeks,
            days_52_weeks)
    ) as kind,
    case request_source
        when 'Parent or young person' then 1
        when 'Education setting' then 2
        when 'Health' then 3
        when 'Social care' then 4
        when 'Other' then 5
        else 0
    end::utinyint as asker,
    case when ended_date is not null
        then coalesce(on_ended.stock_id, 1) end::smallint as ended_stock,
    case when assessed_from is not null
        then coalesce(on_assessed.stock_id, 1) end::smallint as assessed_stock,
    case when issue_from is not null
        then coalesce(on_issue.stock_id, 1) end::smallint as issue_stock,
    case when draft_sent_from is not null
        then coalesce(on_draft.stock_id, 1) end::smallint as draft_stock,
    -- From the clock's start, of plans over 20 weeks alone.
    case when is_late_plan
        then decided_to_assess_date - clock_start end::integer
        as days_to_assess,
    case when is_late_plan
        then decided_to_issue_date - clock_start end::integer
        as days_to_issue,
    case when is_late_plan
        then draft_sent_date - clock_start end::integer as days_to_draft,
    on_ended.month_slice as ended_month,
    on_ended.week_slice as ended_week,
    on_due.month_slice as due_month,
    on_due.week_slice as due_week
from timed
cross join run
cross join (
    select max(authority_id) filter (authority_text = '') as authority_id
    from authority_texts
) as unnamed
-- A case without a code is looked up once, not ten million times.
left join authority_texts
    on nullif(timed.authority_text, '') = authority_texts.authority_text
left join calendar as on_ended
    on timed.ended_date = on_ended.day
left join calendar as on_assessed
    on timed.assessed_from = on_assessed.day
left join calendar as on_issue
    on timed.issue_from = on_issue.day
left join calendar as on_draft
    on timed.draft_sent_from = on_draft.day
left join calendar as on_due
    on timed.clock_start + run.days_20_weeks = on_due.day

-- One row per spell, with all that the measures group by as small numbers: the
-- authority, the weeks-open bands, and for each event its slices and the first
-- stock date not before it.
select
    clock_spells.* exclude (authority_text),
    coalesce(authority_texts.authority_id, unnamed.authority_id)
        as authority_id,
    case
        when opened_date - clock_start <= days_20_weeks
            then 'weeks_0_to_20'::weeks_band
        when opened_date - clock_start <= days_30_weeks
            then 'weeks_over_20_to_30'::weeks_band
        when opened_date - clock_start <= days_52_weeks
            then 'weeks_over_30_to_52'::weeks_band
        when opened_date is not null and clock_start is not null
            then 'weeks_over_52'::weeks_band
    end as opened_band,
    case
        when ended_date - clock_start <= days_20_weeks
            then 'weeks_0_to_20'::weeks_band
        when ended_date - clock_start <= days_30_weeks
            then 'weeks_over_20_to_30'::weeks_band
        when ended_date - clock_start <= days_52_weeks
            then 'weeks_over_30_to_52'::weeks_band
        when ended_date is not null and clock_start is not null
            then 'weeks_over_52'::weeks_band
    end as ended_band,
    case when ended_date is not null
        then coalesce(on_ended.stock_id, 1) end::smallint as ended_stock,
    case when assessed_from is not null
        then coalesce(on_assessed.stock_id, 1) end::smallint as assessed_stock,
    case when issue_from is not null
        then coalesce(on_issue.stock_id, 1) end::smallint as issue_stock,
    case when draft_sent_from is not null
        then coalesce(on_draft.stock_id, 1) end::smallint as draft_stock,
    on_ended.month_slice as ended_month,
    on_ended.week_slice as ended_week,
    on_due.month_slice as due_month,
    on_due.week_slice as due_week
from clock_spells
cross join run
cross join (
    select max(authority_id) filter (authority_text = '') as authority_id
    from authority_texts
) as unnamed
-- A case without a code is looked up once, not ten million times.
left join authority_texts
    on nullif(clock_spells.authority_text, '') = authority_texts.authority_text
left join calendar as on_ended
    on clock_spells.ended_date = on_ended.day
left join calendar as on_assessed
    on clock_spells.assessed_from = on_assessed.day
left join calendar as on_issue
    on clock_spells.issue_from = on_issue.day
left join calendar as on_draft
    on clock_spells.draft_sent_from = on_draft.day
left join calendar as on_due
    on clock_spells.clock_start + run.days_20_weeks = on_due.day

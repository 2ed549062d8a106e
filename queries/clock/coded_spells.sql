-- One row per spell, with the authority's number and, for each event, the
-- first stock date not before it.
select
    clock_spells.* exclude (authority_text),
    authority_texts.authority_id,
    case when opened_date is not null
        then coalesce(on_opened.stock_id, 1) end::smallint as opened_stock,
    case when ended_date is not null
        then coalesce(on_ended.stock_id, 1) end::smallint as ended_stock,
    case when assessed_from is not null
        then coalesce(on_assessed.stock_id, 1) end::smallint as assessed_stock,
    case when issue_from is not null
        then coalesce(on_issue.stock_id, 1) end::smallint as issue_stock,
    case when draft_sent_from is not null
        then coalesce(on_draft.stock_id, 1) end::smallint as draft_stock
from clock_spells
inner join authority_texts
    on clock_spells.authority_text = authority_texts.authority_text
left join calendar as on_opened
    on clock_spells.opened_date = on_opened.day
left join calendar as on_ended
    on clock_spells.ended_date = on_ended.day
left join calendar as on_assessed
    on clock_spells.assessed_from = on_assessed.day
left join calendar as on_issue
    on clock_spells.issue_from = on_issue.day
left join calendar as on_draft
    on clock_spells.draft_sent_from = on_draft.day

-- One row per stage that an open spell was at: request, then assessment, then
-- issue, which a draft date splits in two. A later stage begins at the stock
-- date from_stage.
with open_spells as (
    select
        spells_by.*,
        coalesce(ended_stock, stock_end.stock_id) as until_stock,
        coalesce(assessed_stock, until_stock) as assessed_on,
        coalesce(issue_stock, until_stock) as issue_on,
        coalesce(draft_stock, until_stock) as draft_on
    from spells_by
    cross join stock_end
    where in_clock and opened_date is not null and not ended_undated
)

select authority_id, breakdown, 'request'::stage_kind as stage, clock_start,
    opened_date as from_day, null::smallint as from_stage,
    least(assessed_on, until_stock) as until_stock,
    null::smallint as assessed_stock
from open_spells
union all
select authority_id, breakdown, 'assessment'::stage_kind, clock_start,
    opened_date, assessed_on, least(issue_on, until_stock), assessed_on
from open_spells
where assessed_stock is not null
union all
select authority_id, breakdown,
    case when drafts_are_dated then 'issue_drafting'::stage_kind
        else 'issue'::stage_kind end,
    clock_start, opened_date, issue_on, least(draft_on, until_stock),
    issue_on
from open_spells
cross join run
where issue_stock is not null
union all
select authority_id, breakdown, 'issue_draft_sent'::stage_kind, clock_start,
    opened_date, draft_on, until_stock, draft_on
from open_spells
where draft_stock is not null

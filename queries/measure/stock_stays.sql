-- One row per cell, stage, clock start, the first stock date at which spells
-- were open and the one from which they no longer were: how many. A topic by
-- stage has a row for each stage they were at: request, then assessment, then
-- issue, which a draft date splits in two. Spells that were never open at a
-- stock date are left out.
with placed as (
    select
        stays.cell_id,
        topics.is_staged,
        stays.clock_start,
        stays.spells,
        coalesce(calendar.stock_id, 1)::smallint as opened_on,
        coalesce(stays.ended_stock, stock_end.stock_id) as ended_on,
        stays.assessed_stock,
        stays.issue_stock,
        stays.draft_stock
    from stays
    inner join breakdown_cells using (cell_id)
    inner join topics using (topic_id)
    left join calendar
        on stays.opened_date = calendar.day
    cross join stock_end
),

-- A stage that was not reached would begin as the spell ends.
open_spells as (
    select
        *,
        least(assessed_stock, ended_on) as assessed_on,
        least(issue_stock, ended_on) as issue_on,
        least(draft_stock, ended_on) as draft_on
    from placed
),

parts as (
    select cell_id, null::stage_kind as stage, clock_start,
        opened_on as from_stock, ended_on as until_stock, assessed_stock, spells
    from open_spells
    where not is_staged
    union all
    select cell_id, 'request'::stage_kind, clock_start, opened_on, assessed_on,
        null::smallint, spells
    from open_spells
    where is_staged
    union all
    select cell_id, 'assessment'::stage_kind, clock_start, assessed_on,
        issue_on, assessed_on, spells
    from open_spells
    where is_staged and assessed_stock is not null
    union all
    select cell_id,
        case when drafts_are_dated then 'issue_drafting'::stage_kind
            else 'issue'::stage_kind end,
        clock_start, issue_on, draft_on, issue_on, spells
    from open_spells
    cross join run
    where is_staged and issue_stock is not null
    union all
    select cell_id, 'issue_draft_sent'::stage_kind, clock_start, draft_on,
        ended_on, draft_on, spells
    from open_spells
    where is_staged and draft_stock is not null
)

select cell_id, stage, clock_start, from_stock, until_stock, assessed_stock,
    sum(spells)::bigint as spells
from parts
where from_stock < until_stock
group by all

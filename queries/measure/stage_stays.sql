-- One row per stage that an open spell was at: request, then assessment, then
-- issue, which a draft date splits in two.
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
),

stages as (
    select authority_id, breakdown, clock_start, assessed_stock,
        'request' as stage, opened_stock as from_stock,
        least(assessed_on, until_stock) as until_stock
    from open_spells
    union all
    select authority_id, breakdown, clock_start, assessed_stock,
        'assessment', assessed_on, least(issue_on, until_stock)
    from open_spells
    union all
    select authority_id, breakdown, clock_start, assessed_stock,
        case when drafts_are_dated then 'issue_drafting' else 'issue' end,
        issue_on, least(draft_on, until_stock)
    from open_spells
    cross join run
    union all
    select authority_id, breakdown, clock_start, assessed_stock,
        'issue_draft_sent', draft_on, until_stock
    from open_spells
)

select
    stages.authority_id,
    case when stages.breakdown is null then stages.stage
        else stages.breakdown || ': ' || stages.stage end as breakdown,
    stages.clock_start,
    stages.from_stock,
    stages.until_stock,
    case when stages.stage <> 'request'
        then greatest(stages.assessed_stock, stages.from_stock) end
        as assessed_stock
from stages

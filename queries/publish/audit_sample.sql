-- One row per authority, day and breakdown: plans open and those audited, and
-- how far the audited stand for all. Of plans whose timeliness is not known
-- there is no share: they are beside the comparison.
with shared as (
    select
        *,
        sum(plans) filter (is_compared) over topic as topic_plans,
        sum(audited) filter (is_compared) over topic as topic_audited
    from measure_audit_sample
    window topic as (partition by authority_id, as_at, breakdown_topic)
)

select
    authorities.authority_code,
    authorities.authority_name,
    shared.as_at,
    shared.is_increment_end,
    shared.is_month_end,
    shared.breakdown_topic,
    shared.breakdown,
    shared.plans,
    shared.audited,
    shared.audited_not_open,
    shared.audited_not_listed,
    case when shared.is_compared
        then percentage(shared.plans, topic_plans) end as pc_of_plans,
    case when shared.is_compared
        then percentage(shared.audited, topic_audited) end as pc_of_audited,
    (likeness.difference / 10.0)::decimal(12, 1) as standardised_difference,
    (likeness.chance / 10.0)::decimal(4, 1) as pc_chance_adjusted,
    likeness.represented,
    (likeness.topic_difference / 10.0)::decimal(12, 1)
        as topic_standardised_difference,
    (likeness.topic_chance / 10.0)::decimal(4, 1) as pc_topic_chance,
    (likeness.topic_chance_adjusted / 10.0)::decimal(4, 1)
        as pc_topic_chance_adjusted,
    likeness.topic_differs,
    (likeness.either_side / 10.0)::decimal(4, 1) as either_side,
    likeness.needed_10_points,
    likeness.needed_5_points
from shared
inner join authorities using (authority_id)
left join likeness using (authority_id, as_at, breakdown_topic, breakdown)
order by
    authorities.authority_code, as_at, breakdown_topic, breakdown

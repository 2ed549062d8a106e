-- What percentage of plans were issued within 20 weeks each year? Calendar,
-- financial and academic years, with exceptions and without (_excl).
select
    authority_name,
    period_type,
    period,
    is_complete,
    plans_issued,
    within_20_weeks,
    pc_within_20_weeks,
    plans_issued_excl,
    within_20_weeks_excl,
    pc_within_20_weeks_excl
from timeliness
where
    period_type in ('calendar_year', 'financial_year', 'academic_year')
    and breakdown_topic = 'All'
order by authority_code, period_type, period_start

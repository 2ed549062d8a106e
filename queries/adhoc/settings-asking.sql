-- Which settings are most asked about, and how often before and after they were
-- trained? requests are those of the 52 weeks up to the as-at day of children
-- who attended the setting, whoever made them, and from_setting those that the
-- setting made; not_assessed are decided so by now. before and after count as
-- many days (window_days, at most 52 weeks) up to the day before training and
-- from that day on: terms and holidays may lie in one of them alone, and
-- settings that take up training differ from others, so that the difference
-- proves nothing. before is empty where the extracts do not reach back so far.
-- A setting that is not in the extract of settings has its number alone.
-- $most = 20: how many settings, 0 for all
-- $area = All: settings of one area
-- $trained = all: yes, or no for those not trained yet
with asked as (
    select
        as_at,
        lower($area::varchar) as area,
        case when lower($trained::varchar) in ('all', 'yes', 'no')
            then lower($trained::varchar)
            else error('trained is yes, no or all') end as trained,
        case when $most::integer >= 0 then $most::integer
            else error('most is a number of settings, 0 for all')::integer
            end as most
    from run
),

requests as (
    select
        authority_texts.authority_id,
        settings_of_spells.setting,
        spells.clock_start as day,
        rows.request_source = 2 as is_by_setting,
        spells.request_result = 'N' as is_refused
    from clock_spells as spells
    inner join stage_rows as rows
        on spells.stage_row = rows.stage_row
    inner join settings_of_spells
        on spells.stage_row = settings_of_spells.stage_row
    inner join authority_texts
        on spells.authority_text = authority_texts.authority_text
    where spells.is_request and settings_of_spells.setting is not null
),

known as (
    select authority_id, setting_urn, setting_type, phase, area, pupils,
        trained_date
    from stage_settings
    union all by name
    select distinct authority_id, setting as setting_urn
    from requests
    anti join stage_settings
        on requests.authority_id = stage_settings.authority_id
        and requests.setting = stage_settings.setting_urn
),

windows as (
    select
        known.*,
        asked.*,
        case when trained_date <= asked.as_at
            then least(asked.as_at - trained_date + 1, 364)::integer
            end as window_days
    from known
    cross join asked
    where (asked.area = 'all' or lower(known.area) = asked.area)
        and (asked.trained = 'all'
            or (asked.trained = 'yes')
            = coalesce(trained_date <= asked.as_at, false))
),

counted as (
    select
        windows.authority_id, setting_urn, setting_type, phase,
        windows.area, pupils, trained_date, window_days, most,
        count(*) filter (day > as_at - 364) as requests,
        count(*) filter (day > as_at - 364 and is_by_setting) as from_setting,
        count(*) filter (day > as_at - 364 and is_refused) as not_assessed,
        count(*) filter (day >= trained_date - window_days
            and day < trained_date) as before,
        count(*) filter (day >= trained_date
            and day < trained_date + window_days) as after
    from windows
    left join requests
        on windows.authority_id = requests.authority_id
        and windows.setting_urn = requests.setting
    group by all
)

select
    authorities.authority_name,
    setting_urn,
    setting_type,
    phase,
    area,
    pupils,
    requests,
    from_setting,
    not_assessed,
    per_thousand(requests, pupils) as requests_per_1000_pupils,
    trained_date,
    window_days,
    case when trained_date - window_days >= coverage.complete_from
        then before end as before,
    case when window_days is not null then after end as after
from counted
inner join authorities using (authority_id)
inner join coverage using (authority_id)
qualify most = 0 or row_number() over (partition by authority_id
    order by requests desc, setting_urn) <= most
order by authorities.authority_code, requests desc, setting_urn

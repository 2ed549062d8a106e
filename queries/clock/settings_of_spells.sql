-- One row per row of the assessments that tells the child's setting, or whose
-- case another extract tells it of: the setting, and whether it was trained on
-- or before the day of the request.
with placed as (
    select
        stage_rows.stage_row,
        authority_texts.authority_id,
        stage_rows.received_date,
        coalesce(try_cast(trim(stage_rows.setting_urn) as bigint),
            stage_case_settings.attended_urn) as setting
    from stage_rows
    inner join authority_texts
        on coalesce(stage_rows.authority_code, '')
        = authority_texts.authority_text
    left join stage_case_settings
        on stage_rows.case_id = stage_case_settings.case_id
        and authority_texts.authority_id = stage_case_settings.authority_id
    where stage_rows.setting_urn is not null
        or stage_case_settings.attended_urn is not null
)

select
    placed.stage_row,
    placed.setting,
    case
        when placed.setting is null then null
        when stage_settings.setting_urn is null then 'Setting not listed'
        when stage_settings.trained_date <= placed.received_date
            then 'Trained before the request'
        else 'Not yet trained'
    end as training
from placed
left join stage_settings
    on placed.setting = stage_settings.setting_urn
    and placed.authority_id = stage_settings.authority_id

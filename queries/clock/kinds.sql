-- One row per kind of spell that occurs: what the number stands for (kind_of).
with taken_apart as (
    select distinct
        kind,
        kind % 256 as flags,
        kind // 256 % 4 as entry,
        kind // 1024 % 8 as ended_how,
        kind // 8192 % 8 as request_result,
        kind // 65536 % 8 as opened_band,
        kind // 524288 as ended_band
    from coded_spells
)

-- A code beyond the list's end, which stands for none, gives null.
select
    kind,
    flags & 1 > 0 as in_clock,
    flags & 2 > 0 as is_request,
    flags & 4 > 0 as is_exception,
    flags & 8 > 0 as ended_undated,
    flags & 16 > 0 as reopened_undated,
    flags & 32 > 0 as after_mediation,
    flags & 64 > 0 as decided_in_6_weeks,
    flags & 128 > 0 as ended_in_16_weeks,
    (enum_range(null::entry_kind))[entry + 1]::entry_kind as entry,
    (enum_range(null::ended_kind))[ended_how + 1]::ended_kind
        as ended_how,
    (enum_range(null::outcome_code))[request_result + 1]::outcome_code
        as request_result,
    (enum_range(null::weeks_band))[opened_band + 1]::weeks_band
        as opened_band,
    (enum_range(null::weeks_band))[ended_band + 1]::weeks_band
        as ended_band
from taken_apart

-- Rounding, in one place: whole numbers until the last division, half up.
create or replace macro percentage(part, whole) as
    case when whole > 0
        then (((2000 * part + whole) // (2 * whole)) / 10.0)::decimal(4, 1) end;
-- Weeks from tenths of days.
create or replace macro weeks_of(days_10) as
    (((2 * days_10 + 7) // 14) / 10.0)::decimal(7, 1);
-- Mean weeks from days in all and the cases they belong to.
create or replace macro mean_weeks_of(days, cases) as
    case when cases > 0
        then (((20 * days + 7 * cases) // (14 * cases)) / 10.0)::decimal(7, 1)
    end;
-- DfE writes x where there is no figure and drops a closing .0.
create or replace macro dfe_mark(figure) as
    coalesce(regexp_replace(figure::varchar, '\.0$', ''), 'x');
-- Text that a spreadsheet would take for a formula is made harmless.
create or replace macro shown(value) as
    case when regexp_matches(value, '^[=+@\t\r-]') then '''' || value
        else value end;
-- A day written as 2024-01-31, alone or before a time, which is cut off. The
-- cast to a timestamp refuses text behind a date, which the one to a date lets
-- pass.
create or replace macro iso_day(written) as
    case
        when strlen(written) <= 10
            then coalesce(try_cast(written as timestamp),
                try_cast(trim(written) as timestamp))::date
        when try_cast(trim(written) as timestamptz) is not null
            then try_cast(trim(written)[1:10] as timestamp)::date
    end;
-- A day written in another way: with slashes, points or dashes, day first or
-- as the order mdy says month first, or with the month's name.
create or replace macro written_day(written, date_order) as
    (case date_order
        when 'mdy' then try_strptime(trim(written), [
            '%m/%d/%Y', '%m/%d/%Y %H:%M:%S', '%m/%d/%Y %H:%M',
            '%m/%d/%Y %I:%M:%S %p', '%m/%d/%Y %I:%M %p',
            '%m/%d/%Y %H:%M:%S.%g', '%m-%d-%Y', '%m.%d.%Y',
            '%d-%b-%Y', '%d-%b-%Y %H:%M:%S', '%d %b %Y', '%d %B %Y',
            '%d/%b/%Y', '%Y-%b-%d', '%Y-%b-%d %H:%M:%S', '%B %d, %Y'
        ])
        when 'dmy' then try_strptime(trim(written), [
            '%d/%m/%Y', '%d/%m/%Y %H:%M:%S', '%d/%m/%Y %H:%M',
            '%d/%m/%Y %I:%M:%S %p', '%d/%m/%Y %I:%M %p',
            '%d/%m/%Y %H:%M:%S.%g', '%d-%m-%Y', '%d-%m-%Y %H:%M:%S',
            '%d-%m-%Y %H:%M', '%d.%m.%Y', '%d.%m.%Y %H:%M:%S',
            '%d-%b-%Y', '%d-%b-%Y %H:%M:%S', '%d-%b-%Y %H:%M', '%d %b %Y',
            '%d %b %Y %H:%M:%S', '%d %B %Y', '%d/%b/%Y', '%Y-%b-%d',
            '%Y-%b-%d %H:%M:%S', '%A %d %B %Y', '%a %d %b %Y'
        ])
        end)::date;
-- A year has four digits: 31/01/24 is no day.
create or replace macro day_of(written, date_order) as
    nullif(greatest(coalesce(iso_day(written),
        written_day(written, date_order)), date '1000-01-01'),
        date '1000-01-01');
-- Weeks open as a number from 0 to 3, by the limits that they are over.
create or replace macro band_code(days, days_20, days_30, days_52) as
    (days > days_20)::integer + (days > days_30)::integer
    + (days > days_52)::integer;
-- All that a spell is counted by and that has few values, as one number. A
-- null has the code after the last. The model kinds takes the number apart.
create or replace macro kind_of(flags := 0, entry := 0, ended_how := 0,
    request_result := 0, opened_band := 0, ended_band := 0) as (
    flags + 256 * (coalesce(entry, 3)
    + 4 * (coalesce(ended_how, 7)
    + 8 * (coalesce(request_result, 7)
    + 8 * (coalesce(opened_band, 7)
    + 8 * coalesce(ended_band, 7))))))::integer;

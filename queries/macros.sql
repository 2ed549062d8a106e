-- Rounding, in one place: whole numbers until the last division, half up.
create or replace macro percentage(part, whole) as
    case when whole > 0
        then (((2000 * part + whole) // (2 * whole)) / 10.0)::decimal(4, 1) end;
-- The same per 1,000.
create or replace macro per_thousand(part, whole) as
    case when whole > 0
        then (((20000 * part + whole) // (2 * whole)) / 10.0)::decimal(12, 1)
    end;
-- What the public sees of a part of a whole that is a breakdown's value too:
-- that, where the breakdown is there, and 0 for a value that it never has. It
-- is hidden only where it is given at all, and the parts of nothing are 0.
create or replace macro public_part(known, is_given, is_split, whole, value) as
    case
        when known is null or not is_given then 'x'
        when whole = '0' then '0'
        when not is_split then 'c'
        else coalesce(value, '0')
    end;
-- A percentage of two public counts. Of rounded ones it needs 10 at least, for
-- 0% or 100% of fewer says something of everybody among them.
create or replace macro public_share(part, whole, round_to) as
    case
        when part = 'c' or whole = 'c' then 'c'
        when part = 'x' or whole = '0' then 'x'
        when round_to > 0 and whole::bigint < 10 then 'c'
        else percentage(part::bigint, whole::bigint)::varchar
    end;
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
-- Text that a spreadsheet would take for a formula is made harmless: it begins
-- with one of these characters, or with the wide form of one, which programs in
-- East Asian languages take for it.
create or replace macro shown(value) as
    case when regexp_matches(value, '^[=+@\t\r\n＝＋－＠-]')
        then '''' || value else value end;
-- Most text begins with a letter or a figure, and needs no second look.
create or replace macro may_be_formula(value) as
    value < '0' or (value >= '=' and value < 'A')
    or (value >= '＋' and value < 'Ａ');
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
-- A year has four digits: 31/01/24 is no day. No text that is shorter than
-- 1/2/2024 is tried in the other ways. What is no day is the first of the year
-- 1000, and so is what is earlier.
create or replace macro day_or_first(written, date_order) as
    greatest(coalesce(iso_day(written),
        case when strlen(written) > 7
            then written_day(written, date_order) end), date '1000-01-01');
-- nullif writes the text of its first argument twice, so that of many columns
-- it is better taken after day_or_first.
create or replace macro known_day(day) as nullif(day, date '1000-01-01');
create or replace macro day_of(written, date_order) as
    known_day(day_or_first(written, date_order));
-- Text without the white space around it, that which does not break lines
-- included. Most text begins and ends with a character that is seen.
create or replace macro trimmed(written) as
    case when written between '!' and '~' and written[-1] between '!' and '~'
        then written
        else regexp_replace(written, '^[\s\p{Z}\x{200b}\x{feff}]+'
            || '|[\s\p{Z}\x{200b}\x{feff}]+$', '', 'g') end;
-- Whether text stands for nothing, as programs write an empty cell. It is no in
-- with a list, which DuckDB makes a join of.
create or replace macro no_word(written) as
    regexp_full_match(written, '[\s\p{Z}\x{200b}\x{feff}]*'
        || '(|null|[(<]null[)>]|n/?a|none|nil|-{1,2}|\.)'
        || '[\s\p{Z}\x{200b}\x{feff}]*', 'i');
-- Whether text stands for a figure that is not there, in tables that DfE
-- publishes.
create or replace macro is_mark(written) as
    no_word(written) or regexp_full_match(trimmed(written), '[a-z:~]|low', 'i');
-- What a text says: null if that is nothing. Most texts need no second look,
-- for they begin with another letter than such a word or are longer.
create or replace macro said(written) as
    case
        when written >= 'A' and written < 'N' then written
        when written >= 'O' and written < 'n' then written
        when written >= '0' and written < ':' then written
        when strlen(written) > 6 and not ends_with(written, ' ') then written
        when not no_word(written) then written
    end;
-- The first half of the HMAC-SHA-256 of text, by the key that the run has
-- lent the database: as the reader of SEN2 returns makes it.
create or replace macro keyed_hash(written) as
    left(sha256(getvariable('outer_pad') || unhex(sha256(
        getvariable('inner_pad') || encode(written)))), 32);
-- An identifier that is a unique pupil number, or a unique learner or NHS
-- number, is kept as a keyed hash alone. One whose digits are all the same
-- stands for no child.
create or replace macro pseudonym(written) as
    case
        when strlen(written) not between 10 and 13 then written
        when regexp_full_match(written, '[A-Za-z][0-9]{11}[0-9A-Za-z]')
            and trim(written[2:12], written[2]) <> ''
            then keyed_hash('upn:' || upper(written))
        when regexp_full_match(written, '[0-9]{3}[ -]?[0-9]{3}[ -]?[0-9]{4}')
            and trim(written, written[1] || ' -') <> ''
            then keyed_hash('uln:' || regexp_replace(written, '[ -]', '', 'g'))
        else written
    end;
-- The same of a day: midnight alone and 0 stand for nothing too, and so does
-- day 0 of 1900 however a spreadsheet writes it.
create or replace macro no_day(written) as
    no_word(written) or regexp_full_match(trimmed(written), '0(\.0+)?'
        || '|((1900-01-00|0?0/0?1/1900|0?1/0?0/1900|0?0-jan-1900)[ t]?)?'
        || '(0?0:00(:00(\.0+)?)?)?', 'i');
-- Days on which the calendars of programs begin stand for nothing: of Excel and
-- of SQL Server, whose empty text is 1 January 1900.
create or replace macro is_early(day) as day <= date '1904-01-01';
create or replace macro is_zero(day) as
    day = date '1753-01-01' or day = date '1899-12-30'
    or day = date '1899-12-31' or day = date '1900-01-01'
    or day = date '1904-01-01';
-- A day that is not early: another ends the statement.
create or replace macro usual_day(day) as
    case when is_early(day) then error('an early day')::date else day end;
create or replace macro real_day(day) as
    case when not is_early(day) then day
        when not is_zero(day) then day end;
-- A number from 0 to 255. A cast alone would round 1.6 to 2.
create or replace macro whole_number(written) as
    case when not contains(written, '.') then coalesce(
        try_cast(written as utinyint),
        case when written is not null
            then try_cast(trimmed(written) as utinyint) end) end;
create or replace macro flag_of(written) as
    coalesce(try_cast(written as boolean), case when written is not null
        then try_cast(trimmed(written) as boolean) end);
-- A whole number with one bit set, where a condition holds.
create or replace macro bit_if(holds, place) as
    case when holds then 1::bigint << place else 0::bigint end;
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

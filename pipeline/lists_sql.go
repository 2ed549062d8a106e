package pipeline

import (
	"fmt"
	"strings"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// typedList is the select of a list's rows, typed. A value that cannot be cast is
// null; its column and text stand in unreadable.
func typedList(kind registry.Extract, text string) string {
	var typing, typed, cells []string
	for _, f := range kind.Fields {
		name, as := warehouse.Name(f.Name), warehouse.Name("typed_"+f.Name)
		typing = append(typing, typedField(f, name)+" as "+as)
		typed = append(typed, as+" as "+name)
		nothing := "no_word"
		switch f.Type {
		case registry.Text, registry.ID:
			continue
		case registry.Day:
			nothing = "no_day"
		case registry.Marked:
			nothing = "is_mark"
		default:
		}
		cells = append(cells, fmt.Sprintf("{'name': %s, 'text': read.%s, 'bad': %s is null and not %s(read.%[2]s)}",
			warehouse.Literal(f.Name), name, as, nothing))
	}
	return fmt.Sprintf(`select %s, list_transform(list_filter(list_concat([%s],
			list_transform(string_split(error_cell, chr(10)), cell -> {
				'name': split_part(cell, ' ', 1), 'text': split_part(cell, ' ', 2), 'bad': true})), cell -> cell.bad and cell.text is not null),
			cell -> {'name': cell.name, 'text': cell.text, 'bad': cell.bad}) as unreadable
		from (select *, %s from (%s)) as read`, strings.Join(typed, ", "), strings.Join(cells, ", "), strings.Join(typing, ", "), text)
}

// typedField is what a cell of text says, by the type of its column.
func typedField(f registry.Field, cell string) string {
	switch f.Type {
	case registry.ID:
		if f.Name == "case_id" { // as the assessments have it
			return "said(" + cell + ")"
		}
		return "pseudonym(said(" + cell + "))"
	case registry.Day:
		return "real_day(day_of(" + cell + ", date_order))"
	case registry.Whole:
		return "try_cast(case when not contains(" + cell + ", '.') then trimmed(" + cell + ") end as bigint)"
	case registry.Amount, registry.Marked:
		return "try_cast(trimmed(" + cell + ") as double)"
	case registry.Yes:
		return "flag_of(" + cell + ")"
	case registry.Code:
		words := make([]string, len(f.Words))
		for i, word := range f.Words {
			words[i] = "'" + word + "'"
		}
		folded := "regexp_replace(lower(trimmed(" + cell + ")), '[ -]+', '_', 'g')"
		return "case when list_contains([" + strings.Join(words, ", ") + "], " + folded + ") then " + folded + " end"
	default:
		return "said(" + cell + ")"
	}
}

// testedList is the select of the rows of a kind with what its rules ask about
// besides: whose they are, and the dates of the extract and of the picture. An
// authority is that of the row, else that of its case, else the only one.
func testedList(kind registry.Extract) string {
	if kind.Shared {
		return "select list_read.*, null::smallint as authority_id, lists.extract_date, lists.own_date, run.as_at " +
			"from list_read inner join lists using (extract_id) cross join run"
	}
	linked, byCase := "", "null::smallint"
	if kind.Linked {
		linked, byCase = " left join case_owners using (case_id)", "case_owners.authority_id"
	}
	return fmt.Sprintf(`select list_read.* exclude (authority_code), coalesce(named.authority_id, case when list_read.authority_code is null
			then coalesce(%s, (select any_value(authority_id) from authorities having count(*) = 1)) end) as authority_id,
		lists.extract_date, lists.own_date, run.as_at
		from list_read inner join lists using (extract_id) cross join run
		left join (select authority_code, authority_id from authorities union select old_code, authority_id from authorities
			where old_code is not null) as named on upper(list_read.authority_code) = named.authority_code%s`, byCase, linked)
}

// listFindings is the select of what is wrong with the rows of a kind, one row a
// finding.
func listFindings(kind registry.Extract, rules []queries.Rule) string {
	parts := []string{unreadableCells(kind)}
	finding := func(rule, severity, field, value, advice, where string) {
		parts = append(parts, fmt.Sprintf("select extract_id, list_row, %s as rule, %s as severity, %s as field, %s as value, %s as advice "+
			"from list_tested where %s", warehouse.Literal(rule), warehouse.Literal(severity), warehouse.Literal(field), value,
			warehouse.Literal(advice), where))
	}
	for _, f := range kind.Fields {
		name := warehouse.Name(f.Name)
		if f.Must {
			finding("value_missing", "error", f.Name, "null", "fill it in: every row of "+kind.Name+" needs it",
				fmt.Sprintf("%s is null and not list_contains(list_transform(unreadable, cell -> cell.name), %s)", name, warehouse.Literal(f.Name)))
		}
		if f.Type == registry.Day {
			finding("date_implausible", "error", f.Name, name+"::varchar", "check the year: the date is before 1990", name+" < date '1990-01-01'")
		}
		if f.Type == registry.Day && f.Later { // it would never fall due
			finding("date_implausible", "error", f.Name, name+"::varchar", "check the year: the date is more than 20 years after the extract",
				name+" > extract_date + interval 20 year")
		}
		if f.Type == registry.Day && !f.Later {
			finding("date_after_extract", "error", f.Name, name+"::varchar", "check the date: it is later than the extract itself", name+" > extract_date")
		}
		if f.Type == registry.Text && f.Name != "authority_code" {
			finding("formula_text", "query", f.Name, name, "the text begins like a formula: an apostrophe is put before it wherever it is written",
				name+" <> shown("+name+")")
		}
	}
	if !kind.Shared {
		finding("authority_unknown", "error", "authority_code", "null",
			"say whose row it is: authority_code, as in the assessments of this run", "authority_id is null")
	}
	if kind.Linked {
		finding("case_unknown", "query", "case_id", "null", "check the case_id: no row of the assessments has it",
			"case_id is not null and case_id not in (select case_id from case_owners)")
	}
	for _, r := range rules {
		finding(r.Name, r.Severity, r.Column, warehouse.Name(r.Column)+"::varchar", r.Try, "coalesce("+r.SQL+", false)")
	}
	return strings.Join(parts, "\nunion all\n")
}

// unreadableCells is the select of the cells that could not be typed. A date that
// cannot be read makes the row unusable, and so do what every row must have and a
// cell of a workbook that shows an error; another code does not.
func unreadableCells(kind registry.Extract) string {
	var fatal, days, numbers, wholes, flags []string
	advice := "case when false then ''"
	for _, f := range kind.Fields {
		word := warehouse.Literal(f.Name)
		if f.Must || f.Type == registry.Day {
			fatal = append(fatal, word)
		}
		switch f.Type {
		case registry.Day:
			days = append(days, word)
		case registry.Whole:
			numbers, wholes = append(numbers, word), append(wholes, word)
		case registry.Amount, registry.Marked:
			numbers = append(numbers, word)
		case registry.Yes:
			flags = append(flags, word)
		case registry.Code:
			advice += " when cell.name = " + word + " then " + warehouse.Literal("use "+strings.Join(f.Words, ", ")+
				", or map your codes under codes:")
		default: // text is never unreadable
		}
	}
	among := func(words []string) string {
		return "list_contains([" + strings.Join(words, ", ") + "]::varchar[], cell.name)"
	}
	return `select extract_id, list_row, case when starts_with(cell.text, '#') then 'cell_error' when ` + among(days) + ` then 'date_unreadable'
			when ` + among(numbers) + ` then 'number_unreadable' else 'code_unknown' end as rule,
		case when starts_with(cell.text, '#') or ` + among(fatal) + ` then 'error' else 'query' end as severity,
		cell.name as field, cell.text as value,
		case when starts_with(cell.text, '#') then 'the cell shows an error: mend its formula' when ` + among(days) +
		` then 'write dates as 2024-01-31' when ` + among(wholes) + ` then 'write a whole number, as 1200' when ` + among(numbers) +
		` then 'write a number, as 12 or 12.5' when ` + among(flags) +
		` then 'use 1 or 0, or map your codes under codes:' else coalesce(` + advice + ` end, '') end as advice
		from (select extract_id, list_row, unnest(unreadable) as cell from list_tested)`
}

// listRepeats is the select of the usable rows that do not stand because another
// with the same key does: the one from the extract of the latest date. Rows of a
// kind without a key each stand for themselves. What an earlier extract has as
// still to come is superseded where a later one says when it came.
func listRepeats(kind registry.Extract) string {
	if len(kind.Key) == 0 {
		return "select null::utinyint as extract_id, null::bigint as list_row, null::varchar as why where false"
	}
	key, filled := "authority_id, "+quoted(kind.Key, ", "), "false"
	place := "1"
	if kind.Several {
		place = "row_number() over (partition by own_date, " + key + " order by extract_id, list_row)"
	}
	if kind.Fills != "" {
		fills := warehouse.Name(kind.Fills)
		filled = fmt.Sprintf("%s is null and coalesce(max(own_date) filter (%[1]s is not null) over (partition by authority_id, %s) > own_date, false)",
			fills, quoted(kind.Same, ", "))
	}
	return fmt.Sprintf(`with usable as (
			select extract_id, list_row, %[1]s, own_date, %[2]s as place, %[3]s as is_filled,
				hash(*columns(list_tested.* exclude (extract_id, list_row, own_date, extract_date, unreadable))) as content
			from list_tested
			anti join (select distinct extract_id, list_row from list_findings where severity = 'error') as bad using (extract_id, list_row)
		), ranked as (
			select *, max(own_date) over same as latest_date, first_value(content) over ordered as standing_content,
				first_value(extract_id) over ordered as standing_extract, first_value(list_row) over ordered as standing_row
			from usable
			where not is_filled
			window same as (partition by %[1]s, place),
				ordered as (partition by %[1]s, place order by own_date desc nulls last, extract_id, list_row)
		), judged as (
			select *, count(*) filter (content <> standing_content and own_date is not distinct from latest_date)
				over (partition by %[1]s, place) as rivals
			from ranked
		)
		select extract_id, list_row, case when rivals > 0 and own_date is not distinct from latest_date then 'conflict'
			when rivals > 0 then 'superseded' when content = standing_content then 'repeat' else 'superseded' end as why
		from judged where rivals > 0 or extract_id <> standing_extract or list_row <> standing_row
		union all
		select extract_id, list_row, 'superseded' from usable where is_filled`, key, place, filled)
}

// listFound is the select of what is wrong with a kind's rows, each finding in its
// place in the file. A rejected row is listed for what rejects it alone.
func listFound(kind registry.Extract) string {
	field := "''"
	if len(kind.Key) > 0 {
		field = warehouse.Literal(kind.Key[0])
	}
	return `with found as (
			select * from list_findings
			where severity = 'error' or (extract_id, list_row) not in (select (extract_id, list_row) from list_findings where severity = 'error')
			union all
			select extract_id, list_row, 'key_conflict', 'error', ` + field + `, null,
				'the same row stands with other values elsewhere, and no date says which is right: remove one'
			from list_repeats where why = 'conflict'
		)
		select rule, severity, lists.file, coalesce(list_lines.line, list_row + 2 + len(list_filter(lists.unread_before, place -> place <= list_row))),
			field, value, advice
		from found inner join lists using (extract_id) left join list_lines using (extract_id, list_row)`
}

package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ehcp/pipeline/own"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

func ownName(t *own.Table) string { return "ehcp.main." + warehouse.Name(t.Name) }

// keepOwn stores the rows that a query gave under the table's name, with the keys
// that follow from those it gives and with its shares.
func (j *job) keepOwn(ctx context.Context, t *own.Table, rows [][]string) error {
	var taken int
	if err := j.db.Scan(ctx, "select count(*) from (select table_name from duckdb_tables() union all select view_name from duckdb_views()) "+
		"as names where table_name = "+warehouse.Literal(t.Name), &taken); err != nil {
		return err
	}
	if taken > 0 {
		return t.Refuse("the program has a table named "+t.Name, "give it another name, such as our_"+t.Name)
	}
	if err := j.createRows(ctx, "own_rows", t.Given(), rows); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "update own_rows set authority_code = '' where authority_code is null"); err != nil {
		return err
	}
	if err := errors.Join(j.refuseCases(ctx, t), j.fillOwn(ctx, t)); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table "+ownName(t)+" as "+ownSQL(t.Table)); err != nil {
		return fmt.Errorf("make %s: %w", t.Name, err)
	}
	var lost int64
	if err := j.db.Scan(ctx, "select (select count(*) from own_rows) - (select count(*) from "+ownName(t)+")", &lost); err != nil || lost == 0 {
		return err
	}
	return t.Refuse(fmt.Sprintf("%d rows of the query are of an authority, a day or a period that the run does not cover", lost),
		"use authority_code as cases has it, and the days of backlog (ends of months and increments and the as-at day) or the periods of requests")
}

// ownSQL is the table as it is published, restricted, out of the rows that its
// query gave.
func ownSQL(t registry.Table) string {
	var columns []string
	for _, c := range t.Columns {
		name := warehouse.Name(c.Name)
		switch {
		case c.Role == registry.Percent:
			columns = append(columns, fmt.Sprintf("percentage(%s::bigint, %s::bigint) as %s", warehouse.Name(c.Of), warehouse.Name(c.Per), name))
		case c.Name == "authority_code":
			columns = append(columns, "coalesce(authorities.authority_code, '') as authority_code")
		case c.Name == "authority_name":
			columns = append(columns, "authorities.authority_name")
		case c.Role == registry.Flag, c.Name == "period", c.Name == "period_end", c.Type == "date":
			columns = append(columns, "days."+name)
		case c.Type == "string":
			columns = append(columns, "shown(own_rows."+name+") as "+name)
		default:
			columns = append(columns, "own_rows."+name+"::"+duckType(c)+" as "+name)
		}
	}
	days := `select coverage.authority_id, stock_dates.* from stock_dates inner join coverage on stock_dates.as_at >= coverage.complete_from`
	on := "days.as_at = own_rows.as_at::date"
	if !t.Dated {
		days = "select covered_periods.authority_id, periods.* from periods inner join covered_periods using (period_id)"
		on = "days.period_type = own_rows.period_type and days.period_start = own_rows.period_start::date"
	}
	return "select " + strings.Join(columns, ", ") + ` from own_rows inner join authorities
		on coalesce(authorities.authority_code, '') = own_rows.authority_code
		inner join (` + days + ") as days on days.authority_id = authorities.authority_id and " + on + " order by " + quoted(t.Sort, ", ")
}

// fillOwn adds the rows of values without a case, which a query that groups cases
// does not give: 0 where the topic is there for that day or period, or where there
// is no case at all.
func (j *job) fillOwn(ctx context.Context, t *own.Table) error {
	times, values, counts := []string{"authority_code", "period_type", "period_start"}, []string{}, []string{}
	if t.Dated {
		times = []string{"authority_code", "as_at"}
	}
	for _, c := range t.Measures() {
		if c.Role == registry.Count {
			values, counts = append(values, "'0' as "+warehouse.Name(c.Name)), append(counts, warehouse.Name(c.Name))
		}
	}
	for _, c := range t.Keys() {
		if len(t.Sort) > len(times)+2 && c.Name == t.Sort[len(times)+2] {
			return nil // what a further key leaves out is not known to be nobody
		}
	}
	when := quoted(times, ", ")
	return j.db.Exec(ctx, fmt.Sprintf(`insert into own_rows by name
		select %[1]s, breakdown_topic, breakdown, %[2]s
		from (select distinct authority_code, breakdown_topic, breakdown from own_rows) as found
		inner join (
			select distinct %[1]s, breakdown_topic from own_rows
			union
			select distinct %[3]s, topics.breakdown_topic from own_rows as alls
			cross join (select distinct breakdown_topic from own_rows) as topics
			where alls.breakdown_topic = 'All' and %[4]s
		) as held using (authority_code, breakdown_topic)
		anti join own_rows using (%[1]s, breakdown_topic, breakdown)`,
		when, strings.Join(values, ", "), "alls."+strings.ReplaceAll(when, ", ", ", alls."),
		"greatest("+strings.Join(counts, "::bigint, ")+"::bigint) = 0"))
}

// refuseCases refuses a table whose keys hold what cases or case officers are
// called. It says which column that is, and no value of it.
func (j *job) refuseCases(ctx context.Context, t *own.Table) error {
	for _, c := range t.Keys() {
		if c.Type != "string" || strings.HasPrefix(c.Name, "authority_") || c.Name == "breakdown_topic" || strings.HasPrefix(c.Name, "period") {
			continue
		}
		for _, known := range [][2]string{{"case_id", "ids of cases"}, {"person_id", "ids of children"}, {"case_officer", "names of case officers"}} {
			var found int
			if err := j.db.Scan(ctx, fmt.Sprintf(`select count(*) from (select distinct lower(trim(%s)) as word from own_rows) as words
				where word not in ('all', 'not recorded') and word in (select lower(trim(%s)) from cases where %[2]s is not null)`,
				warehouse.Name(c.Name), known[0]), &found); err != nil {
				return err
			}
			if found > 0 {
				return t.Refuse(c.Name+" holds "+known[1], "a table holds counts of cases, and never one of them; give groups names that no case has")
			}
		}
	}
	return nil
}

// quoted are names of columns as SQL has them, with something between.
func quoted(names []string, between string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = warehouse.Name(name)
	}
	return strings.Join(all, between)
}

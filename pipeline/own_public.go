package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/own"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// protectOwn makes the public copies of the team's tables, one after another, once
// the program's own are protected. Each is a system of counts of its own: what
// its counts have to do with those of other tables is not known, but for those
// that stand in both.
func (j *job) protectOwn(ctx context.Context, rule protect.Rule, authorities [][]*string) (cells int64, err error) {
	before := countedTables()
	for _, t := range j.own {
		if !t.IsPublic {
			continue
		}
		if err := j.createText(ctx, publicProfile+"_"+t.Name, t.Table, nil); err != nil {
			return 0, err
		}
		if err := j.tieOwn(ctx, t.Table, before); err != nil {
			return 0, fmt.Errorf("protect %s: %w", t.Name, err)
		}
		for _, authority := range authorities {
			n, err := j.protectOwnOf(ctx, rule, t, authority[0])
			if err != nil {
				return 0, err
			}
			cells += n
		}
		if rows, err := j.rowsOf(ctx, publicProfile+"_"+t.Name); err != nil {
			return 0, err
		} else if rows == 0 {
			j.warn("the public table " + t.Name + " has no row: what it holds is not for the public, or cannot be protected (see suppression in the manifest)")
		}
		before = append(before, t.Table)
	}
	return cells, nil
}

// ownFilter keeps what the public may see of a team's table, as publicFilter does
// of the program's; its topics may be others.
func ownFilter(t registry.Table) string {
	return strings.Replace(publicFilter(t), "breakdown_topic in (select breakdown_topic from topics where is_public)",
		"breakdown_topic not in (select breakdown_topic from topics where not is_public)", 1)
}

// protectOwnOf makes the public rows of one authority.
func (j *job) protectOwnOf(ctx context.Context, rule protect.Rule, t *own.Table, authority *string) (int64, error) {
	code := ""
	if authority != nil {
		code = *authority
	}
	_, rows, err := j.db.Text(ctx, "select * from "+ownName(t)+" where authority_code = "+warehouse.Literal(code)+" and "+ownFilter(t.Table)+
		" order by "+quoted(t.Sort, ", "))
	if err != nil {
		return 0, fmt.Errorf("protect %s: %w", t.Name, err)
	}
	known, err := j.tiesOf(ctx, t.Table, code)
	if err != nil {
		return 0, fmt.Errorf("protect %s: %w", t.Name, err)
	}
	rows, dropped := known.without(rows)
	j.manifest.Suppression.Dropped = append(j.manifest.Suppression.Dropped, dropped...)
	p := protect.NewPublication(rule, j.asAt)
	if err := p.AddOwn(t.Table, rows, known.elsewhere); err != nil {
		var sum *protect.SumError
		if errors.As(err, &sum) {
			return 0, ownFault(t, err)
		}
		return 0, err
	}
	before, err := j.knownCounts(ctx, authority)
	if err != nil {
		return 0, err
	}
	p.Knew(before)
	report, err := p.Protect(ctx)
	if err != nil {
		return 0, err
	}
	if len(report.Leaks) > 0 {
		return 0, fault.New(fault.Disclosure, fmt.Sprintf("%d hidden counts of the team's table %s could be worked out from what is shown",
			len(report.Leaks), t.Name), "write profile: restricted in "+t.Query.File)
	}
	j.manifest.Suppression.add(report)
	j.hiddenCounts = append(j.hiddenCounts, report.Cells...)
	if err := j.keepCounts(ctx, authority, report.Known); err != nil {
		return 0, err
	}
	return int64(len(rows)) * int64(len(t.Measures())), j.keepPublic(ctx, t.Table, p.Rows(t.Name))
}

// tieOwn finds the counts of a team's table that stand in another public table too:
// a column that has the number of one of theirs in every row of a topic that both
// have. One that happens to be equal counts as well.
func (j *job) tieOwn(ctx context.Context, t registry.Table, others []registry.Table) error {
	if err := j.db.Exec(ctx, "create or replace table work.main.own_ties (authority_code varchar, kind varchar, since varchar, "+
		"breakdown_topic varchar, breakdown varchar, own_column varchar, mark varchar)"); err != nil {
		return err
	}
	for _, other := range others {
		if other.Dated != t.Dated || other.Name == "time_to_plan" {
			continue
		}
		if err := j.db.Exec(ctx, "insert into own_ties "+tieSQL(t, other)); err != nil {
			return fmt.Errorf("compare it with %s: %w", other.Name, err)
		}
	}
	return nil
}

// tieSQL compares the counts of a team's table with those of another.
func tieSQL(t, other registry.Table) string {
	keys, kind, since := "authority_code, period_type, period_start, breakdown_topic, breakdown", "period_type", "period_start::varchar"
	if t.Dated {
		keys, kind, since = "authority_code, as_at, breakdown_topic, breakdown", "''", "as_at::varchar"
	}
	part, filter := "''", publicFilter(other)
	for _, name := range []string{"threshold_weeks", "weeks_open_band"} {
		for _, c := range other.Columns {
			if c.Name == name {
				part = name + "::varchar"
			}
		}
	}
	if other.File != "" {
		filter = ownFilter(other)
	}
	names, counts := countsOf(t)
	otherNames, otherCounts := countsOf(other)
	restricted := fmt.Sprintf("select %s, %s as part, unnest([%s]) as column_name, unnest([%s]) as number from ehcp.main.%s where %s",
		keys, part, otherNames, otherCounts, warehouse.Name(other.Name), filter)
	public := fmt.Sprintf("select * replace (coalesce(authority_code, '') as authority_code, %s) from (select %s, %s as part, "+
		"unnest([%s]) as column_name, unnest([%s]) as mark from %s_%s)", dayOf(t), keys, part, otherNames, otherCounts, publicProfile, other.Name)
	return fmt.Sprintf(`with ours as (select %[1]s, unnest([%[2]s]) as own_column, unnest([%[3]s]) as own_count from ehcp.main.%[4]s where %[5]s),
		theirs as (%[6]s), shown as (%[7]s),
		pairs as (
			select ours.*, theirs.part, theirs.column_name, theirs.number, shown.mark
			from ours inner join theirs using (%[1]s)
			left join shown using (%[1]s, part, column_name)
			where theirs.number is not null
			window same as (partition by authority_code, breakdown_topic, own_column, part, column_name)
			qualify bool_and(own_count = number) over same and max(own_count) over same > 0
		)
		select authority_code, %[8]s, %[9]s, breakdown_topic, breakdown, own_column, mark
		from pairs where own_count > 0`,
		keys, names, counts, warehouse.Name(t.Name), ownFilter(t), restricted, public, kind, since)
}

// dayOf casts the text of a public table's day to a date.
func dayOf(t registry.Table) string {
	if t.Dated {
		return "as_at::date as as_at"
	}
	return "period_start::date as period_start"
}

// countsOf are the names of a table's counts as SQL texts, and their columns.
func countsOf(t registry.Table) (names, columns string) {
	var texts, cells []string
	for _, c := range t.Columns {
		if c.Role == registry.Count {
			texts, cells = append(texts, warehouse.Literal(c.Name)), append(cells, warehouse.Name(c.Name))
		}
	}
	return strings.Join(texts, ", "), strings.Join(cells, ", ")
}

// ownReadme says to who is about to publish what is not known of the team's tables;
// nothing where the public sees none.
func (j *job) ownReadme() string {
	var names []string
	for _, t := range j.own {
		if t.IsPublic {
			names = append(names, t.Name)
		}
	}
	if len(names) == 0 {
		return ""
	}
	return "Of " + strings.Join(names, ", ") + ", which the team's own queries make, small counts are hidden so that they cannot be worked out " +
		"from the same table. What such a table tells together with the others has been approved by a person, and not tested.\n"
}

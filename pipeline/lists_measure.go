package pipeline

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// listTopic is a breakdown of the tables of one kind of list.
type listTopic struct {
	name, expression string
	isPublic         bool
}

// listTopics are the breakdowns that the extracts of a kind can give: its own, and
// those that it shares with the cases where the configuration has them.
func (j *job) listTopics(kind registry.Extract) []listTopic {
	b := j.o.Config.Breakdowns
	topics := []listTopic{{"All", "'All'", true}}
	add := func(name, column string, isOpen bool) {
		isShared := slices.Contains(registry.CaseTopics(), name)
		isPublic := slices.Contains(b.Public, name) || isOpen && !isShared && !slices.Contains(b.Restricted, name)
		if isShared && !isPublic && !slices.Contains(b.Restricted, name) {
			return
		}
		topics = append(topics, listTopic{
			name, "coalesce(shown(nullif(trim((" + column + ")::varchar), '')), 'Not recorded')", isPublic && name != "Team" && !kind.AllOnly,
		})
	}
	for _, f := range kind.Fields {
		if f.Label != "" && j.hasColumn(kind.Name, f.Name) {
			add(f.Label, saidField(f), f.Open)
		}
	}
	if !kind.Linked || !j.hasColumn(kind.Name, "case_id") {
		return topics
	}
	for _, lent := range []struct{ name, column string }{{"Area", "area"}, {"Team", "team"}, {"Primary need", "primary_need"}, {"Phase", "phase"}} {
		if slices.Contains(j.present(), lent.column) {
			add(lent.name, "owners."+lent.column, false)
		}
	}
	return topics
}

// saidField is a column's value as people read it.
func saidField(f registry.Field) string {
	name := "staged." + warehouse.Name(f.Name)
	if f.Type != registry.Code {
		return name
	}
	said := "case " + name
	for _, word := range f.Words {
		said += " when " + warehouse.Literal(word) + " then " + warehouse.Literal(registry.Title(word))
	}
	return said + " end"
}

// hasColumn says whether any extract of a kind has a column.
func (j *job) hasColumn(kind, column string) bool {
	for _, s := range j.sources {
		if s.Kind.Name == kind && slices.Contains(s.Present, column) {
			return true
		}
	}
	return false
}

// measureLists counts what is in every kind of list.
func (j *job) measureLists(ctx context.Context) (rows int64, err error) {
	if err := j.db.Exec(ctx, "create table work.list_topics (kind varchar, breakdown_topic varchar, is_public boolean)"); err != nil {
		return 0, err
	}
	if len(j.lists()) == 0 {
		return 0, nil
	}
	if err := errors.Join(j.listColumns(ctx), j.buildAll(ctx, queries.ListDays())); err != nil {
		return 0, err
	}
	if err := j.eachKind(ctx, j.measureKind); err != nil {
		return 0, err
	}
	for _, kind := range j.kinds() {
		for _, m := range queries.OfList(kind.Name).Counted {
			n, err := j.rowsOf(ctx, m.Name())
			if err != nil {
				return 0, err
			}
			rows += n
		}
	}
	sampled, err := j.countAuditSample(ctx)
	return rows + sampled, err
}

// eachKind does the same for every kind of list, none of which needs another.
func (j *job) eachKind(ctx context.Context, do func(context.Context, registry.Extract) error) error {
	pieces := make([]func(context.Context) error, len(j.kinds()))
	for i, kind := range j.kinds() {
		pieces[i] = func(ctx context.Context) error { return do(ctx, kind) }
	}
	return j.db.Together(ctx, j.atATime(), pieces)
}

// measureKind counts what is in one kind of list.
func (j *job) measureKind(ctx context.Context, kind registry.Extract) error {
	if kind.AddsTo != "" {
		return nil // it is measured with the cases
	}
	prepare := j.splitList
	if kind.Shared {
		prepare = j.shareList
	}
	if err := prepare(ctx, kind); err != nil {
		return fmt.Errorf("split %s: %w", kind.Name, err)
	}
	return j.buildAll(ctx, queries.OfList(kind.Name).Counted)
}

// listColumns says which columns the extracts of every kind of list have: what
// needs another is not available.
func (j *job) listColumns(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.list_columns (kind varchar, field varchar)"); err != nil {
		return err
	}
	for _, kind := range j.kinds() {
		for _, f := range kind.Fields {
			if !j.hasColumn(kind.Name, f.Name) {
				continue
			}
			if err := j.db.Exec(ctx, "insert into list_columns values (?, ?)", kind.Name, f.Name); err != nil {
				return err
			}
		}
	}
	return nil
}

// publishLists makes the published tables of every kind of list, restricted.
func (j *job) publishLists(ctx context.Context) error {
	if err := j.eachKind(ctx, func(ctx context.Context, kind registry.Extract) error {
		return j.buildAll(ctx, queries.OfList(kind.Name).Published)
	}); err != nil {
		return err
	}
	return j.publishAuditSample(ctx)
}

// listPairs is the select of the numerators and denominators of the percentages
// of lists whose limits are published.
func (j *job) listPairs() string {
	var pairs string
	for _, kind := range j.kinds() {
		for _, table := range registry.PublicOf(kind.Name) {
			for _, c := range table.Columns {
				if c.Role == registry.Bound {
					pairs += fmt.Sprintf(" union select %s, %s from measure_%s", c.Of, c.Per, table.Name)
				}
			}
		}
	}
	return pairs
}

// splitList gives the rows of a kind once for every breakdown that they are in, and
// the values that occur for every period and date that the kind covers.
func (j *job) splitList(ctx context.Context, kind registry.Extract) error {
	var splits []string
	for _, t := range j.listTopics(kind) {
		if err := j.db.Exec(ctx, "insert into list_topics values (?, ?, ?)", kind.Name, t.name, t.isPublic); err != nil {
			return err
		}
		splits = append(splits, fmt.Sprintf("{'breakdown_topic': %s, 'breakdown': %s}", warehouse.Literal(t.name), t.expression))
	}
	owners := ""
	if kind.Linked && j.hasColumn(kind.Name, "case_id") {
		owners = " left join case_owners as owners on staged.case_id = owners.case_id and staged.authority_id = owners.authority_id"
	}
	name := kind.Name
	for _, statement := range []string{
		fmt.Sprintf("create view work.main.split_%s as select staged.*, unnest([%s], recursive := true) from stage_%s as staged%s",
			name, strings.Join(splits, ", "), name, owners),
		fmt.Sprintf("create table work.main.values_%s as select distinct authority_id, breakdown_topic, breakdown from split_%[1]s", name),
		fmt.Sprintf("create view work.main.periods_%[1]s as select authority_id, breakdown_topic, breakdown, list_periods.* exclude (kind, authority_id) "+
			"from values_%[1]s inner join list_periods using (authority_id) where list_periods.kind = '%[1]s'", name),
		fmt.Sprintf("create view work.main.dates_%[1]s as select authority_id, breakdown_topic, breakdown, list_dates.* exclude (kind, authority_id) "+
			"from values_%[1]s inner join list_dates using (authority_id) where list_dates.kind = '%[1]s'", name),
	} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return j.refuseValues(ctx, kind)
}

// refuseValues refuses a breakdown with more values than a table can show.
func (j *job) refuseValues(ctx context.Context, kind registry.Extract) error {
	_, rows, err := j.db.Text(ctx, fmt.Sprintf("select breakdown_topic, count(distinct breakdown) from values_%s group by all "+
		"having count(distinct breakdown) > %d order by all", kind.Name, mostValues))
	if err != nil || len(rows) == 0 {
		return err
	}
	return fault.Usagef("breakdown %s of %s has %s values; a breakdown has at most %d", *rows[0][0], kind.Name, *rows[0][1], mostValues)
}

// protectLists makes the public tables of every kind of list, each kind a system
// of counts of its own.
func (j *job) protectLists(ctx context.Context, rule protect.Rule, authorities [][]*string) (cells int64, err error) {
	for _, kind := range j.kinds() {
		tables := registry.PublicOf(kind.Name)
		for _, table := range tables {
			if err := j.createText(ctx, publicProfile+"_"+table.Name, table, nil); err != nil {
				return 0, err
			}
		}
		for _, table := range registry.OpenOf(kind.Name) {
			if err := j.db.Exec(ctx, "create table work.main."+publicProfile+"_"+table.Name+" as select columns(*)::varchar from ehcp.main."+table.Name+
				" order by "+strings.Join(table.Sort, ", ")); err != nil {
				return 0, err
			}
		}
		for _, authority := range authorities {
			n, err := j.protectAuthority(ctx, rule, tables, authority[0])
			if err != nil {
				return 0, err
			}
			cells += n
		}
	}
	return cells, nil
}

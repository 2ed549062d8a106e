package pipeline

import (
	"context"
	"fmt"
	"strings"
	"time"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/verdict"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// judged are the rows of the tables that say what the others show, by table and
// then by authority.
type judged map[string]map[string][]verdict.Row

func (all judged) add(table, authority string, rows []verdict.Row) {
	if all[table] == nil {
		all[table] = map[string][]verdict.Row{}
	}
	all[table][authority] = append(all[table][authority], rows...)
}

// addAll adds all that is said of an authority.
func (all judged) addAll(authority string, said verdict.Judged) {
	for table, rows := range map[string][]verdict.Row{
		"spc": said.SPC, "evidence": said.Evidence, "summary": said.Summary, "integrity": said.Integrity, "forecast": said.Forecast,
	} {
		all.add(table, authority, rows)
	}
}

// keepJudged stores the judged tables with restricted values.
func (j *job) keepJudged(ctx context.Context) (int64, error) {
	var rows int64
	for _, table := range j.tables() {
		if !table.Judged || table.Compared {
			continue
		}
		var text [][]string
		for _, authority := range j.judged[table.Name] {
			for _, row := range authority {
				text = append(text, row.Restricted())
			}
		}
		said := "said_" + table.Name
		if err := j.createText(ctx, said, table, text); err != nil {
			return 0, err
		}
		columns := make([]string, len(table.Columns))
		for i, c := range table.Columns {
			columns[i] = fmt.Sprintf("%[1]s::%[2]s as %[1]s", warehouse.Name(c.Name), duckType(c))
			if strings.HasPrefix(c.Name, "authority_") { // empty where none was given, as in the other tables
				columns[i] = fmt.Sprintf("coalesce(%[1]s, '') as %[1]s", c.Name)
			}
		}
		if err := j.db.Exec(ctx, "create table ehcp.main."+table.Name+" as select "+strings.Join(columns, ", ")+" from "+said+
			" order by "+strings.Join(table.Sort, ", ")); err != nil {
			return 0, fmt.Errorf("keep %s: %w", table.Name, err)
		}
		rows += int64(len(text))
	}
	return rows, nil
}

// duckType is the type of a column in the run's database.
func duckType(c registry.Column) string {
	return map[string]string{
		"string": "varchar", "date": "date", "boolean": "boolean", "integer": "bigint", "decimal": "decimal(12, 1)", "number": "double",
	}[c.Type]
}

// createText makes a scratch table of text with the columns of a table.
func (j *job) createText(ctx context.Context, name string, table registry.Table, rows [][]string) error {
	return j.createRows(ctx, name, table.Header(), rows)
}

// createRows makes a scratch table of text with columns of some names.
func (j *job) createRows(ctx context.Context, name string, columns []string, rows [][]string) error {
	if err := j.db.Exec(ctx, "create or replace table work.main."+name+" ("+quoted(columns, " varchar, ")+" varchar)"); err != nil {
		return err
	}
	return j.appendText(ctx, name, rows)
}

// protectJudged makes the public judged tables: what the public tables hide is
// hidden in them too.
func (j *job) protectJudged(ctx context.Context) (cells int64, err error) {
	hidden, err := j.hiddenFigures(ctx)
	if err != nil {
		return 0, err
	}
	told, err := j.toldFigures(ctx)
	if err != nil {
		return 0, err
	}
	said := j.judged
	if j.o.Config.Disclosure.IsRounded() {
		j.warn("counts are rounded, which is not audited: sums of rounded counts can narrow some of them down to a small number")
		if said, err = j.judgeRounded(ctx); err != nil {
			return 0, err
		}
	}
	j.listHiddenSeries()
	for _, table := range j.tables() {
		if !table.Judged || table.Compared || table.RestrictedOnly {
			continue
		}
		text, marked := publicRows(said[table.Name], hidden, told)
		j.manifest.Suppression.Hidden[table.Name] = marked
		cells += int64(len(text) * len(table.Measures()))
		name := "said_public_" + table.Name
		if err := j.createText(ctx, name, table, text); err != nil {
			return 0, err
		}
		if err := j.db.Exec(ctx, fmt.Sprintf("create table work.main.%s_%s as from %s order by %s nulls first",
			publicProfile, table.Name, name, strings.Join(table.Sort, ", "))); err != nil {
			return 0, err
		}
	}
	revised, err := j.protectRevisions(ctx)
	return cells + revised, err
}

// publicRows are the rows as the public may see them, and how many cells of them
// are hidden.
func publicRows(authorities map[string][]verdict.Row, hidden map[string]verdict.Hidden, told map[string]verdict.Told) (text [][]string, marked int) {
	for authority, rows := range authorities {
		for _, row := range rows {
			shown := row.Telling(hidden[authority], told[authority])
			for _, cell := range shown {
				if cell == protect.Hidden {
					marked++
				}
			}
			text = append(text, shown)
		}
	}
	return text, marked
}

// hiddenFigures are the figures that the public tables hide, by authority.
func (j *job) hiddenFigures(ctx context.Context) (map[string]verdict.Hidden, error) {
	model := queries.Model{Path: "publish/hidden_series", Form: queries.Scratch}
	if err := j.create(ctx, model, model.SQL()+j.listedHidden()); err != nil {
		return nil, err
	}
	_, rows, err := j.db.Text(ctx, "select authority_code, measure, period_type, period_start from hidden_series")
	if err != nil {
		return nil, err
	}
	hidden := map[string]verdict.Hidden{}
	for _, row := range rows {
		start, err := time.Parse(time.DateOnly, *row[3])
		if err != nil {
			return nil, err
		}
		if hidden[*row[0]] == nil {
			hidden[*row[0]] = verdict.Hidden{}
		}
		hidden[*row[0]][verdict.Figure{Measure: *row[1], PeriodType: *row[2], Start: start}] = true
	}
	return hidden, nil
}

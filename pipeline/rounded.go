package pipeline

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/verdict"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// searchPath is where names of tables are looked up.
const searchPath = "ehcp.main,work.main,bulk.main"

// rule is what the configuration lets the public see.
func (j *job) rule() protect.Rule {
	d := j.o.Config.Disclosure
	return protect.Rule{
		MinimumCount: int(d.MinimumCount), Headline: int(d.HeadlineMinimumCount), RoundTo: int(d.RoundTo), PublishOldest: d.PublishOldest,
	}
}

// judgeRounded judges the rounded public tables as if they were all that is known,
// so that a verdict and its sentence give no more away than the figures that they
// stand on. Past forecasts alone are of cases as they are, by the week.
func (j *job) judgeRounded(ctx context.Context) (judged, error) {
	settings, err := j.verdictSettings()
	if err != nil {
		return nil, err
	}
	settings.MinimumCount = 0 // rounded counts may all be shown
	authorities, err := j.readRounded(ctx)
	if err != nil {
		return nil, err
	}
	said, baselines := judged{}, map[string]verdict.Baseline{}
	for _, a := range authorities {
		a.RoundedTo = int64(j.o.Config.Disclosure.RoundTo)
		judgements := verdict.Of(a, settings)
		said.addAll(a.Code, judgements)
		baselines[a.Code] = judgements.Baseline
	}
	j.addOtherSeries(said, baselines, verdict.Sparing{RoundTo: int64(j.o.Config.Disclosure.RoundTo)})
	return said, nil
}

// readRounded reads the series of the rounded public tables. They stand in a schema
// of their own, where the queries of series find them before the restricted ones.
func (j *job) readRounded(ctx context.Context) (all []*verdict.Authority, err error) {
	if err := j.db.Exec(ctx, "create schema work.rounded"); err != nil {
		return nil, err
	}
	names := []string{"falling_due", "timeliness", "backlog", "flow", "requests"}
	for _, kind := range j.kinds() {
		for _, table := range registry.PublicOf(kind.Name) {
			names = append(names, table.Name)
		}
	}
	for _, name := range names {
		table, _ := registry.Find(name)
		columns := make([]string, len(table.Columns))
		for i, c := range table.Columns {
			if columns[i] = warehouse.Name(c.Name); c.Role != registry.Key && c.Role != registry.Flag {
				columns[i] = fmt.Sprintf("case when %[1]s not in ('c', 'x', 'z') then %[1]s end", columns[i])
			}
		}
		into := "work.rounded." + name
		err := errors.Join(j.db.Exec(ctx, "create table "+into+" as from ehcp.main."+name+" limit 0"),
			j.db.Exec(ctx, "insert into "+into+" select "+strings.Join(columns, ", ")+" from "+publicProfile+"_"+name))
		if err != nil {
			return nil, fmt.Errorf("take over the rounded %s: %w", name, err)
		}
	}
	if err := j.db.Exec(ctx, "set search_path = 'work.rounded,"+searchPath+"'"); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, j.db.Exec(ctx, "set search_path = '"+searchPath+"'")) }()
	for _, name := range []string{"series_counts", "series"} {
		sql := queries.Text("measure/" + name)
		if name == "series_counts" {
			sql += j.listedSeries()
		}
		if err := j.db.Exec(ctx, "create table work.rounded."+name+" as\n"+sql); err != nil {
			return nil, fmt.Errorf("build the rounded %s: %w", name, err)
		}
	}
	return j.readAuthorities(ctx)
}

// roundedNote is what rounding does to the figures of a public table, for its
// metadata; nothing where counts are hidden.
func (j *job) roundedNote(table registry.Table) string {
	if !j.o.Config.Disclosure.IsRounded() {
		return ""
	}
	note := " " + protect.RoundedWords(int(j.o.Config.Disclosure.RoundTo))
	if table.Name == "time_to_plan" {
		note += " Shares are of the rounded number of cases, and need not add to 100."
	}
	return note
}

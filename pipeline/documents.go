package pipeline

import (
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/charts"
	"ehcp/pipeline/actionplan"
	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
	"ehcp/pipeline/registry"
)

// updateName is the stem of the documents' files.
const updateName = "action-plan-update"

// writeDocuments writes an edition's action-plan update, as a page and for Word,
// from its published tables and the charts in its folder.
func (j *job) writeDocuments(ctx context.Context, e *edition) (int64, error) {
	facts, err := j.facts(ctx, e)
	if err != nil {
		return 0, err
	}
	for _, p := range e.pictures {
		svg, err := p.Images["svg"]()
		if err != nil {
			return 0, err
		}
		facts.Charts = append(facts.Charts, actionplan.Chart{
			Name: p.Chart.Name, Headline: p.Chart.Headline, Subtitle: p.Chart.Subtitle, Alt: p.Chart.Alt, SVG: string(svg), PNG: p.Images["png"],
		})
	}
	update := actionplan.Make(facts)
	page, err := document.HTML(update)
	if err != nil {
		return 0, err
	}
	word, err := document.Word(update)
	if err != nil {
		return 0, err
	}
	return 2, errors.Join(os.WriteFile(filepath.Join(e.folder, updateName+".html"), page, 0o644),
		os.WriteFile(filepath.Join(e.folder, updateName+".docx"), word, 0o644))
}

// facts are what the run knows, as far as the edition may show it.
func (j *job) facts(ctx context.Context, e *edition) (actionplan.Facts, error) {
	f := actionplan.Facts{
		Restricted: e.profile == restrictedProfile, Council: e.council, Note: j.o.Config.Council.Note, Readers: j.readersOf(e.profile),
		AsAt: j.asAt, Hash: j.manifest.InputsHash[:8], MinimumCount: int(j.o.Config.Disclosure.MinimumCount), Words: j.o.Config.Documents,
		Targets:  j.o.Config.Targets,
		Headline: int(j.o.Config.Disclosure.HeadlineMinimumCount), RoundedTo: int(j.o.Config.Disclosure.RoundTo),
		NotDrawn: e.undrawn, Topics: j.singleTopics(), NoHistory: j.o.NoHistory, Quality: j.qualityOf(e),
	}
	for _, kind := range j.kinds() {
		f.Extracts = append(f.Extracts, kind.Name)
	}
	for _, s := range j.manifest.Supports {
		if len(s.Missing) > 0 && !strings.HasPrefix(s.Measure, "breakdown by") {
			f.Unsupported = append(f.Unsupported, actionplan.Unsupported{Measure: s.Measure, Columns: s.Missing})
		}
	}
	var err error
	if f.Icons, err = signs(); err != nil {
		return f, err
	}
	if f.Before, err = j.updateBefore(e); err != nil {
		return f, err
	}
	f.Tables, err = j.documentTables(ctx, e)
	return f, err
}

// qualityOf says how good the extracts are: of one authority its own rows, among
// which lines that cannot be read are not, for they are nobody's.
func (j *job) qualityOf(e *edition) actionplan.Quality {
	rows, coverage := j.manifest.ofKind(registry.Assessments), j.manifest.Coverage
	if e.authority != nil {
		rows = e.authority.rows
		coverage = slices.DeleteFunc(slices.Clone(coverage), func(c Coverage) bool { return c.AuthorityCode != e.authority.code })
	}
	q := actionplan.Quality{
		Read: rows.RowsRead, Staged: rows.Staged, Rejected: rows.Rejected, Repeats: rows.Repeats, Superseded: rows.Superseded, Cautions: j.cautions,
	}
	if len(coverage) > 0 {
		q.CompleteFrom, q.CoverageWhy = coverage[0].CompleteFrom, coverage[0].Why
	}
	if c := j.manifest.Corrections; c != nil {
		q.Corrections = int64(c.Applied)
	}
	return q
}

// readersOf says in a document who may read it.
func (j *job) readersOf(profile string) string {
	switch {
	case profile == restrictedProfile:
		return "Restricted version: it shows small numbers. For the Department for Education by a secure route. Not for publication."
	case j.o.Config.Disclosure.IsRounded():
		return "Public version: numbers are rounded."
	}
	return "Public version: small numbers are hidden."
}

// singleTopics are the breakdowns that the documents show, those that are most
// asked for first.
func (j *job) singleTopics() []string {
	b := j.o.Config.Breakdowns
	var names []string
	for _, name := range slices.Concat(b.Public, b.Restricted, slices.Sorted(maps.Keys(b.Extra))) {
		if name != "All" && !slices.Contains(names, name) &&
			slices.ContainsFunc(j.topics, func(t topic) bool { return t.name == name && t.inPeriods }) {
			names = append(names, name)
		}
	}
	return names
}

// documentTables are the rows of the published tables that documents show.
func (j *job) documentTables(ctx context.Context, e *edition) (map[string][]actionplan.Row, error) {
	newest := "(select max(period_start)::varchar from periods where period_type = 'three_months' and is_complete)"
	last := "(select max(period_end)::varchar from periods where period_type = 'three_months' and is_complete)"
	const all, increments = "breakdown_topic = 'All'", "period_type = 'three_months'"
	groups := " and (" + all + " or period_start::varchar = " + newest + ")"
	wanted := map[string]string{
		"falling_due":  increments + groups,
		"timeliness":   "(" + increments + groups + " or period_type = 'calendar_year' and " + all + ")",
		"flow":         increments + " and " + all + " and weeks_open_band = 'All'",
		"time_to_plan": increments + " and " + all + " and week::varchar in ('16', '20', '26', '30', '40', '52')",
		"requests":     increments + " and " + all,
		"demand":       increments + " and (breakdown_topic in ('All', 'Training') or period_start::varchar = " + newest + ")",
		"stage_times":  increments + " and " + all,
		"evidence":     increments + " and " + all,
		"summary":      "true",
		"revisions":    "true",
		"forecast":     "publishable::varchar = 'true'",
		"integrity":    increments + " and period_start::varchar = " + newest,
	}
	dated := "(" + all + " and is_increment_end::varchar = 'true' or as_at::varchar in (" + last + ", '" + j.asAt.Format(time.DateOnly) + "'))"
	wanted["backlog"] = dated
	tables := map[string][]actionplan.Row{}
	for _, table := range j.tables() {
		where := wanted[table.Name]
		switch {
		case table.IsWhole:
			where = "true"
		case table.Extract != "" && table.Dated:
			where = dated
		case table.Extract != "":
			where = increments + groups
		}
		if where == "" || table.RestrictedOnly && e.profile == publicProfile {
			continue
		}
		sort := make([]string, len(table.Sort))
		for i, column := range table.Sort {
			sort[i] = column + " nulls first"
		}
		columns, rows, err := j.db.Text(ctx, "select * from "+e.from(table.Name)+" where "+where+" order by "+strings.Join(sort, ", "))
		if err != nil {
			return nil, err
		}
		tables[table.Name] = rowsOf(columns, rows)
		if e.profile == publicProfile {
			j.sayTold(table.Name, tables[table.Name])
		}
	}
	if e.profile == publicProfile {
		return tables, j.sayInSummary(ctx, tables["summary"], tables["evidence"])
	}
	return tables, nil
}

// rowsOf are rows by the names of their columns, without what is not known.
func rowsOf(columns []string, rows [][]*string) (all []actionplan.Row) {
	for _, cells := range rows {
		row := actionplan.Row{}
		for i, cell := range cells {
			if cell != nil {
				row[columns[i]] = *cell
			}
		}
		all = append(all, row)
	}
	return all
}

// updateBefore is the run before as the edition's readers know it; nil where
// there is none.
func (j *job) updateBefore(e *edition) (*actionplan.Before, error) {
	if j.before == nil {
		return nil, nil
	}
	asAt, err := config.Date(j.before.AsAt)
	if err != nil {
		return nil, err
	}
	before := &actionplan.Before{
		AsAt: asAt, Hash: j.before.InputsHash[:min(8, len(j.before.InputsHash))], Read: j.before.casesRead(),
		SameConfiguration: j.before.ConfigurationHash == j.manifest.ConfigurationHash,
		SameVersion:       j.before.Versions["ehcp"] == j.manifest.Versions["ehcp"],
	}
	if e.authority != nil {
		before.Read = 0 // those of all authorities: how many were its own is not on record
	}
	file, err := os.Open(filepath.Join(j.record, evidenceFile(e.profile)))
	if err != nil {
		return before, nil //nolint:nilerr // That run was not made for this profile: the document says that there are none.
	}
	lines, err := csv.NewReader(file).ReadAll()
	if errors.Join(err, file.Close()) != nil || len(lines) == 0 {
		return before, nil //nolint:nilerr // A damaged table is no reason to publish nothing; the document says so.
	}
	for _, line := range lines[1:] {
		row := actionplan.Row{}
		for i, cell := range line {
			row[lines[0][i]] = cell
		}
		if e.authority == nil || row["authority_code"] == e.authority.code {
			before.Evidence = append(before.Evidence, row)
		}
	}
	return before, nil
}

// signs are the icons that stand beside the words of variation and assurance.
func signs() (map[string]string, error) {
	icons := map[string]string{}
	for _, kind := range []string{"common_cause", "improvement", "concern", "neutral_high", "neutral_low"} {
		for _, high := range []bool{true, false} {
			icon, err := charts.Icon(kind, high)
			if err != nil {
				return nil, err
			}
			icons[actionplan.IconName(kind, high)] = icon
		}
	}
	for _, kind := range []string{"consistent_pass", "consistent_fail", "inconsistent"} {
		icon, err := charts.Icon(kind, false)
		if err != nil {
			return nil, err
		}
		icons[kind] = icon
	}
	return icons, nil
}

package pipeline

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// The periods and dates for which every breakdown is published to the public
// and stands in figures; months and the like are there for All.
const (
	longPeriods = "period_type in ('three_months', 'calendar_year', 'financial_year', 'academic_year')"
	longDates   = "(is_increment_end or as_at = (select as_at from run))"
)

// publicFilter keeps what the public profile may hold: All for every period
// but weeks, other public breakdowns for increments and years that are over, so
// that no month can be had by subtraction from its neighbours, nor a day from
// the run before.
func publicFilter(t registry.Table) string {
	period, never := longPeriods+" and is_complete", "period_type <> 'week'"
	if t.Dated {
		period, never = longDates, "true"
	}
	topics := "topics where is_public"
	if t.Extract != "" {
		topics = "list_topics where is_public and kind = " + warehouse.Literal(t.Extract)
	}
	return fmt.Sprintf("breakdown_topic in (select breakdown_topic from %s) and %s and (breakdown_topic = 'All' or %s)", topics, never, period)
}

// protect makes the public tables out of the restricted ones, authority by
// authority: nothing is added up across them.
func (j *job) protect(ctx context.Context) (int64, error) {
	if err := errors.Join(j.describeTables(ctx), j.recallCounts(ctx), j.makeOwn(ctx)); err != nil {
		return 0, err
	}
	j.beginRestricted(ctx)
	if !slices.Contains(j.o.Profiles, publicProfile) {
		return 0, nil
	}
	rule := j.rule()
	j.manifest.Suppression = suppressionOf(j.o.Config.Disclosure)
	counted := countedTables()
	for _, table := range counted {
		if err := j.createText(ctx, publicProfile+"_"+table.Name, table, nil); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(j.warnOfReleases(ctx), j.joinDue(ctx)); err != nil {
		return 0, err
	}
	_, authorities, err := j.db.Text(ctx, "select authority_code from authorities order by authority_code nulls first")
	if err != nil {
		return 0, err
	}
	var cells int64
	for _, authority := range authorities {
		n, err := j.protectAuthority(ctx, rule, counted, authority[0])
		if err != nil {
			return 0, err
		}
		cells += n
	}
	n, err := j.protectDemand(ctx, rule, authorities)
	if err != nil {
		return 0, err
	}
	cells += n
	listed, err := j.protectLists(ctx, rule, authorities)
	if err != nil {
		return 0, err
	}
	cells += listed
	j.sayNear()
	said, err := j.protectJudged(ctx)
	if err != nil {
		return 0, err
	}
	ours, err := j.protectOwn(ctx, rule, authorities)
	return cells + said + ours, err
}

// joinDue makes the rows of falling_due that the public may see, with what
// protection must know beside them: once, and not for each authority.
func (j *job) joinDue(ctx context.Context) error {
	due, _ := registry.Find("falling_due")
	model := queries.Model{Path: "publish/falling_due_for_protection", Form: queries.Scratch}
	return j.create(ctx, model, "select * from ("+model.SQL()+") as due where "+publicFilter(due)+" order by authority_code")
}

// countedTables are those whose figures are counts of cases and what stands on
// them, in the order in which protection takes them.
func countedTables() []registry.Table {
	return slices.DeleteFunc(registry.Tables(), func(t registry.Table) bool {
		return t.RestrictedOnly || t.Judged || t.Name == "figures" || t.Extract != "" || t.Follows != ""
	})
}

// protectAuthority makes the public rows of one authority.
func (j *job) protectAuthority(ctx context.Context, rule protect.Rule, tables []registry.Table, authority *string) (cells int64, err error) {
	p := protect.NewPublication(rule, j.asAt)
	for _, table := range tables {
		from, columns := "ehcp.main."+table.Name, strings.Join(table.Header(), ", ")
		switch table.Name {
		case "time_to_plan":
			if from = "time_to_plan_guarded"; rule.RoundTo > 0 {
				from, columns = "time_to_plan_for_rounding", columns+", cases"
			}
		case "falling_due":
			from, columns = "falling_due_for_protection", columns+", due_excl"
		}
		ours := isAuthority(authority) + " and " + publicFilter(table)
		_, rows, err := j.db.Text(ctx, "select "+columns+" from "+from+" where "+ours+shownFilter(table, rule, ours)+
			" order by "+strings.Join(table.Sort, ", "))
		if err != nil {
			return 0, fmt.Errorf("protect %s: %w", table.Name, err)
		}
		if err := p.Add(table, rows); err != nil {
			return 0, err
		}
		cells += int64(len(rows)) * int64(len(table.Measures()))
	}
	if err := j.protectCounts(ctx, p, authority); err != nil {
		return 0, err
	}
	for _, table := range tables {
		if err := j.keepPublic(ctx, table, p.Rows(table.Name)); err != nil {
			return 0, err
		}
	}
	return cells, nil
}

// protectCounts hides what may not be shown of one authority, and keeps what the
// runs after this one must know of it.
func (j *job) protectCounts(ctx context.Context, p *protect.Publication, authority *string) error {
	known, err := j.knownCounts(ctx, authority)
	if err != nil {
		return err
	}
	p.Knew(known)
	report, err := p.Protect(ctx)
	if err != nil {
		return err
	}
	if len(report.Leaks) > 0 {
		return fault.New(fault.Disclosure, fmt.Sprintf("%d hidden counts could be worked out from what is shown, the first of them in %s",
			len(report.Leaks), report.Leaks[0]), "publish fewer breakdowns (breakdowns: public:), and report the fault")
	}
	j.manifest.Suppression.add(report)
	j.tell(authority, report.Told)
	j.hiddenCounts = append(j.hiddenCounts, report.Cells...)
	return j.keepCounts(ctx, authority, report.Known)
}

// shownFilter leaves out the kinds of period in which a count that must be shown
// is small.
func shownFilter(t registry.Table, rule protect.Rule, ours string) string {
	if len(t.Shown) == 0 || rule.RoundTo > 0 {
		return ""
	}
	var small []string
	for _, column := range t.Shown {
		small = append(small, fmt.Sprintf("%s between 1 and %d", column, rule.MinimumCount-1))
	}
	return fmt.Sprintf(" and period_type not in (select period_type from ehcp.main.%s where %s and (%s))", t.Name, ours, strings.Join(small, " or "))
}

// isAuthority is the condition that a row is an authority's. Equality lets the
// database pass over the blocks of other authorities, which no other comparison does.
func isAuthority(code *string) string {
	if code == nil {
		return "authority_code is null"
	}
	return "authority_code = " + warehouse.Literal(*code)
}

// keepPublic adds protected rows as text: the public profile is made of these
// tables alone.
func (j *job) keepPublic(ctx context.Context, table registry.Table, rows [][]*string) error {
	return j.keepRows(ctx, publicProfile+"_"+table.Name, rows)
}

func (j *job) keepRows(ctx context.Context, name string, rows [][]*string) error {
	text := make([][]string, len(rows))
	for i, row := range rows {
		text[i] = make([]string, len(row))
		for k, cell := range row {
			if cell != nil {
				text[i][k] = *cell
			}
		}
	}
	return j.appendText(ctx, name, text)
}

// writeHidden lists for the restricted profile every count that the public tables
// hide, and why.
func (j *job) writeHidden() error {
	var text strings.Builder
	w := csv.NewWriter(&text)
	rows := [][]string{{"place", "why"}}
	for _, hidden := range j.hiddenCounts {
		rows = append(rows, []string{hidden.Place, hidden.Why})
	}
	err := w.WriteAll(rows)
	return errors.Join(err, os.WriteFile(filepath.Join(j.folder, restrictedProfile, "hidden-from-the-public.csv"), []byte(text.String()), 0o600))
}

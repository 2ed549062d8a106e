package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// months are whole months, from the first day of one to the last of another.
type months struct{ from, to time.Time }

func (m months) isEmpty() bool { return m.to.Before(m.from) }

func (m months) String() string {
	from, to := m.from.Format("Jan 2006"), m.to.Format("Jan 2006")
	if from == to {
		return from
	}
	return from + " to " + to
}

// wholeMonths are those that lie wholly between two days, both included; the
// first is behind the last where there is none.
func wholeMonths(from, to time.Time) months {
	first := time.Date(from.Year(), from.Month(), 1, 0, 0, 0, 0, time.UTC)
	if first.Before(from) {
		first = first.AddDate(0, 1, 0)
	}
	next := to.AddDate(0, 0, 1)
	return months{first, time.Date(next.Year(), next.Month(), 0, 0, 0, 0, 0, time.UTC)}
}

// without are the parts of the months before and after others that they overlap.
func (m months) without(others months) []string {
	var parts []string
	for _, part := range []months{{m.from, others.from.AddDate(0, 0, -1)}, {others.to.AddDate(0, 0, 1), m.to}} {
		if !part.isEmpty() {
			parts = append(parts, part.String())
		}
	}
	return parts
}

// configuredBaseline is the baseline that the configuration names, if it does.
func (j *job) configuredBaseline() (months, bool, error) {
	b := j.o.Config.Baseline
	if b == nil || b.From == "" {
		return months{}, false, nil
	}
	from, err := config.Date(b.From)
	if err != nil {
		return months{}, false, err
	}
	to, err := config.Date(b.To)
	return months{from, to}, true, err
}

// refuseBaseline refuses a baseline that lies outside the data of every authority:
// a slip in a year would leave nothing to compare with.
func (j *job) refuseBaseline(ctx context.Context) error {
	baseline, isNamed, err := j.configuredBaseline()
	if err != nil || !isNamed {
		return err
	}
	var from time.Time
	if err := j.db.Scan(ctx, "select min(complete_from) from coverage", &from); err != nil {
		return err
	}
	held := wholeMonths(from, j.asAt)
	if !held.isEmpty() && !overlap(baseline, held).isEmpty() {
		return nil
	}
	covered := "which hold " + held.String()
	if held.isEmpty() {
		covered = "which hold no whole month"
	}
	return fault.New(fault.Usage, fmt.Sprintf("the baseline %s lies outside the extracts, %s", baseline, covered),
		"name months of these in baseline:, or take from: and to: out, for the first twelve")
}

func overlap(a, b months) months {
	if b.from.After(a.from) {
		a.from = b.from
	}
	if b.to.Before(a.to) {
		a.to = b.to
	}
	return a
}

// warnOfBaseline says where a baseline that was named is not held: each thing
// once, with whose data lack it.
func (j *job) warnOfBaseline(ctx context.Context) error {
	baseline, isNamed, err := j.configuredBaseline()
	if err != nil || !isNamed {
		return err
	}
	_, rows, err := j.db.Text(ctx, `select coalesce(nullif(authority_name, ''), authority_code), complete_from from coverage
		inner join authorities using (authority_id) order by authority_code`)
	if err != nil {
		return err
	}
	whose := map[string][]string{}
	var said []string
	for _, row := range rows {
		from, err := time.Parse(time.DateOnly, *row[1])
		if err != nil {
			return err
		}
		for _, what := range wrongOf(baseline, wholeMonths(from, j.asAt)) {
			if whose[what] == nil {
				said = append(said, what)
			}
			whose[what] = append(whose[what], *row[0])
		}
	}
	for _, what := range said {
		j.warn(fmt.Sprintf("the baseline %s %s", baseline, strings.ReplaceAll(what, "%", ofWhom(whose[what], len(rows)))))
	}
	return nil
}

// wrongOf says what a baseline lacks of the months held, % standing for whose.
func wrongOf(baseline, held months) []string {
	switch {
	case held.isEmpty():
		return []string{"lies outside the data%, which hold no whole month: nothing can be judged"}
	case overlap(baseline, held).isEmpty():
		return []string{"lies outside the data%, which hold " + held.String() + ": nothing can be judged"}
	}
	var said []string
	if missing := baseline.without(held); len(missing) > 0 {
		said = append(said, "lies partly outside the data%: there are none for "+strings.Join(missing, " and for "))
	}
	if !baseline.to.Before(held.to) {
		said = append(said, "reaches to the end of the data%: there is no month after it to judge")
	}
	return said
}

// ofWhom names authorities, where it is not all of them.
func ofWhom(names []string, of int) string {
	const mostNamed = 3
	names = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	switch {
	case len(names) == of || len(names) == 0:
		return ""
	case len(names) > mostNamed:
		return fmt.Sprintf(" of %d authorities", len(names))
	}
	return " of " + strings.Join(names, ", ")
}

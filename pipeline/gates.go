package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/queries"
)

// Gate is a measure of the extracts' quality and the most that is let through.
type Gate struct {
	Name     string   `json:"gate"` // as under gates: in the configuration
	Says     string   `json:"says"` // what was measured, in words
	Measured float64  `json:"measured"`
	Limit    *float64 `json:"limit"`       // null where there is none
	Usual    bool     `json:"usual_limit"` // the program's own, not the configuration's
	Passed   bool     `json:"passed"`

	try string
}

// LimitSaid is the limit as people say it.
func (g Gate) LimitSaid() string {
	switch {
	case g.Limit == nil:
		return "none"
	case strings.HasSuffix(g.Name, "_days"):
		return fmt.Sprintf("%v days", *g.Limit)
	}
	return fmt.Sprintf("%.4g%%", 100**g.Limit)
}

const (
	// fewestForUsual is how many rows an extract has before the usual limits
	// apply where the configuration gives none: a handful of rows is a trial.
	fewestForUsual = 100
	// usualShare is the most that is let through where the configuration says
	// nothing: with a fifth of the rows gone the rest tells little.
	usualShare = 0.2
	// usualStaleDays is how old the newest event may be before a run says so.
	usualStaleDays = 62
	// usualGapDays is the longest time between extracts that neither covers.
	usualGapDays = 31
	// usualFall is by how much of the run before there may be fewer rows, or
	// fewer open cases, before a run says so.
	usualFall = 0.2
)

// measured are the counts that the gates are about.
type measured struct {
	plans, undated, unknown, stale, gap int64
}

// gates measures the extracts. Of rejected rows, undated plans and gaps between
// extracts there is a usual limit, which lets small extracts through; a blank
// exception flag means none in many case systems, the as-at date may be chosen
// at will, and fewer open cases are what everybody hopes for, so that of those
// there is none unless the configuration gives it.
func (j *job) gates(ctx context.Context) ([]Gate, error) {
	m, err := j.measureGates(ctx)
	if err != nil {
		return nil, err
	}
	t, given := j.manifest.ofKind(registry.Assessments), j.o.Config.Gates
	gates := []Gate{
		j.gate("rejected_share", share(t.Rejected, t.RowsRead), given.RejectedShare, usualShare,
			partOf(t.Rejected, t.RowsRead, "rows are rejected"),
			"mend the rows in rejects.csv"),
		j.gate("undated_share", share(m.undated, m.plans), given.UndatedShare, usualShare,
			partOf(m.undated, m.plans, "plans have no received date"),
			"mend the rows in issues.csv"),
		j.gate("unknown_exception_share", share(m.unknown, m.plans), given.UnknownExceptionShare, 0,
			partOf(m.unknown, m.plans, "plans do not say whether an exception applied"),
			"fill week20_exception in, or leave the column out: figures without exceptions are then not published"),
		j.gate("stale_days", float64(m.stale), whole(given.StaleDays), 0,
			fmt.Sprintf("the newest event is %d days before the as-at date", m.stale),
			"make the extract again, or check the as-at date"),
		j.gate("gap_days", float64(m.gap), whole(given.GapDays), usualGapDays,
			fmt.Sprintf("no extract covers %d days between the end of one and the complete_from of the next", m.gap),
			"add the extract of that time, or give the later complete_from to all"),
	}
	if t.RowsRead >= fewestForUsual && given.StaleDays == nil && m.stale > usualStaleDays {
		j.caution(fmt.Sprintf("the newest event is %d days before the as-at date: cases that have ended since still count as open", m.stale))
	}
	if j.before != nil {
		fall, what := j.fall()
		gates = append(gates, j.gate("fall_in_rows", fall, given.FallInRows, 0, what,
			"check that the extract is whole; --no-history does not look back"))
		if j.before.casesRead() >= fewestForUsual && given.FallInRows == nil && fall > usualFall {
			j.warn(what + ": check that the extract is whole")
		}
	}
	j.sayWhatEnds()
	return append(gates, j.listGates()...), nil
}

// sayWhatEnds warns where no column tells how some cases end.
func (j *job) sayWhatEnds() {
	has := func(column string) bool { return slices.Contains(j.present(), column) }
	switch others := []string{"closed_date", "closed_reason", "request_outcome", "assessment_outcome"}; {
	case !has("plan_issued_date"):
		j.caution("no extract has the column plan_issued_date: which cases ended with a plan is not known, and what needs it is not published")
	case !slices.ContainsFunc(others, has):
		j.caution("no extract has a column that tells refusals or withdrawals (" + strings.Join(others, ", ") +
			"): refused and withdrawn cases all count as open")
	}
}

// gate holds a measure against the limit that is given, else against the usual
// one; 0 is none.
func (j *job) gate(name string, measure float64, given *float64, usual float64, what, try string) Gate {
	return gateOf(j.manifest.ofKind(registry.Assessments).RowsRead, name, measure, given, usual, what, try)
}

// gateOf is a gate of so many rows, of which a few are let through.
func gateOf(rows int64, name string, measure float64, given *float64, usual float64, what, try string) Gate {
	g := Gate{Name: name, Says: what, Measured: measure, Limit: given, try: try}
	if given == nil && usual > 0 {
		g.Limit, g.Usual = &usual, true
	}
	g.Passed = g.Limit == nil || g.Measured <= *g.Limit || (g.Usual && rows < fewestForUsual)
	return g
}

func whole(days *config.Days) *float64 {
	if days == nil {
		return nil
	}
	number := float64(*days)
	return &number
}

func (j *job) measureGates(ctx context.Context) (m measured, err error) {
	if err := j.db.Scan(ctx, `select count(*) filter (plan_issued_date <= as_at),
		count(*) filter (plan_issued_date <= as_at and received_date is null),
		count(*) filter (plan_issued_date <= as_at and week20_exception is null and has_exceptions),
		coalesce(any_value(as_at) - max(least(as_at, greatest(received_date, request_outcome_date, assessment_outcome_date,
			plan_issued_date, closed_date))), 0)
		from stage_rows anti join stage_excluded using (stage_row) cross join run`, &m.plans, &m.undated, &m.unknown, &m.stale); err != nil {
		return m, err
	}
	if err := j.db.Scan(ctx, "select count(*) from spells where in_clock and opened_date is not null and ended_date is null "+
		"and not ended_undated", &j.openCases); err != nil {
		return m, err
	}
	if len(j.cases()) == 1 {
		return m, nil
	}
	if err := j.build(ctx, queries.Model{Path: "clock/coverage_gaps", Form: queries.Scratch}); err != nil {
		return m, err
	}
	err = j.db.Scan(ctx, "select coalesce(max(days), 0) from coverage_gaps", &m.gap)
	return m, err
}

// fall is by how much of the run before there are fewer rows, or fewer open
// cases if that is more, and says it.
func (j *job) fall() (measure float64, what string) {
	rows, rowsThen := j.manifest.ofKind(registry.Assessments).RowsRead, j.before.casesRead()
	measure, what = 1-share(rows, rowsThen), fmt.Sprintf("%d rows were read, and %d in the run before", rows, rowsThen)
	if then, counted := j.before.Counts["open"]; counted && then > 0 && 1-share(j.openCases, then) > measure {
		measure, what = 1-share(j.openCases, then), fmt.Sprintf("%d cases are open, and %d were in the run before", j.openCases, then)
	}
	if rowsThen == 0 || measure < 0 {
		return 0, what
	}
	return measure, what
}

// partOf says how many of how many, and the share with a digit more than limits
// usually have.
func partOf(part, whole int64, what string) string {
	return fmt.Sprintf("%d of %d %s (%.2f%%)", part, whole, what, 100*share(part, whole))
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// qualityGate refuses data that a gate does not let through.
func (j *job) qualityGate(ctx context.Context) (err error) {
	if j.manifest.Gates, err = j.gates(ctx); err != nil {
		return err
	}
	for _, g := range j.manifest.Gates {
		if g.Passed {
			continue
		}
		try := g.try
		if j.manifest.RunID != "" {
			try += "; see " + filepath.Join(j.o.Out, "runs", j.manifest.RunID, "casework", "data-quality")
		}
		if g.Usual {
			try += fmt.Sprintf("; gates: {%s: ...} sets another limit", g.Name)
		}
		return fault.New(fault.Quality, g.Says+"; the gate is "+g.LimitSaid(), try)
	}
	return nil
}

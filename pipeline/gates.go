package pipeline

import (
	"cmp"
	"context"
	"fmt"
	"path/filepath"

	"ehcp/pipeline/fault"
)

// fewestForUsual is how many rows an extract has before the usual limits apply
// where the configuration gives none: a handful of rows is a trial.
const fewestForUsual = 100

// Gate is a measure of the extracts' quality and the most that is let through.
type Gate struct {
	Name     string   `json:"gate"` // as under gates: in the configuration
	Measured float64  `json:"measured"`
	Limit    *float64 `json:"limit"`       // null where there is none
	Usual    bool     `json:"usual_limit"` // the program's own, not the configuration's
	Passed   bool     `json:"passed"`

	what, unit, try string
}

// usualShare is the most that is let through where the configuration says
// nothing: with a fifth of the rows gone the rest tells little.
const usualShare = 0.2

// usualStaleDays is how old the newest event may be before a run says so.
const usualStaleDays = 62

// gates measures the extracts. Of rejected rows and undated plans there is a
// usual limit, which lets small extracts through; a blank exception flag means
// none in many case systems, and the as-at date may be chosen at will, so that
// of those there is none unless the configuration gives it.
func (j *job) gates(ctx context.Context) ([]Gate, error) {
	var plans, undated, unknown, stale int64
	if err := j.db.Scan(ctx, `select count(*) filter (plan_issued_date <= as_at),
		count(*) filter (plan_issued_date <= as_at and received_date is null),
		count(*) filter (plan_issued_date <= as_at and week20_exception is null and has_exceptions),
		coalesce(any_value(as_at) - max(least(as_at, greatest(received_date, request_outcome_date, assessment_outcome_date,
			plan_issued_date, closed_date))), 0)
		from stage_rows anti join stage_excluded using (stage_row) cross join run`, &plans, &undated, &unknown, &stale); err != nil {
		return nil, err
	}
	t, given := j.manifest.Totals, j.o.Config.Gates
	var days *float64
	if given.StaleDays != nil {
		d := float64(*given.StaleDays)
		days = &d
	}
	usual := usualShare
	var gates []Gate
	for _, g := range []struct {
		gate         Gate
		limit, usual *float64
	}{
		{Gate{
			Name: "rejected_share", Measured: share(t.Rejected, t.RowsRead),
			what: fmt.Sprintf("%d of %d rows are rejected, a share of %.3f", t.Rejected, t.RowsRead, share(t.Rejected, t.RowsRead)),
			try:  "mend the rows in rejects.csv",
		}, given.RejectedShare, &usual},
		{Gate{
			Name: "undated_share", Measured: share(undated, plans),
			what: fmt.Sprintf("%d of %d plans have no received date, a share of %.3f", undated, plans, share(undated, plans)),
			try:  "mend the rows in issues.csv",
		}, given.UndatedShare, &usual},
		{Gate{
			Name: "unknown_exception_share", Measured: share(unknown, plans),
			what: fmt.Sprintf("%d of %d plans do not say whether an exception applied, a share of %.3f", unknown, plans, share(unknown, plans)),
			try:  "fill week20_exception in, or leave the column out: figures without exceptions are then not published",
		}, given.UnknownExceptionShare, nil},
		{Gate{
			Name: "stale_days", Measured: float64(stale), what: fmt.Sprintf("the newest event is %d days before the as-at date", stale),
			unit: " days", try: "make the extract again, or check the as-at date",
		}, days, nil},
	} {
		g.gate.Limit = cmp.Or(g.limit, g.usual)
		g.gate.Usual = g.limit == nil && g.usual != nil
		g.gate.Passed = g.gate.Limit == nil || g.gate.Measured <= *g.gate.Limit || (g.gate.Usual && t.RowsRead < fewestForUsual)
		gates = append(gates, g.gate)
	}
	if days == nil && stale > usualStaleDays && t.RowsRead >= fewestForUsual {
		j.warn(fmt.Sprintf("the newest event is %d days before the as-at date: cases that have ended since still count as open", stale))
	}
	return gates, nil
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
		return fault.New(fault.Quality, fmt.Sprintf("%s; the gate is %v%s", g.what, *g.Limit, g.unit), try)
	}
	return nil
}

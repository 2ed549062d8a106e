package pipeline

import (
	"context"
	"crypto/rand"
	"errors"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"ehcp/pipeline/fault"
)

// Checked is what ehcp check says of extracts.
type Checked struct {
	AsAt     string      `json:"as_at"`
	Totals   Rows        `json:"totals"`
	Inputs   []Input     `json:"inputs"`
	Rules    []RuleCount `json:"rules"`
	Supports []Supported `json:"supports"`
	Warnings []string    `json:"warnings"`
	Gate     string      `json:"gate"` // passed, or what refused
	Gates    []Gate      `json:"gates"`

	Corrections *Corrections `json:"corrections,omitempty"` // null where there is no file of them

	LastDay string `json:"last_day"` // of any event up to the as-at date

	// ReceivedByMonth is how many requests were received in each month, from
	// which a first complete month can be proposed.
	ReceivedByMonth []MonthCount `json:"received_by_month"`
}

// RuleCount is how often a rule found something, and where first.
type RuleCount struct {
	Rule     string  `json:"rule"`
	Severity string  `json:"severity"` // error rejects the row, query keeps it
	Count    int64   `json:"count"`
	Share    float64 `json:"share"` // of the rows read that have the finding, from 0 to 1
	File     string  `json:"example_file"`
	Row      string  `json:"example_row"` // its header being row 1
	Columns  string  `json:"columns"`     // in which something was found
	Advice   string  `json:"advice"`
}

// MonthCount is a month, as 2024-01, and how many.
type MonthCount struct {
	Month string `json:"month"`
	Count int64  `json:"count"`
}

// Check reads and stages extracts and says what is wrong with them and what
// they can support. It publishes nothing. A gate that refuses is an error of
// kind Quality beside the result.
func Check(ctx context.Context, o Options) (c *Checked, err error) {
	if err := o.namesExtracts(); err != nil {
		return nil, err
	}
	err = inPrivate(func(folder string) (err error) {
		c, err = (&job{o: o, folder: folder, scratch: filepath.Join(folder, "scratch")}).checkOnly(ctx)
		return err
	})
	return c, err
}

// inPrivate runs what looks at extracts without publishing: what it stores is
// in a private folder that goes when it ends.
func inPrivate(look func(folder string) error) error {
	folder, err := os.MkdirTemp("", "ehcp-check-")
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot make a temporary folder", "check the space left, and TMPDIR")
	}
	return errors.Join(look(folder), os.RemoveAll(folder))
}

func (j *job) checkOnly(ctx context.Context) (_ *Checked, err error) {
	defer func() {
		if j.db != nil {
			err = errors.Join(err, j.db.Close())
		}
	}()
	j.begins("look", nil)
	if err := j.openToCheck(ctx); err != nil {
		return nil, err
	}
	for _, step := range []struct {
		name string
		do   func(context.Context) (int64, error)
	}{{"extract", j.extract}, {"stage", j.stage}, {"clock", j.clock}} {
		j.begins(step.name, j.shareOf(step.name))
		if _, err = step.do(ctx); err != nil {
			break
		}
	}
	if err != nil && (fault.KindOf(err) != fault.Quality || j.manifest.Inputs == nil) {
		return nil, err
	}
	result, describing := j.checked(ctx, err)
	return result, errors.Join(err, describing)
}

// openToCheck opens the extracts. Without an as-at date the day of the check
// is taken: what is later than it cannot have happened.
func (j *job) openToCheck(ctx context.Context) error {
	for _, folder := range []string{j.scratch, filepath.Join(j.folder, "casework", "data-quality")} {
		if err := os.MkdirAll(folder, 0o700); err != nil {
			return fault.Wrap(fault.Failed, err, "cannot write to the temporary folder", "check the space left, and TMPDIR")
		}
	}
	if err := j.openSources(ctx); err != nil {
		return err
	}
	if err := j.readCorrections(); err != nil {
		return err
	}
	asAt, err := j.resolveAsAt()
	if err != nil {
		now := j.o.Now()
		asAt = time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	}
	j.asAt = asAt
	j.pseudonymKey = make([]byte, 32) // of this check alone: nothing is kept
	_, err = rand.Read(j.pseudonymKey)
	return err
}

// checked gathers the result.
func (j *job) checked(ctx context.Context, refused error) (*Checked, error) {
	c := &Checked{
		AsAt: j.asAt.Format(time.DateOnly), Totals: j.manifest.Totals, Inputs: j.manifest.Inputs, Warnings: j.manifest.Warnings, Gate: "passed",
		Gates: j.manifest.Gates, Supports: j.manifest.Supports, Corrections: j.manifest.Corrections,
	}
	if refused != nil {
		c.Gate = refused.Error()
	}
	var err error
	if c.Rules, err = j.ruleCounts(ctx); err != nil {
		return nil, err
	}
	if err := j.db.Scan(ctx, `select coalesce(max(least(as_at, greatest(received_date, opened_date, reopened_date, request_outcome_date,
		assessment_outcome_date, draft_plan_date, plan_issued_date, closed_date)))::varchar, '')
		from stage_rows anti join stage_excluded using (stage_row) cross join run`, &c.LastDay); err != nil {
		return nil, err
	}
	_, rows, err := j.db.Text(ctx, `select strftime(received_date, '%Y-%m') as month, count(*) as received
		from stage_rows anti join stage_excluded using (stage_row) where received_date is not null group by month order by month`)
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		n, err := strconv.ParseInt(*row[1], 10, 64)
		if err != nil {
			return nil, err
		}
		c.ReceivedByMonth = append(c.ReceivedByMonth, MonthCount{*row[0], n})
	}
	return c, nil
}

// ruleCounts are the rules that found something, errors first.
func (j *job) ruleCounts(ctx context.Context) ([]RuleCount, error) {
	_, rows, err := j.db.Text(ctx, `select rule, severity, count, share, coalesce(example_file, ''), coalesce(example_row::varchar, ''),
		coalesce(fields, ''), advice from stage_summary`)
	if err != nil {
		return nil, err
	}
	var rules []RuleCount
	for _, row := range rows {
		n, err := strconv.ParseInt(*row[2], 10, 64)
		if err != nil {
			return nil, err
		}
		share, err := strconv.ParseFloat(*row[3], 64)
		if err != nil {
			return nil, err
		}
		rules = append(rules, RuleCount{*row[0], *row[1], n, share, *row[4], *row[5], *row[6], *row[7]})
	}
	return rules, nil
}

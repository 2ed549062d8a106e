package pipeline

import (
	"context"
)

// Headline is one line of what a run says at its end: a figure and the same
// figure an increment before.
type Headline struct {
	Label, Latest, Previous string
	Period, PreviousPeriod  string
	Under                   bool // stands under the line before it
}

// headlines are the figures of the last two increments that are over: falling
// due first, the published rate under what it owes to the backlog, and the
// open cases. They are restricted figures, for the person at the terminal; of
// several authorities there are none, for nothing is added up across them.
func (j *job) headlines(ctx context.Context) ([]Headline, error) {
	var authorities int
	if err := j.db.Scan(ctx, "select count(*) from authorities", &authorities); err != nil || authorities > 1 {
		return nil, err
	}
	var lines []Headline
	for _, q := range []struct {
		label, value, from, order string
		under                     bool
	}{
		{"reached 20 weeks with a plan", "pc_issued_by_due_date || '% (' || issued_by_due_date || ' of ' || " +
			"(issued_by_due_date + open_at_due_date) || ')'", "falling_due", "threshold_weeks = 20", false},
		{
			"plans issued within 20 weeks", "pc_within_20_weeks || '% (' || within_20_weeks || ' of ' || plans_issued || ')'",
			"timeliness", "true", false,
		},
		{
			"of those plans, from the backlog", "percentage(issued_from_backlog, plans_issued) || '% (' || issued_from_backlog || ')'",
			"timeliness", "true", true,
		},
	} {
		line, err := j.headline(ctx, q.label, "select period, "+q.value+" from ehcp.main."+q.from+
			" where breakdown_topic = 'All' and period_type = 'three_months' and is_complete and "+q.order+
			" order by period_start desc limit 2")
		if err != nil {
			return nil, err
		}
		line.Under = q.under
		lines = append(lines, line)
	}
	for _, weeks := range []string{"20", "30", "52"} {
		line, err := j.headline(ctx, "open over "+weeks+" weeks", "select strftime(as_at, '%-d %b %Y'), over_"+weeks+
			"_weeks::varchar from ehcp.main.backlog where breakdown_topic = 'All' and (is_increment_end or as_at = "+
			"(select as_at from run)) order by as_at desc limit 2")
		if err != nil {
			return nil, err
		}
		lines = append(lines, line)
	}
	return lines, nil
}

func (j *job) headline(ctx context.Context, label, query string) (Headline, error) {
	line := Headline{Label: label, Latest: "not available", Previous: "not available"}
	_, rows, err := j.db.Text(ctx, query)
	if err != nil {
		return line, err
	}
	if len(rows) > 0 && rows[0][1] != nil {
		line.Period, line.Latest = *rows[0][0], *rows[0][1]
	}
	if len(rows) > 1 && rows[1][1] != nil {
		line.PreviousPeriod, line.Previous = *rows[1][0], *rows[1][1]
	}
	return line, nil
}

package registry

import (
	"slices"

	"ehcp/pipeline/evidence"
)

// Kind says what a measure is made of, and so which statistics suit it.
type Kind int

// The kinds of a measure.
const (
	Rate   Kind = iota // a numerator over a denominator, as a percentage
	Stock              // cases open at the end of a day: it carries over, so that no limits are drawn
	Number             // cases counted in a period
	Middle             // a median of weeks
)

// Measure is one figure that is followed over time: in spc, evidence, forecast,
// revisions, summary and targets.
type Measure struct {
	Name      string
	Kind      Kind
	Direction evidence.Direction // which way is better
	Weeks     int                // the threshold that it is about, 0 where there is none
	Label     string             // short, as a heading
	Listed    Listed             // of a measure that is made from another extract than assessments
}

// Listed says which published table a measure is made from, and how.
type Listed struct {
	Table   string // which rows of all cases it is taken from
	Of, Per string // numerator and denominator, or the column of a stock
	// Outstanding is the measure of what is outstanding, more of which speaks against
	// an improvement of a rate; empty where there is none.
	Outstanding string
	// Says goes on behind the figure: 62.1% of the advice that fell due came ...
	Says string
}

// of is a measure of the cases themselves.
func of(name string, kind Kind, direction evidence.Direction, weeks int, label string) Measure {
	return Measure{Name: name, Kind: kind, Direction: direction, Weeks: weeks, Label: label}
}

// Measures lists them in the order in which they are read: what cannot be moved
// by clearing old cases first, then the published rates, then the open cases, then
// what other extracts tell.
func Measures() []Measure {
	return append([]Measure{
		of("falling_due_20", Rate, evidence.Increase, 20, "Plan by 20 weeks, of cases falling due"),
		of("falling_due_30", Rate, evidence.Increase, 30, "Plan by 30 weeks, of cases falling due"),
		of("falling_due_52", Rate, evidence.Increase, 52, "Plan by 52 weeks, of cases falling due"),
		of("pc_within_20_weeks", Rate, evidence.Increase, 20, "Issued within 20 weeks, of plans issued"),
		of("pc_within_20_weeks_excl", Rate, evidence.Increase, 20, "Issued within 20 weeks, exceptions left out"),
		of("pc_within_30_weeks", Rate, evidence.Increase, 30, "Issued within 30 weeks, of plans issued"),
		of("pc_within_52_weeks", Rate, evidence.Increase, 52, "Issued within 52 weeks, of plans issued"),
		of("pc_flow_within_20_weeks", Rate, evidence.Increase, 20, "Issued within 20 weeks, of plans that could be"),
		of("open", Stock, evidence.Neutral, 0, "Open cases"),
		of("over_20_weeks", Stock, evidence.Decrease, 20, "Open over 20 weeks"),
		of("over_30_weeks", Stock, evidence.Decrease, 30, "Open over 30 weeks"),
		of("over_52_weeks", Stock, evidence.Decrease, 52, "Open over 52 weeks"),
		of("net_change", Number, evidence.Decrease, 0, "Change in open cases"),
		of("received", Number, evidence.Neutral, 0, "Requests received"),
		of("pc_not_assessed", Rate, evidence.Neutral, 0, "Decided not to assess, of requests received"),
		of("median_weeks", Middle, evidence.Neutral, 0, "Median weeks to the plan"),
	}, listedMeasures()...)
}

// listedMeasures are those of other extracts than assessments.
func listedMeasures() []Measure {
	return slices.Concat(adviceMeasures(), caseloadMeasures(), qualityMeasures(), feedbackMeasures(), reviewMeasures())
}

// Guards list the shares that may rise beside a better rate without any child
// waiting less, as their labels say them.
func Guards() []Measure {
	guards := [][2]string{
		{"refusals", "the share of decisions that were not to assess"},
		{"refusals_after_assessment", "the share of assessments that ended without a plan"},
		{"ended_without_plan", "the share of cases that had ended without a plan by 20 weeks"},
		{"withdrawals", "the number of withdrawals beside that of new cases"},
		{"closed_otherwise", "the number of cases moved out or closed otherwise beside that of new cases"},
		{"exceptions", "the share of plans marked as an exception"},
		{"mediation_or_tribunal", "the share of plans after mediation or tribunal"},
		{"issued_days_134_to_140", "the share of plans in time that were issued in the last week"},
		{"new_request_within_26_weeks", "the share of requests for a person whose case was closed in the 26 weeks before"},
		{"closed_as_error", "the number of cases closed as an error beside that of new cases"},
		{"received_dates_moved", "the share of open cases whose received date was moved since an earlier run"},
		{"cases_deleted", "the share of open cases that are gone since an earlier run"},
	}
	measures := make([]Measure, len(guards))
	for i, g := range guards {
		measures[i] = Measure{Name: g[0], Kind: Rate, Direction: evidence.Decrease, Label: g[1]}
	}
	return measures
}

// MeasuresOf are those that a run with some kinds of extract can follow.
func MeasuresOf(has func(kind string) bool) []Measure {
	return slices.DeleteFunc(Measures(), func(m Measure) bool {
		table, _ := Find(m.Listed.Table)
		return table.Extract != "" && !has(table.Extract)
	})
}

// MeasureNames are the names of Measures, in their order.
func MeasureNames() []string {
	measures := Measures()
	names := make([]string, len(measures))
	for i, m := range measures {
		names[i] = m.Name
	}
	return names
}

// MeasureLabel is the label of a measure; a name that is none stays as it is.
func MeasureLabel(name string) string {
	for _, m := range Measures() {
		if m.Name == name {
			return m.Label
		}
	}
	return name
}

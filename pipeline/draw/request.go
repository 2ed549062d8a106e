package draw

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/fault"
)

// Request asks for a chart of a kept run once more, in another form.
type Request struct {
	// Name is that of the chart, and By a breakdown for small charts of it, or nothing.
	Name, By string
	Profile  string
	Range    charts.Range
	Size     charts.Size
	Title    string
	Formats  []string
}

// Check refuses a request that no run could answer.
func (r Request) Check() error {
	e, found := find(r.Name)
	if !found {
		try := "the charts are " + strings.Join(Names(), ", ")
		if near := fault.Nearest(r.Name, Names()); near != "" {
			try = fmt.Sprintf("did you mean %q? %s", near, try)
		}
		return fault.New(fault.Usage, fmt.Sprintf("there is no chart %q", r.Name), try)
	}
	periodType := r.Range.PeriodType
	dated := e.Table == "backlog"
	switch {
	case e.RestrictedOnly && r.Profile == Public:
		return fault.New(fault.Usage, fmt.Sprintf("%s is for the restricted profile alone", r.Name), "try --profile restricted")
	case r.By != "" && e.Topic != All:
		return fault.New(fault.Usage, fmt.Sprintf("%s is by %s already", r.Name, topicNoun(e.Topic)), "ehcp chart "+headlineMeasure+" --by "+r.By)
	case r.By != "" && !isByBreakdown(r.Name):
		return fault.New(fault.Usage, fmt.Sprintf("%s is drawn for all cases together", r.Name),
			"--by goes with "+strings.Join(byBreakdown(), ", "))
	case e.Table == "summary" && r.Range != (charts.Range{}):
		return fault.New(fault.Usage, "the summary has no periods to choose", "leave --period, --from and --to out")
	case e.Table == "time_to_plan" && periodType != "" && periodType != "three_months":
		return fault.New(fault.Usage, "time-to-plan is drawn for three-month periods alone", "leave --period out")
	case e.Table == SignalsTable && periodType != "" && periodType != "month":
		return fault.New(fault.Usage, r.Name+" is drawn by month alone", "leave --period out")
	case dated && (periodType == "week" || periodType == "rolling_12_months"):
		return fault.New(fault.Usage, fmt.Sprintf("open cases are counted on days, and no day ends a period of type %s", periodType),
			"use three_months, month, calendar_year, financial_year or academic_year")
	}
	return nil
}

func find(name string) (Entry, bool) {
	entries := Entries()
	i := slices.IndexFunc(entries, func(e Entry) bool { return e.Name == name })
	if i < 0 {
		return Entry{}, false
	}
	return entries[i], true
}

// byBreakdown lists the charts whose measure can be drawn for each value of a breakdown.
func byBreakdown() []string { return []string{"falling-due", "timeliness", "backlog", "over-30-52"} }

func isByBreakdown(name string) bool { return slices.Contains(byBreakdown(), name) }

// Redraw draws the chart from the run's published tables.
func (k Kept) Redraw(r Request) (Picture, error) {
	if err := r.Check(); err != nil {
		return Picture{}, err
	}
	e, _ := find(r.Name)
	table, err := k.Table(r.Profile, e.Table)
	if err != nil {
		return Picture{}, err
	}
	s, err := k.Facts.Setting(r.Profile)
	if err != nil {
		return Picture{}, err
	}
	s.Range, s.Size, s.Title = r.Range, r.Size, r.Title
	if s.Signals, err = k.Table(r.Profile, SignalsTable); err != nil {
		return Picture{}, err
	}
	if s.Actions, err = k.actions(r.Profile); err != nil {
		return Picture{}, err
	}
	if r.By != "" {
		topic, err := topicOf(table, r)
		if err != nil {
			return Picture{}, err
		}
		e.draw = gridOf(charts.GridSpec{Name: r.Name, Measure: r.Name, Topic: topic, Noun: topicNoun(topic)})
	}
	chart, err := e.draw(table, s)
	if err != nil {
		return Picture{}, r.undrawn(err)
	}
	chart.Name = r.stem()
	return New(chart, r.Formats...), nil
}

// actions are those of the plan, which not every run has, and no public one.
func (k Kept) actions(profile string) (charts.Table, error) {
	if _, err := os.Stat(k.tablePath(profile, ActionsTable)); errors.Is(err, fs.ErrNotExist) {
		return charts.Table{}, nil
	}
	return k.Table(profile, ActionsTable)
}

// undrawn says that the run cannot answer the request.
func (r Request) undrawn(err error) error {
	try := "ask for other periods, another breakdown or another run"
	if r.Range.PeriodType == "week" && r.Profile == Public {
		try = "weeks are in the restricted tables alone: try --profile restricted"
	}
	if r.By != "" && r.Range.PeriodType != "" && r.Profile == Public {
		try = "the public tables have breakdowns for three_months and years alone; or try --profile restricted"
	}
	return fault.Wrap(fault.Usage, err, err.Error(), try)
}

// stem is the name of the files, which says how they differ from the run's own.
func (r Request) stem() string {
	parts := []string{r.Name}
	if r.By != "" {
		parts = append(parts, "by", slug(r.By))
	}
	if r.Range.PeriodType != "" && r.Range.PeriodType != "three_months" {
		parts = append(parts, slug(r.Range.PeriodType))
	}
	if r.Profile == Restricted {
		parts = append(parts, Restricted)
	}
	return strings.Join(parts, "-")
}

// slug gives a word in small ASCII letters, digits and hyphens.
func slug(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9')
	})
	return cmp.Or(strings.Join(words, "-"), "breakdown")
}

// topicOf finds the breakdown that a request names, whatever its case and with
// hyphens for spaces.
func topicOf(table charts.Table, r Request) (string, error) {
	at := slices.Index(table.Columns, "breakdown_topic")
	if at < 0 {
		return "", errors.New("the table has no column breakdown_topic")
	}
	var topics []string
	for _, row := range table.Rows {
		if row[at] != All && !slices.Contains(topics, row[at]) {
			topics = append(topics, row[at])
		}
	}
	slices.Sort(topics)
	for _, topic := range topics {
		if slug(topic) == slug(r.By) {
			return topic, nil
		}
	}
	try := fmt.Sprintf("its breakdowns are %s", strings.Join(topics, ", "))
	if len(topics) == 0 {
		try = "it has none"
	}
	if near := fault.Nearest(r.By, topics); near != "" {
		try = fmt.Sprintf("did you mean %q? %s", near, try)
	}
	if r.Profile == Public {
		try += "; --profile restricted may have more"
	}
	return "", fault.New(fault.Usage, fmt.Sprintf("the %s table of %s has no breakdown %q", r.Profile, r.Name, r.By), try)
}

// PeriodTypes are those that a chart can be asked for.
func PeriodTypes() []string {
	return []string{"three_months", "month", "week", "rolling_12_months", "calendar_year", "financial_year", "academic_year"}
}

// FileMode is how the files of a profile may be read: restricted ones by their
// owner alone.
func FileMode(profile string) os.FileMode {
	if profile == Restricted {
		return 0o600
	}
	return 0o644
}

// Range is that of the charts, for callers that do not draw.
type Range = charts.Range

// Size is that of the charts, for callers that do not draw.
type Size = charts.Size

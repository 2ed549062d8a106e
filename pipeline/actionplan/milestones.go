package actionplan

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
	"ehcp/pipeline/evidence"
)

// planned are the milestones and targets with a day, in the order of their days.
func (w writer) planned() []config.Milestone {
	planned := slices.Clone(w.Words.Milestones)
	for _, t := range w.Targets {
		if t.By != "" {
			planned = append(planned, config.Milestone{Measure: t.Measure, Value: t.Value, By: t.By, Text: "Target"})
		}
	}
	slices.SortStableFunc(planned, func(a, b config.Milestone) int { return cmp.Compare(a.By, b.By) })
	return planned
}

// milestones hold what was planned against what was reached by the day, or against
// the straight line to it where the day is still to come.
func (w writer) milestones() document.Section {
	s := document.Section{ID: "milestones", Heading: "Targets and milestones of the action plan", Downloads: []string{"evidence", "summary"}}
	t := document.Table{
		Caption: "What was planned by a day, and the newest increment that was over by then",
		Columns: []document.Column{
			{Head: "Measure", Share: 2, Words: true},
			{Head: "By", Share: 1.2, Words: true},
			{Head: "Baseline", Share: 1},
			{Head: "Planned", Share: 1},
			{Head: "Figure by then", Share: 1},
			{Head: "Increment", Share: 1.4, Words: true},
			{Head: "Status", Share: 1.6, Words: true},
			{Head: "What it is for", Share: 1.6, Words: true},
		},
		Notes: []string{"Before its day a figure is held against the straight line from the end of the baseline to what is planned. It is on course, or " +
			"behind, where the whole of the 95% limits of its change is; between the two it cannot be told. Numbers of open cases have no limits."},
	}
	for _, m := range w.planned() {
		t.Rows = append(t.Rows, w.milestone(m))
	}
	s.Tables = []document.Table{t}
	return s
}

func (w writer) milestone(m config.Milestone) []document.Cell {
	known := measure(m.Measure)
	unit := unitOf(known)
	value := strconv.FormatFloat(m.Value, 'f', -1, 64)
	var newest Row
	for _, row := range w.Tables["evidence"] {
		if row["measure"] == m.Measure && row["period_type"] == "three_months" && row["is_complete"] == "true" &&
			row["period_end"] <= m.By && row["period_start"] > newest["period_start"] {
			newest = row
		}
	}
	return []document.Cell{
		{Text: known.Label},
		{Text: day(m.By)},
		{Text: shown(w.one("summary", Row{"measure": m.Measure})["baseline"], unit)},
		{Text: shown(value, unit)},
		{Text: shown(newest["value"], unit)},
		{Text: cmp.Or(newest["period"], "none is over")},
		{Text: w.status(m, known.Direction, newest)},
		{Text: cmp.Or(document.Plain(m.Text), "not said")},
	}
}

// status says whether what was planned was reached, or is on course, of figures that
// are shown alone.
func (w writer) status(m config.Milestone, better evidence.Direction, newest Row) string {
	value, err := strconv.ParseFloat(newest["value"], 64)
	isDue := m.By <= w.AsAt.Format(time.DateOnly)
	switch isReached := better == evidence.Increase && value >= m.Value || better == evidence.Decrease && value <= m.Value; {
	case err != nil && !isDue:
		return "not yet due"
	case err != nil:
		return "cannot be said"
	case better == evidence.Neutral:
		return "neither way is better"
	case isReached && isDue:
		return "reached"
	case isReached:
		return "reached so far, not yet due"
	case isDue:
		return "missed"
	}
	return "not yet due: " + w.course(m, better, newest)
}

// course holds the change since the baseline against the straight line from there to
// what is planned, at the end of the newest increment.
func (w writer) course(m config.Milestone, better evidence.Direction, newest Row) string {
	unknown := "its course cannot be said"
	before := w.one("summary", Row{"measure": m.Measure})
	start, isKnown := endOfBaseline(before["baseline_period"])
	by, byErr := time.Parse(time.DateOnly, m.By)
	end, endErr := time.Parse(time.DateOnly, newest["period_end"])
	if !isKnown || byErr != nil || endErr != nil || !start.Before(end) {
		return unknown
	}
	baseline, err := strconv.ParseFloat(before["baseline"], 64)
	change, changeErr := strconv.ParseFloat(newest["change"], 64)
	if err != nil || changeErr != nil {
		return unknown
	}
	low, high := change, change
	if from, err := strconv.ParseFloat(newest["low"], 64); err == nil {
		low = from
	}
	if to, err := strconv.ParseFloat(newest["high"], 64); err == nil {
		high = to
	}
	wanted := (m.Value - baseline) * end.Sub(start).Hours() / by.Sub(start).Hours()
	if better == evidence.Decrease {
		low, high, wanted = -high, -low, -wanted
	}
	switch {
	case low >= wanted:
		return "on course"
	case high < wanted:
		return "behind"
	}
	return "on course or behind, it cannot be told"
}

// endOfBaseline is the last day of a baseline such as Jan 2023 to Dec 2023.
func endOfBaseline(label string) (day time.Time, ok bool) {
	_, last, found := strings.Cut(label, " to ")
	month, err := time.Parse("Jan 2006", last)
	return month.AddDate(0, 1, -1), found && err == nil
}

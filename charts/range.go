package charts

import (
	"fmt"
	"time"
)

// Range says which periods of a table a chart shows. The zero Range is the last three-month periods, as documents
// have them.
type Range struct {
	// PeriodType is three_months, month, week, rolling_12_months, calendar_year, financial_year or academic_year; empty
	// is three_months.
	PeriodType string
	// From and To are days: periods that begin between them are shown, and days of a stock between them. Zero is no end.
	From, To time.Time
}

// mostAsked is the most places along the axis where a range or a period type was asked for.
const mostAsked = 60

// periodType gives the type of the periods, three_months where none is said.
func (r Range) periodType() string {
	if r.PeriodType == "" {
		return "three_months"
	}
	return r.PeriodType
}

// noun names one period.
func (r Range) noun() string {
	names := map[string]string{
		"three_months": "three-month period", "month": "month", "week": "week", "rolling_12_months": "12-month period",
		"calendar_year": "calendar year", "financial_year": "financial year", "academic_year": "academic year",
	}
	if name, known := names[r.periodType()]; known {
		return name
	}
	return r.periodType()
}

// most is how many places along the axis are drawn, where a chart shows the given number by itself.
func (r Range) most(usual int) int {
	if r.PeriodType == "" && r.From.IsZero() && r.To.IsZero() {
		return usual
	}
	return mostAsked
}

// holds says whether a period begins in the range, or a day lies in it.
func (r Range) holds(p period) bool {
	return !p.start.Before(r.From) && (r.To.IsZero() || !p.start.After(r.To))
}

// choice is the part of a table's periods that is drawn, from the first to before the end, and what is said of the
// rest.
type choice struct {
	first, end int
	note       string
}

// choose gives the periods that are drawn: those of the range, and of them the last ones, as many as can be told apart.
func (r Range) choose(periods []period, usual int) (choice, error) {
	c := choice{end: len(periods)}
	for c.first < c.end && !r.holds(periods[c.first]) {
		c.first++
	}
	for c.end > c.first && !r.holds(periods[c.end-1]) {
		c.end--
	}
	if c.first == c.end {
		return c, fmt.Errorf("no %s begins %s; the table has %s to %s", r.noun(), r.words(),
			periods[0].label, periods[len(periods)-1].label)
	}
	if r.From.IsZero() && r.To.IsZero() {
		c.first = max(c.first, c.end-r.most(usual))
		c.note = leftOutText(c.first, c.end-c.first)
		return c, nil
	}
	c.note = fmt.Sprintf("The chart shows each %s that begins %s; the published table has %s to %s.",
		r.noun(), r.words(), periods[0].label, periods[len(periods)-1].label)
	if most := r.most(usual); c.end-c.first > most {
		c.first = c.end - most
		c.note += fmt.Sprintf(" Of these it shows the last %d, as more cannot be told apart.", most)
	}
	return c, nil
}

// words says the range.
func (r Range) words() string {
	switch {
	case r.To.IsZero():
		return "on " + r.From.Format(longDate) + " or later"
	case r.From.IsZero():
		return "on " + r.To.Format(longDate) + " or earlier"
	}
	return "from " + r.From.Format(longDate) + " to " + r.To.Format(longDate)
}

// leftOutText says that earlier periods are not drawn, or nothing.
func leftOutText(leftOut, drawn int) string {
	earlier := fmt.Sprintf("the %d before them are", leftOut)
	switch leftOut {
	case 0:
		return ""
	case 1:
		earlier = "the one before them is"
	}
	return fmt.Sprintf("The chart shows the last %d periods; %s in the published table.", drawn, earlier)
}

package series

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
)

// mostNamed is how many days a note names.
const mostNamed = 3

// days names the first of some days.
func days(list []time.Time) string {
	var named []string
	for _, day := range list[:min(len(list), mostNamed)] {
		named = append(named, day.Format(time.DateOnly))
	}
	said := strings.Join(named, ", ")
	if more := len(list) - mostNamed; more > 0 {
		said += fmt.Sprintf(" and %d more days", more)
	}
	return said
}

// WithGaps adds a point without a value for each day, week, month or other step
// that the series passes over, so that no run is counted across it. The step is
// the commonest one, where more than half of the steps are of that length and the
// others are some number of it. A series without such a step, or with more gaps
// than points, stays as it is and has a note that its points are taken as evenly
// spaced.
func (s Series) WithGaps() Series {
	sorted := slices.SortedFunc(slices.Values(s.Points), func(a, b evidence.Point) int { return a.Date.Compare(b.Date) })
	if len(sorted) < fewestDates {
		return s
	}
	added, pace := passedOver(sorted)
	notes := slices.Clone(s.Notes)
	switch {
	case pace == Pace{}:
		notes = append(notes, "the dates are not evenly spaced: points are drawn and runs counted as if they were")
	case len(added) > 0:
		notes = append(notes, fmt.Sprintf("there is no row for %s: taken as a gap", days(added)))
	}
	points := slices.Clone(s.Points)
	for _, day := range added {
		points = append(points, evidence.Missing(day))
	}
	return Series{Points: points, Proportions: s.Proportions, Notes: notes}
}

// fewestDates is how many tell a step.
const fewestDates = 3

// passedOver are the days that a series with a step passes over, and how often it
// has a point; neither where it has no step, or more gaps than points.
func passedOver(sorted []evidence.Point) (added []time.Time, _ Pace) {
	for _, c := range calendarsOf(sorted) {
		places := make([]int, len(sorted))
		for i, p := range sorted {
			places[i] = c.place(p.Date)
		}
		step, isRegular := usualStep(places)
		if !isRegular {
			continue
		}
		for i := 1; i < len(places); i++ {
			for at := places[i-1] + step; at < places[i]; at += step {
				added = append(added, c.day(at))
			}
		}
		if len(added) > len(sorted) {
			return nil, Pace{}
		}
		return added, c.pace(step)
	}
	return nil, Pace{}
}

// usualStep is the commonest distance of neighbours; ok is false where it is not
// that of more than half of them, or one is no multiple of it.
func usualStep(places []int) (step int, ok bool) {
	seen := map[int]int{}
	for i := 1; i < len(places); i++ {
		gap := places[i] - places[i-1]
		if seen[gap]++; seen[gap] > seen[step] {
			step = gap
		}
	}
	if step == 0 || 2*seen[step] <= len(places)-1 {
		return 0, false
	}
	for gap := range seen {
		if gap%step != 0 {
			return 0, false
		}
	}
	return step, true
}

// calendar numbers days that a series can fall on.
type calendar struct {
	place func(day time.Time) int
	day   func(place int) time.Time
	pace  func(step int) Pace
}

// calendarsOf are those that every day of a series is in: months, where all fall
// on one day of the month or on its last, then days of work or all days.
func calendarsOf(sorted []evidence.Point) []calendar {
	anchor, isLast, isWork := 0, true, true
	for _, p := range sorted {
		anchor = max(anchor, p.Date.Day())
		isLast = isLast && p.Date.AddDate(0, 0, 1).Day() == 1
		isWork = isWork && p.Date.Weekday() != time.Saturday && p.Date.Weekday() != time.Sunday
	}
	const longest = 31
	if isLast {
		anchor = longest
	}
	inMonth := func(place int) time.Time {
		last := time.Date(place/12, time.Month(place%12+2), 0, 0, 0, 0, 0, time.UTC)
		return last.AddDate(0, 0, min(anchor, last.Day())-last.Day())
	}
	monthOf := func(day time.Time) int { return day.Year()*12 + int(day.Month()) - 1 }
	var found []calendar
	if !slices.ContainsFunc(sorted, func(p evidence.Point) bool { return !inMonth(monthOf(p.Date)).Equal(p.Date) }) {
		found = append(found, calendar{monthOf, inMonth, func(step int) Pace { return Pace{Months: step} }})
	}
	if isWork {
		found = append(found, calendar{workdayOf, workday, paceOfWorkdays})
	}
	return append(found, calendar{dayOf, dayAt, func(step int) Pace { return Pace{Days: step} }})
}

// dayOf counts days from Monday, 1 January 1900.
func dayOf(day time.Time) int { return int(day.Sub(dayAt(0)).Hours() / 24) }

func dayAt(place int) time.Time { return time.Date(1900, 1, 1+place, 0, 0, 0, 0, time.UTC) }

// workdayOf counts days but Saturdays and Sundays from the same Monday.
func workdayOf(day time.Time) int { return dayOf(day)/7*5 + dayOf(day)%7 }

func workday(place int) time.Time { return dayAt(place/5*7 + place%5) }

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

// WithGaps adds a point without a value for each month, quarter or other step
// in months that the series passes over, so that no run is counted across it.
// It does so where all days are the first of a month or all are the last, and
// most steps are alike; other series, and those with more gaps than points, stay
// as they are.
func (s Series) WithGaps() Series {
	sorted := slices.SortedFunc(slices.Values(s.Points), func(a, b evidence.Point) int { return a.Date.Compare(b.Date) })
	last, ok := monthEnds(sorted)
	if !ok {
		return s
	}
	step, ok := usualStep(sorted)
	if !ok {
		return s
	}
	var added []time.Time
	for i := 1; i < len(sorted); i++ {
		for at := months(sorted[i-1].Date) + step; at < months(sorted[i].Date); at += step {
			added = append(added, dayOf(at, last))
		}
	}
	if len(added) == 0 || len(added) > len(sorted) {
		return s
	}
	points := slices.Clone(s.Points)
	for _, day := range added {
		points = append(points, evidence.Missing(day))
	}
	note := fmt.Sprintf("there is no row for %s: taken as a gap", days(added))
	return Series{Points: points, Proportions: s.Proportions, Notes: append(slices.Clone(s.Notes), note)}
}

// monthEnds says whether all days are the last of their month; ok is false when
// they are neither all that nor all the first.
func monthEnds(points []evidence.Point) (last, ok bool) {
	firsts, lasts := 0, 0
	for _, p := range points {
		if p.Date.Day() == 1 {
			firsts++
		}
		if p.Date.AddDate(0, 0, 1).Day() == 1 {
			lasts++
		}
	}
	return lasts == len(points), firsts == len(points) || lasts == len(points)
}

// usualStep is the smallest step in months; ok is false where fewer than two
// thirds of the steps are of that length, or one is no multiple of it.
func usualStep(sorted []evidence.Point) (step int, ok bool) {
	var gaps []int
	for i := 1; i < len(sorted); i++ {
		gaps = append(gaps, months(sorted[i].Date)-months(sorted[i-1].Date))
	}
	if len(gaps) < 2 {
		return 0, false
	}
	step = slices.Min(gaps)
	alike := 0
	for _, gap := range gaps {
		if gap%step != 0 {
			return 0, false
		}
		if gap == step {
			alike++
		}
	}
	return step, 3*alike >= 2*len(gaps)
}

// months counts months from year 0.
func months(day time.Time) int { return day.Year()*12 + int(day.Month()) - 1 }

// dayOf is the first or the last day of a month.
func dayOf(months int, last bool) time.Time {
	first := time.Date(months/12, time.Month(months%12+1), 1, 0, 0, 0, 0, time.UTC)
	if last {
		return first.AddDate(0, 1, -1)
	}
	return first
}

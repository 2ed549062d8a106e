package series

import (
	"fmt"
	"slices"
	"time"

	"ehcp/pipeline/evidence"
)

// Pace is how often a series has a point: every so many months or days. It is zero
// where the dates are uneven, or too few to tell.
type Pace struct{ Months, Days int }

// Pace finds it out from the dates.
func (s Series) Pace() Pace {
	sorted := slices.SortedFunc(slices.Values(s.Points), func(a, b evidence.Point) int { return a.Date.Compare(b.Date) })
	if len(sorted) < fewestDates {
		return Pace{}
	}
	_, pace := passedOver(sorted)
	return pace
}

const daysOfWeek, workdaysOfWeek = 7, 5

// paceOfWorkdays is that of points so many working days apart: five are a week.
func paceOfWorkdays(step int) Pace {
	if step%workdaysOfWeek == 0 {
		return Pace{Days: step / workdaysOfWeek * daysOfWeek}
	}
	return Pace{Days: step}
}

// Words say it: monthly, every 2 weeks, uneven.
func (p Pace) Words() string {
	words := map[Pace]string{
		{}: "uneven", {Months: 1}: "monthly", {Months: 3}: "quarterly", {Months: 6}: "half-yearly", {Months: 12}: "yearly",
		{Days: 1}: "daily", {Days: daysOfWeek}: "weekly",
	}[p]
	switch {
	case words != "":
		return words
	case p.Months > 0:
		return fmt.Sprintf("every %d months", p.Months)
	case p.Days%daysOfWeek == 0:
		return fmt.Sprintf("every %d weeks", p.Days/daysOfWeek)
	}
	return fmt.Sprintf("every %d days", p.Days)
}

// End is the last day of the period that a date stands for. The first of a month
// stands for what it begins where points are months apart, and a Monday where they
// are weeks apart; every other date is that of a day, or of a period's end.
func (p Pace) End(date time.Time) time.Time {
	switch {
	case p.Months > 0 && date.Day() == 1:
		return date.AddDate(0, p.Months, -1)
	case p.Days > 0 && p.Days%daysOfWeek == 0 && date.Weekday() == time.Monday:
		return date.AddDate(0, 0, p.Days-1)
	}
	return date
}

// IsLate says whether a newer point than that of a date was to be had: two steps
// have gone by, and of days and weeks a fortnight at least. Nothing is late where
// there is no step.
func (p Pace) IsLate(newest, asAt time.Time) bool {
	const steps, fortnight = 2, 14
	switch {
	case p.Months > 0:
		last := time.Date(newest.Year(), newest.Month()+time.Month(steps*p.Months+1), 0, 0, 0, 0, 0, time.UTC) // of that month
		return asAt.After(last.AddDate(0, 0, min(newest.Day(), last.Day())-last.Day()))
	case p.Days > 0:
		return asAt.After(newest.AddDate(0, 0, max(steps*p.Days, fortnight)))
	}
	return false
}

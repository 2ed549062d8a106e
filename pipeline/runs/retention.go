package runs

import (
	"os"
	"path/filepath"
	"slices"
	"time"
)

// Removing begins the name of a run's folder while it is being removed.
const Removing = ".removing-"

// All keeps every one of them.
const All = -1

// Rule says how long runs are kept. Every run is kept for Days days from its
// start; of older ones the last of each of the newest MonthEnds months and
// QuarterEnds quarters, by as-at date, that have one. Refused runs go after
// Days.
type Rule struct {
	Days        int
	MonthEnds   int
	QuarterEnds int       // or All
	Quarters    time.Time // a day on which a quarter begins: quarters are the configured increments
}

// Gone lists the runs that the rule lets go of on a day, the oldest first. Never
// among them: the run that latest shows, a run of the last Days days, and a
// folder that is not, by its name and its manifest, a run.
func (rule Rule) Gone(list []Run, today time.Time) []Run {
	kept := map[string]bool{}
	rule.keepEnds(list, kept)
	for _, r := range list {
		if r.Shown {
			kept[r.ID] = true
		}
	}
	if !slices.ContainsFunc(list, func(r Run) bool { return r.Shown }) {
		return nil // which run must stay cannot be told
	}
	var gone []Run
	for _, r := range list {
		started, named := StartOf(r.ID)
		if named && r.Claims == r.ID && !kept[r.ID] && daysBetween(started, today) > rule.Days {
			gone = append(gone, r)
		}
	}
	return gone
}

// keepEnds keeps the last run of each month and of each quarter.
func (rule Rule) keepEnds(list []Run, kept map[string]bool) {
	months, quarters := map[int]Run{}, map[int]Run{}
	for _, r := range list {
		day, err := time.Parse(time.DateOnly, r.AsAt)
		if err != nil || r.Status != Published {
			continue
		}
		month := day.Year()*12 + int(day.Month())
		months[month] = later(months[month], r)
		quarter := rule.quarterOf(day)
		quarters[quarter] = later(quarters[quarter], r)
	}
	for _, ends := range []struct {
		last map[int]Run
		most int
	}{{months, rule.MonthEnds}, {quarters, rule.QuarterEnds}} {
		var order []int
		for n := range ends.last {
			order = append(order, n)
		}
		slices.Sort(order)
		slices.Reverse(order)
		if ends.most != All && len(order) > ends.most {
			order = order[:ends.most]
		}
		for _, n := range order {
			kept[ends.last[n].ID] = true
		}
	}
}

// quarterOf numbers the three months in which a day lies.
func (rule Rule) quarterOf(day time.Time) int {
	months := (day.Year()-rule.Quarters.Year())*12 + int(day.Month()) - int(rule.Quarters.Month())
	if day.Day() < rule.Quarters.Day() {
		months--
	}
	if months < 0 {
		months -= 2 // division goes towards 0, and the quarters before it downwards
	}
	return months / 3
}

// later is the run with the later as-at date, or of one date the later run.
func later(a, b Run) Run {
	if b.AsAt > a.AsAt || (b.AsAt == a.AsAt && b.ID > a.ID) {
		return b
	}
	return a
}

// daysBetween counts the days from one to another, whatever the hour.
func daysBetween(from, to time.Time) int {
	return int(midnight(to).Sub(midnight(from)).Hours() / 24)
}

func midnight(t time.Time) time.Time {
	year, month, day := t.UTC().Date()
	return time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
}

// Remove removes a run: it is no run any more from the first step on, so that
// one that is stopped halfway leaves no part of a run behind.
func Remove(out string, r Run) error {
	aside := filepath.Join(out, "runs", Removing+r.ID)
	if err := os.Rename(filepath.Join(out, "runs", r.ID), aside); err != nil {
		return err
	}
	return os.RemoveAll(aside)
}

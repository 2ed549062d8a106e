package sample_test

import (
	"compress/gzip"
	"encoding/csv"
	"io"
	"os"
	"slices"
	"strings"
	"testing"
	"time"
)

// A row is one line of an extract by the names of its columns.
type row map[string]string

// A spell is a period in which a case was open, recounted here from the file alone.
type spell struct {
	row          row
	start        int // The day from which the clock counts.
	opened       int
	assessing    int // The decision to assess, or the reopening; 0 if none.
	assessed     int
	ended        int // 0 while open.
	isPlan       bool
	afterDispute bool
}

const noDay = 0

// day gives a date as a count of days, noDay for a blank, and false for what is no date.
func day(s string) (int, bool) {
	if s == "" {
		return noDay, true
	}
	t, err := time.Parse(time.DateOnly, s)
	return int(t.Unix() / 86400), err == nil
}

func mustDay(t testing.TB, s string) int {
	t.Helper()
	d, ok := day(s)
	if !ok {
		t.Fatalf("%q is not a date", s)
	}
	return d
}

func (r row) day(column string) int {
	d, _ := day(r[column])
	return d
}

func (r row) isNew() bool { return r["entry_type"] == "new" || r["entry_type"] == "" }

func (r row) afterDispute() bool {
	return r["request_mediation"] == "1" || r["request_tribunal"] == "1" ||
		r["assessment_mediation"] == "1" || r["assessment_tribunal"] == "1"
}

// start is the first day of the clock.
func (r row) start() int {
	if r["entry_type"] == "transferred_in" {
		return r.day("opened_date")
	}
	return r.day("received_date")
}

// readAll gives every row of an extract as it stands.
func readAll(t testing.TB, path string) []row {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	var in io.Reader = file
	if strings.HasSuffix(path, ".gz") {
		if in, err = gzip.NewReader(file); err != nil {
			t.Fatal(err)
		}
	}
	lines, err := csv.NewReader(in).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	rows := make([]row, 0, len(lines)-1)
	for _, line := range lines[1:] {
		r := row{}
		for i, column := range lines[0] {
			r[column] = line[i]
		}
		rows = append(rows, r)
	}
	return rows
}

// A sorted extract is its usable rows and the numbers of those that are not, by why.
type sorted struct {
	good []row
	bad  map[string]int
}

// sift leaves out what a loader rejects or counts once.
func sift(rows []row, asAt int) sorted {
	s := sorted{bad: map[string]int{}}
	seen := map[string]bool{}
	for _, r := range rows {
		if why := fault(r, seen, asAt); why != "" {
			s.bad[why]++
			continue
		}
		s.good = append(s.good, r)
	}
	return s
}

func fault(r row, seen map[string]bool, asAt int) string {
	if seen[r["case_id"]] {
		return "repeat"
	}
	seen[r["case_id"]] = true
	var dates []int
	for column, value := range r {
		if !strings.HasSuffix(column, "_date") || value == "" {
			continue
		}
		d, ok := day(value)
		if !ok {
			return "impossible date"
		}
		dates = append(dates, d)
	}
	switch {
	case r["received_date"] == "":
		return "no received date"
	case slices.Max(dates) > asAt:
		return "after as-at"
	case slices.Min(dates) < r.day("received_date"):
		return "before received"
	}
	return ""
}

// spells gives one spell a row, and two for a refusal that was overturned.
func spells(rows []row) []spell {
	var all []spell
	for _, r := range rows {
		decided, reopened := r.day("request_outcome_date"), r.day("reopened_date")
		one := spell{row: r, start: r.start(), opened: r.start(), assessed: r.day("assessment_outcome_date")}
		one.afterDispute = r.afterDispute()
		if r["request_outcome"] == "Y" {
			one.assessing = decided
		}
		if reopened != noDay {
			first := one
			first.ended, first.assessed = decided, noDay
			all = append(all, first)
			one.opened, one.assessing = reopened, reopened
		}
		ends := []int{r.day("plan_issued_date"), r.day("closed_date")}
		if r["request_outcome"] == "W" || r["request_outcome"] == "N" && reopened == noDay {
			ends = append(ends, decided)
		}
		if r["assessment_outcome"] == "N" {
			ends = append(ends, one.assessed)
		}
		ends = slices.DeleteFunc(ends, func(d int) bool { return d == noDay })
		if len(ends) > 0 {
			one.ended = slices.Min(ends)
			one.isPlan = one.ended == r.day("plan_issued_date")
		} else if r["closed_reason"] != "" {
			continue // Ended on an unknown day: not open.
		}
		all = append(all, one)
	}
	return all
}

func (s spell) openOn(d int) bool {
	return s.opened <= d && (s.ended == noDay || s.ended > d)
}

func (s spell) assessingOn(d int) bool {
	isBegun := s.assessing != noDay && s.assessing <= d
	return s.openOn(d) && isBegun && (s.assessed == noDay || s.assessed > d)
}

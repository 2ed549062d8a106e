package series_test

import (
	"strings"
	"testing"
	"time"
)

func onDay(t *testing.T, text string) time.Time {
	t.Helper()
	day, err := time.Parse(time.DateOnly, text)
	if err != nil {
		t.Fatal(err)
	}
	return day
}

// TestPace tells how often a series has a point, when the period of the newest one
// ends, and the last day on which it is not late.
func TestPace(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ dates, words, end, last string }{
		{"2024-01-01 2024-02-01 2024-03-01", "monthly", "2024-03-31", "2024-05-01"},
		{"2023-10-31 2023-11-30 2023-12-31", "monthly", "2023-12-31", "2024-02-29"},
		{"2024-01-01 2024-04-01 2024-10-01 2025-01-01", "quarterly", "2025-03-31", "2025-07-01"},
		{"2022-09-01 2023-09-01 2024-09-01", "yearly", "2025-08-31", "2026-09-01"},
		{"2024-01-15 2024-03-15 2024-05-15", "every 2 months", "2024-05-15", "2024-09-15"},
		{"2024-01-01 2024-01-08 2024-01-15", "weekly", "2024-01-21", "2024-01-29"},
		{"2024-01-05 2024-01-12 2024-01-19", "weekly", "2024-01-19", "2024-02-02"},
		{"2024-01-07 2024-01-28 2024-02-18", "every 3 weeks", "2024-02-18", "2024-03-31"},
		{"2024-01-04 2024-01-05 2024-01-08 2024-01-09", "daily", "2024-01-09", "2024-01-23"},
		{"2024-01-03 2024-02-05 2024-03-04", "uneven", "2024-03-04", "2199-01-01"},
		{"2024-01-01 2024-02-01", "uneven", "2024-02-01", "2199-01-01"},
	} {
		days := strings.Fields(c.dates)
		s := parsed(t, "date,value\n"+strings.Join(days, ",1\n")+",2\n")
		pace, newest := s.Pace(), onDay(t, days[len(days)-1])
		if got := pace.Words(); got != c.words {
			t.Errorf("%s: %s, want %s", c.dates, got, c.words)
		}
		if got := pace.End(newest).Format(time.DateOnly); got != c.end {
			t.Errorf("%s: the newest period ends on %s, want %s", c.dates, got, c.end)
		}
		last := onDay(t, c.last)
		if pace.IsLate(newest, last) || (c.words != "uneven" && !pace.IsLate(newest, last.AddDate(0, 0, 1))) {
			t.Errorf("%s: late on %s is %t, a day later %t", c.dates, c.last, pace.IsLate(newest, last), pace.IsLate(newest, last.AddDate(0, 0, 1)))
		}
	}
}

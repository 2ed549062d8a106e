package series_test

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestWithGaps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, days, want string }{
		{"a month is not there", "2024-01-01 2024-02-01 2024-03-01 2024-05-01", "2024-04-01"},
		{"two months in a row", "2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-08-31", "2024-06-30 2024-07-31"},
		{"a quarter", "2023-12-31 2024-03-31 2024-06-30 2024-12-31", "2024-09-30"},
		{"every month there", "2024-01-01 2024-02-01 2024-03-01", ""},
		{"days of work", "2024-01-04 2024-01-05 2024-01-08 2024-01-09", ""},
		{"no even step", "2024-01-01 2024-03-01 2024-06-01 2024-12-01", ""},
		{"mostly not there", "2024-01-01 2024-02-01 2024-06-01 2024-12-01", ""},
		{"more long steps than short ones", "2024-01-01 2024-02-01 2024-04-01 2024-06-01", ""},
		{"one gap longer than the series", "2024-01-01 2024-02-01 2024-03-01 2030-01-01", ""},
		{"two points", "2024-01-01 2024-06-01", ""},
		{"weeks", "2024-01-01 2024-01-08 2024-01-15 2024-02-05 2024-02-12", "2024-01-22 2024-01-29"},
		{"weeks that end on Sundays", "2024-01-07 2024-01-14 2024-01-21 2024-02-04", "2024-01-28"},
		{"the 15th of months", "2024-01-15 2024-02-15 2024-03-15 2024-05-15 2024-06-15", "2024-04-15"},
		{"the 30th or the last", "2024-01-30 2024-02-29 2024-03-30 2024-05-30", "2024-04-30"},
		{"days", "2024-01-05 2024-01-06 2024-01-07 2024-01-09", "2024-01-08"},
		{"a day of work", "2024-01-04 2024-01-05 2024-01-08 2024-01-10", "2024-01-09"},
		{"years", "2018-03-31 2019-03-31 2020-03-31 2022-03-31", "2021-03-31"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := parsed(t, "date,value\n"+strings.ReplaceAll(c.days, " ", ",1\n")+",1\n").WithGaps()
			var added []string
			for _, p := range s.Points {
				if !p.Known {
					added = append(added, p.Date.Format(time.DateOnly))
				}
			}
			if got := strings.Join(added, " "); got != c.want || strings.Contains(strings.Join(s.Notes, ""), "taken as a gap") != (c.want != "") {
				t.Errorf("added %q (%q), want %q", got, s.Notes, c.want)
			}
			uneven := slices.Contains([]string{
				"no even step", "mostly not there", "more long steps than short ones", "one gap longer than the series",
			}, c.name)
			if strings.Contains(strings.Join(s.Notes, ""), "not evenly spaced") != uneven {
				t.Errorf("notes %q", s.Notes)
			}
		})
	}
}

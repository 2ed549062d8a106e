package sample_test

import (
	"context"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline/sample"
)

// kent writes the calibrated extract with a seed and gives its usable rows.
func kent(t *testing.T, seed uint64) sorted {
	t.Helper()
	path, _, err := sample.Write(context.Background(), t.TempDir(), sample.Options{Seed: seed, Profile: "kent"})
	if err != nil {
		t.Fatal(err)
	}
	return sift(readAll(t, path), mustDay(t, "2024-12-31"))
}

// TestKentTotals recounts every published total from the file, for the committed seed and some others.
func TestKentTotals(t *testing.T) {
	for _, seed := range []uint64{1, 2, 7} {
		t.Run("seed "+strconv.FormatUint(seed, 10), func(t *testing.T) {
			rows := kent(t, seed).good
			all := spells(rows)
			t.Run("timeliness", func(t *testing.T) { checkTimeliness(t, rows) })
			t.Run("other ends", func(t *testing.T) { checkOtherEnds(t, rows) })
			t.Run("requests", func(t *testing.T) { checkRequests(t, rows) })
			t.Run("open", func(t *testing.T) { checkOpen(t, all) })
			t.Run("months", func(t *testing.T) { checkMonths(t, rows) })
			t.Run("story", func(t *testing.T) { checkStory(t, all) })
		})
	}
}

// A timeliness is plans issued by how long they took.
type timeliness struct{ plans, within20, to52, over52 int }

func (c *timeliness) add(days int) {
	c.plans++
	switch {
	case days <= 140:
		c.within20++
	case days <= 364:
		c.to52++
	default:
		c.over52++
	}
}

// timed counts the plans issued in a year or month that had no mediation or tribunal.
func timed(rows []row, period string) (all, withoutExceptions timeliness, disputed int) {
	for _, r := range rows {
		if !strings.HasPrefix(r["plan_issued_date"], period) {
			continue
		}
		if r.afterDispute() {
			disputed++
			continue
		}
		days := r.day("plan_issued_date") - r.start()
		all.add(days)
		if r["week20_exception"] != "1" {
			withoutExceptions.add(days)
		}
	}
	return all, withoutExceptions, disputed
}

func checkTimeliness(t *testing.T, rows []row) {
	for _, want := range []struct {
		year            string
		all, unexcepted timeliness
		disputed        int
	}{
		{"2023", timeliness{1804, 324, 1268, 212}, timeliness{1796, 324, 1262, 210}, 172},
		{"2024", timeliness{2424, 784, 1297, 343}, timeliness{2354, 783, 1229, 342}, 466},
	} {
		all, unexcepted, disputed := timed(rows, want.year)
		if all != want.all || unexcepted != want.unexcepted || disputed != want.disputed {
			t.Errorf("plans of %s: got %v, %v and %d, want %v, %v and %d",
				want.year, all, unexcepted, disputed, want.all, want.unexcepted, want.disputed)
		}
	}
}

func checkOtherEnds(t *testing.T, rows []row) {
	for year, want := range map[string]int{"2023": 164, "2024": 488} {
		got := 0
		for _, r := range rows {
			if r["assessment_outcome"] == "N" && strings.HasPrefix(r["assessment_outcome_date"], year) {
				got++
			}
		}
		if got != want {
			t.Errorf("not issued in %s: got %d, want %d", year, got, want)
		}
	}
}

// A decided is a year's requests as they stood at its end.
type decided struct{ received, yes, no, undecided, withdrawn int }

func checkRequests(t *testing.T, rows []row) {
	for year, want := range map[string]decided{
		"2023": {3988, 2575, 1244, 155, 14},
		"2024": {4001, 1602, 2200, 186, 13},
	} {
		got, end := decided{}, mustDay(t, year+"-12-31")
		for _, r := range rows {
			if !r.isNew() || !strings.HasPrefix(r["received_date"], year) {
				continue
			}
			got.received++
			outcome := r["request_outcome"]
			switch at := r.day("request_outcome_date"); {
			case outcome == "" || outcome == "A" || at > end:
				got.undecided++
			case outcome == "Y":
				got.yes++
			case outcome == "N":
				got.no++
			case outcome == "W":
				got.withdrawn++
			}
		}
		if got != want {
			t.Errorf("requests of %s: got %v, want %v", year, got, want)
		}
	}
}

func checkOpen(t *testing.T, all []spell) {
	for date, want := range map[string]int{"2023-12-31": 2192, "2024-01-31": 2066} {
		if got := count(all, mustDay(t, date), spell.openOn); got != want {
			t.Errorf("open on %s: got %d, want %d", date, got, want)
		}
	}
	for date, want := range map[string]int{"2023-09-30": 1080, "2024-01-31": 397} {
		got := count(all, mustDay(t, date), func(s spell, d int) bool { return s.assessingOn(d) && d-s.start >= 141 })
		if got != want {
			t.Errorf("past 20 weeks at the assessment stage on %s: got %d, want %d", date, got, want)
		}
	}
	if days := oldest(all, mustDay(t, "2023-10-31")); days < 868 || days > 874 {
		t.Errorf("oldest open on 2023-10-31: got %d days, want 868 to 874", days)
	}
}

func count(all []spell, d int, counts func(spell, int) bool) int {
	n := 0
	for _, s := range all {
		if counts(s, d) {
			n++
		}
	}
	return n
}

func oldest(all []spell, d int) int {
	days := 0
	for _, s := range all {
		if s.openOn(d) {
			days = max(days, d-s.start)
		}
	}
	return days
}

func oldestOrdinary(all []spell, d int) int {
	return oldest(slices.DeleteFunc(slices.Clone(all), func(s spell) bool { return s.afterDispute }), d)
}

func checkMonths(t *testing.T, rows []row) {
	received, source := 0, map[string]int{}
	for _, r := range rows {
		if r.isNew() && strings.HasPrefix(r["received_date"], "2024-01") {
			received++
			source[r["request_source"]]++
		}
	}
	if parents, schools := share(source["1"], received), share(source["2"], received); parents != 38.2 || schools != 56.0 {
		t.Errorf("January 2024: %.1f%% from parents and %.1f%% from schools, want 38.2 and 56.0", parents, schools)
	}
	if source[""] != 0 {
		t.Errorf("January 2024: %d requests have no source", source[""])
	}
	for month, want := range map[string][2]float64{"2023-08": {2.2, 2.4}, "2024-08": {51.5, 51.7}} {
		all, unexcepted, _ := timed(rows, month)
		for _, c := range []timeliness{all, unexcepted} {
			rate := 100 * float64(c.within20) / float64(c.plans)
			if rate < want[0] || rate > want[1] {
				t.Errorf("within 20 weeks in %s: got %d of %d, %.2f%%, want %v", month, c.within20, c.plans, rate, want)
			}
		}
	}
	if all, _, disputed := timed(rows, "2023-12"); all.plans+disputed <= 300 {
		t.Errorf("plans of December 2023: got %d, want more than 300", all.plans+disputed)
	}
}

// share is a percentage to one decimal.
func share(part, whole int) float64 {
	return math.Round(1000*float64(part)/float64(whole)) / 10
}

// checkStory looks at what is not published to the case but is to be seen: the trough of autumn 2023 and what
// came after it.
func checkStory(t *testing.T, all []spell) {
	quarters := []string{"2023-09-30", "2023-12-31", "2024-03-31", "2024-06-30", "2024-09-30", "2024-12-31"}
	for _, days := range []int{141, 211} {
		before := math.MaxInt
		for _, date := range quarters[1:] {
			now := count(all, mustDay(t, date), func(s spell, d int) bool { return s.openOn(d) && d-s.start >= days })
			if now >= before {
				t.Errorf("open %d days and over on %s: %d is no fewer than %d", days, date, now, before)
			}
			before = now
		}
	}
	// While the last of the oldest are worked, the age of the very oldest may still creep up for a few weeks.
	const creep = 3
	ordinary := math.MaxInt - creep
	for _, date := range quarters {
		weeks := oldestOrdinary(all, mustDay(t, date)) / 7
		if weeks > ordinary+creep {
			t.Errorf("oldest open outside mediation and tribunal on %s: %d weeks, after %d", date, weeks, ordinary)
		}
		ordinary = weeks
	}
	if ordinary < 30 || ordinary > 45 {
		t.Errorf("oldest open outside mediation and tribunal at the end of 2024: %d weeks, want 30 to 45", ordinary)
	}
	if trough, now := inTime(all, t, "2023-09"), inTime(all, t, "2024-12"); trough > 5 || now < 55 {
		t.Errorf("falling due with a plan in time: %.1f%% in September 2023, %.1f%% in December 2024", trough, now)
	}
}

// inTime is the share of cases that reached 20 weeks in a month, with a plan or still open, that had a plan.
func inTime(all []spell, t *testing.T, month string) float64 {
	first := mustDay(t, month+"-01")
	due, planned := 0, 0
	for _, s := range all {
		at := s.start + 140
		switch {
		case s.afterDispute || at < first || at > first+29 || s.opened > at:
		case s.ended == noDay || s.ended > at:
			due++
		case s.isPlan:
			due++
			planned++
		}
	}
	return share(planned, due)
}

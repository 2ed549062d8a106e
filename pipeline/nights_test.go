//go:build unix

package pipeline_test

import (
	"flag"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/runs"
)

var (
	nights       = flag.Int("nights", 3, "runs in a row of TestNights")
	nightlyCases = flag.Int("night-cases", 80, "cases of the authority of TestNights when it begins")
)

// TestNights publishes every night what the cases of a small authority have
// become: every revision is what the authority knows to have changed, runs go as
// retention says, and where there are 50 nights and more neither memory, nor time,
// nor the disk that a kept run takes, grows by more than the extract does.
// It is not run beside other tests: the memory and the time are those of the whole
// process.
func TestNights(t *testing.T) {
	chance := rand.New(rand.NewPCG(1, 2))
	c := newCouncil(chance.IntN, dayOf("2024-01-15"), *nightlyCases)
	j := job{
		folder: t.TempDir(), completeFrom: c.first.String(), public: true,
		settings: "breakdowns: {public: [All, Area], restricted: []}\nretention: {days: 30, month_ends: 13, quarter_ends: all}\n",
	}
	extracts := filepath.Join(j.folder, "extracts")
	if err := os.Mkdir(extracts, 0o700); err != nil {
		t.Fatal(err)
	}
	words, shown, spent := map[string]word{}, map[string]time.Time{}, make([]costs, *nights)
	for n := range *nights {
		j.files = []string{writeCSV(t, extracts, "cases.csv", c.extract(), "plan_issued_date", "closed_date", "closed_reason")}
		j.asAt, j.now = c.today.String(), time.Date(2024, 1, 16+n, 2, 0, 0, 0, time.UTC)
		o := j.options(t)
		began := processorTime(t)
		before := began
		o.Progress = func(done pipeline.Step) {
			now := processorTime(t)
			if done.Name == "protect" {
				spent[n].protect = now - before
			}
			before = now
		}
		result, err := pipeline.Run(t.Context(), o)
		if err != nil {
			t.Fatalf("night %d, as at %s: %v", n+1, c.today, err)
		}
		spent[n].rows, spent[n].cpu = len(c.cases), processorTime(t)-began
		if result.Unchanged || int(result.Manifest.Totals.Staged) != len(c.cases) {
			t.Fatalf("night %d: %d of %d cases are staged; unchanged: %v", n+1, result.Manifest.Totals.Staged, len(c.cases), result.Unchanged)
		}
		words = c.checkWords(t, published{result}, n, words)
		shown[j.asAt] = j.now
		checkKept(t, o.Out, j.now, shown)
		spent[n].measure(t, j.files[0], o.Out)
		t.Logf("night %d: %+v", n+1, spent[n])
		if t.Failed() {
			t.Fatalf("on night %d, as at %s", n+1, c.today)
		}
		c.sleep()
	}
	checkCosts(t, spent)
	moved := map[string]int{}
	for _, w := range words {
		for cause, cases := range w.causes {
			moved[cause] += max(cases, -cases)
		}
	}
	if t.Logf("causes, over all figures: %v", moved); *nights >= 50 && len(moved) < len(causes())-1 {
		t.Error("want cases of every cause but reclassified")
	}
}

// word is what a run says of one figure of an increment.
type word struct {
	first, now string
	causes     map[string]int
}

// checkWords holds revisions against what the authority knows, which it gives for
// the next night.
func (c *council) checkWords(t *testing.T, run published, n int, before map[string]word) map[string]word {
	t.Helper()
	words, table := map[string]word{}, map[string]record{}
	for _, row := range run.table(t, "revisions") {
		table[row.pick("measure", "period_start")] = row
	}
	// Of the calendar's quarters, and from the first that is covered from its start.
	for from := time.Date(2022, 4, 1, 0, 0, 0, 0, time.UTC); ; from = from.AddDate(0, 3, 0) {
		start, end := dayOf(from.Format(time.DateOnly)), dayOf(from.AddDate(0, 3, -1).Format(time.DateOnly))
		if end > c.today {
			break
		}
		for measure := range watched() {
			place, now := measure+","+start.String(), c.figure(measure, start, end)
			known, wasKnown := before[place]
			w, previous := word{now, now, map[string]int{}}, ""
			if wasKnown {
				w, previous = word{known.first, now, maps.Clone(known.causes)}, known.now
				c.caused(measure, start, end, w.causes)
			}
			words[place] = w
			row := table[place]
			if got, want := row.pick("first_published", "previous", "now"), w.first+","+previous+","+now; got != want {
				t.Errorf("%s: first, previous, now are %s, want %s", place, got, want)
			}
			for _, cause := range causes() {
				if row[cause] != strconv.Itoa(w.causes[cause]) {
					t.Errorf("%s: %s is %s, want %d", place, cause, row[cause], w.causes[cause])
				}
			}
		}
	}
	if n == 0 && len(words) != len(watched())*7 {
		t.Errorf("%d figures on the first night, want those of seven increments", len(words))
	}
	return words
}

// checkKept holds the runs that are there against the rule: those of 30 days, and
// the last of each of the newest 13 months and of every quarter. Shown has the
// start of every run by its as-at date.
func checkKept(t *testing.T, out string, now time.Time, shown map[string]time.Time) {
	t.Helper()
	months, quarters, want := map[string]string{}, map[string]string{}, map[string]bool{}
	for day, started := range shown {
		at, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		month, quarter := day[:7], at.AddDate(0, -(int(at.Month())-1)%3, 0).Format("2006-01")
		months[month], quarters[quarter] = max(months[month], day), max(quarters[quarter], day)
		want[day] = now.Sub(started) <= 30*24*time.Hour
	}
	newest := slices.Sorted(maps.Keys(months))
	for _, month := range newest[max(0, len(newest)-13):] {
		want[months[month]] = true
	}
	for _, day := range quarters {
		want[day] = true
	}
	var there []string
	for _, r := range runs.List(out) {
		there = append(there, r.AsAt)
	}
	maps.DeleteFunc(want, func(_ string, isKept bool) bool { return !isKept })
	slices.Sort(there)
	if kept := slices.Sorted(maps.Keys(want)); !slices.Equal(there, kept) {
		t.Errorf("runs as at %q are there, want %q", there, kept)
	}
}

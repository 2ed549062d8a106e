package runs_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ehcp/pipeline/runs"
)

// kept is what a test says of one run in a folder.
type kept struct {
	id, asAt, status string
}

// day is the id of the run at two o'clock of a day.
func day(date string) string {
	return strings.ReplaceAll(date, "-", "") + "T020000.000Z-0123abcd"
}

// folderOf writes a folder of runs of which latest shows the last.
func folderOf(t testing.TB, list []kept) string {
	t.Helper()
	out := t.TempDir()
	for _, k := range list {
		writeRun(t, out, k.id, map[string]any{
			"run_id": k.id, "status": k.status, "as_at": k.asAt,
		})
	}
	if len(list) > 0 {
		if err := os.Symlink(filepath.Join("runs", list[len(list)-1].id), filepath.Join(out, "latest")); err != nil {
			t.Skip("no links here")
		}
	}
	return out
}

func writeRun(t testing.TB, out, name string, manifest map[string]any) {
	t.Helper()
	folder := filepath.Join(out, "runs", name)
	if err := os.MkdirAll(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(manifest)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "manifest.json"), text, 0o600); err != nil {
		t.Fatal(err)
	}
}

func goneOf(rule runs.Rule, out, today string) []string {
	at, _ := time.Parse(time.DateOnly, today)
	var ids []string
	for _, r := range rule.Gone(runs.List(out), at) {
		ids = append(ids, r.ID)
	}
	return ids
}

func calendar() time.Time { return time.Date(2020, time.January, 1, 0, 0, 0, 0, time.UTC) }

// TestGoneByHand lets go of what a person with a calendar would.
func TestGoneByHand(t *testing.T) {
	t.Parallel()
	published := func(date string) kept { return kept{id: day(date), asAt: date, status: "published"} }
	for name, c := range map[string]struct {
		list  []kept
		rule  runs.Rule
		today string
		want  []string
	}{
		"nights go after their days": {
			[]kept{published("2024-05-30"), published("2024-05-31"), published("2024-06-01"), published("2024-06-30")},
			runs.Rule{Days: 30},
			"2024-06-30",
			[]string{day("2024-05-30")},
		},
		"the last of a month stays": {
			[]kept{published("2024-03-30"), published("2024-03-31"), published("2024-04-29"), published("2024-08-01")},
			runs.Rule{Days: 30, MonthEnds: 3},
			"2024-08-01",
			[]string{day("2024-03-30")},
		},
		"months beyond the newest go": {
			[]kept{published("2024-03-31"), published("2024-04-30"), published("2024-05-31"), published("2024-08-01")},
			runs.Rule{Days: 30, MonthEnds: 2},
			"2024-08-01",
			[]string{day("2024-03-31"), day("2024-04-30")},
		},
		"all quarters stay": {
			[]kept{published("2022-03-31"), published("2022-06-29"), published("2022-06-30"), published("2024-08-01")},
			runs.Rule{Days: 30, QuarterEnds: runs.All, Quarters: calendar()},
			"2024-08-01",
			[]string{day("2022-06-29")},
		},
		"quarters are the increments": { // from the 15th of February: 2022-06-29 and 06-30 lie in that from 15 May
			[]kept{published("2022-05-14"), published("2022-05-15"), published("2022-06-30"), published("2024-08-01")},
			runs.Rule{Days: 30, QuarterEnds: runs.All, Quarters: time.Date(2023, time.February, 15, 0, 0, 0, 0, time.UTC)},
			"2024-08-01",
			[]string{day("2022-05-15")},
		},
		"refused runs go, and are no month's end": {
			[]kept{published("2024-03-30"), {id: day("2024-03-31"), asAt: "2024-03-31", status: "refused_quality"}, published("2024-08-01")},
			runs.Rule{Days: 30, MonthEnds: 13},
			"2024-08-01",
			[]string{day("2024-03-31")},
		},
		"the newer of two of one day stays": {
			[]kept{
				{id: "20240331T020000.000Z-0123abcd", asAt: "2024-03-31", status: "published"},
				{id: "20240402T020000.000Z-0123abcd", asAt: "2024-03-31", status: "published"},
				published("2024-08-01"),
			},
			runs.Rule{Days: 30, MonthEnds: 13},
			"2024-08-01",
			[]string{"20240331T020000.000Z-0123abcd"},
		},
		"what latest shows stays, however old": {
			[]kept{published("2020-01-01"), published("2020-01-02")},
			runs.Rule{Days: 1},
			"2024-08-01",
			[]string{day("2020-01-01")},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if got := goneOf(c.rule, folderOf(t, c.list), c.today); !slices.Equal(got, c.want) {
				t.Errorf("gone: %q, want %q", got, c.want)
			}
		})
	}
}

// TestWhatIsNoRunStays holds folders that only look like old runs.
func TestWhatIsNoRunStays(t *testing.T) {
	t.Parallel()
	out := folderOf(t, []kept{{id: day("2024-08-01"), asAt: "2024-08-01", status: "published"}})
	old := day("2020-01-01")
	writeRun(t, out, "notes", map[string]any{"run_id": "notes", "status": "published", "as_at": "2020-01-01"})
	writeRun(t, out, old, map[string]any{"run_id": day("2020-02-02"), "status": "published", "as_at": "2020-01-01"})
	if err := os.MkdirAll(filepath.Join(out, "runs", day("2020-01-03")), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(t.TempDir(), filepath.Join(out, "runs", day("2020-01-04"))); err != nil {
		t.Fatal(err)
	}
	if got := goneOf(runs.Rule{Days: 1}, out, "2024-08-01"); len(got) > 0 {
		t.Errorf("gone: %q, want none", got)
	}
	// And nothing goes while it cannot be told which run is shown.
	writeRun(t, out, day("2020-05-05"), map[string]any{"run_id": day("2020-05-05"), "status": "published", "as_at": "2020-05-05"})
	if got := goneOf(runs.Rule{Days: 1}, out, "2024-08-01"); !slices.Equal(got, []string{day("2020-05-05")}) {
		t.Errorf("gone: %q, want the old run", got)
	}
	if err := os.Remove(filepath.Join(out, "latest")); err != nil {
		t.Fatal(err)
	}
	if got := goneOf(runs.Rule{Days: 1}, out, "2024-08-01"); len(got) > 0 {
		t.Errorf("gone without a latest: %q, want none", got)
	}
}

// TestNightByNight runs the rule every night for years, as the runs do, and
// finds each promise kept on every morning: the count of runs is bounded, what
// is young is there, and so are the month ends and the quarter ends.
func TestNightByNight(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		rule := runs.Rule{
			Days: rapid.IntRange(1, 40).Draw(t, "days"), MonthEnds: rapid.IntRange(0, 14).Draw(t, "months"),
			QuarterEnds: runs.All, Quarters: calendar(),
		}
		var list []runs.Run
		first := time.Date(2022, time.January, 1, 2, 0, 0, 0, time.UTC)
		for night := range 500 {
			at := first.AddDate(0, 0, night)
			if rapid.IntRange(0, 9).Draw(t, "skipped") == 0 {
				continue
			}
			for i := range list {
				list[i].Shown = false
			}
			list = append(list, made(at))
			gone := rule.Gone(list, at)
			list = slices.DeleteFunc(list, func(r runs.Run) bool {
				return slices.ContainsFunc(gone, func(g runs.Run) bool { return g.ID == r.ID })
			})
			if most := rule.Days + 1 + rule.MonthEnds + 7; len(list) > most {
				t.Fatalf("night %d: %d runs are kept, want at most %d", night, len(list), most)
			}
		}
		for _, g := range list[:len(list)-1] {
			if g.Shown {
				t.Fatal("two runs are shown")
			}
		}
		quarters := map[string]bool{}
		for _, r := range list {
			asAt, _ := time.Parse(time.DateOnly, r.AsAt)
			quarters[fmt.Sprint(asAt.Year(), (int(asAt.Month())-1)/3)] = true
		}
		if len(quarters) < 6 { // of 500 nights from 31 December 2021
			t.Fatalf("%d quarters have a run, want 6 or more", len(quarters))
		}
	})
}

// made is the run that latest shows after it was made at a time.
func made(at time.Time) runs.Run {
	id := runs.NewID(at, "0123abcd")
	return runs.Run{ID: id, Claims: id, Status: runs.Published, AsAt: at.AddDate(0, 0, -1).Format(time.DateOnly), Shown: true}
}

package pipeline_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
)

// twoAreas are 240 cases of two areas, a few dozen received in each increment of
// 2024, of which some have their plan within 20 weeks and some later.
func twoAreas() []record {
	var rows []record
	for i := range 240 {
		received := dayOf("2024-01-01") + day(365*i/240)
		row := record{"case_id": "k" + strconv.Itoa(i), "received_date": received.String(), "area": []string{"North", "South", "East"}[i%3]}
		if i%4 > 0 {
			row["plan_issued_date"] = (received + []day{100, 130, 160}[i%4-1]).String()
		}
		rows = append(rows, row)
	}
	return rows
}

// TestReleasesTellNoSmallDifference registers a case late, closes another
// earlier and so on between runs: of no count of a breakdown do two releases show
// values that differ by 1 to 4, all cases are shown as they are, and what did not
// change is shown or hidden as it was.
func TestReleasesTellNoSmallDifference(t *testing.T) {
	t.Parallel()
	out := filepath.Join(t.TempDir(), "out")
	settings := func(j *job) {
		j.public, j.settings, j.completeFrom = true, "breakdowns: {public: [All, Area], restricted: []}\n", "2024-01-01"
	}
	rows := twoAreas()
	first := night(t, out, "2025-06-30", 0, rows, settings)
	again := night(t, out, "2025-06-30", 1, append([]record{{"case_id": "spare", "received_date": "2025-06-30", "area": "North"}}, rows...), settings)
	unchanged(t, first, again, "spare")

	later := slices.Clone(rows)
	for i, row := range later {
		later[i] = maps.Clone(row)
	}
	later = append(later, record{"case_id": "late", "received_date": "2024-02-10", "plan_issued_date": "2024-06-10", "area": "North"})
	later[40]["plan_issued_date"] = (dayOf(later[40]["received_date"]) + 90).String()
	second := night(t, out, "2025-06-30", 2, later, settings)
	differ, hidden := compareReleases(t, []published{first, again}, second)
	if differ == 0 || hidden == 0 {
		t.Errorf("%d counts of all cases differ, %d of a breakdown are hidden; want some", differ, hidden)
	}
	if second.Manifest.Suppression.Near == 0 || !strings.Contains(strings.Join(second.Manifest.Warnings, "\n"), "disclosure: released:") {
		t.Errorf("the manifest says nothing of it: %+v", second.Manifest.Suppression)
	}
	why, err := os.ReadFile(filepath.Join(second.Folder, "restricted", "hidden-from-the-public.csv"))
	if err != nil || !strings.Contains(string(why), "differs by little from what was published before") {
		t.Errorf("the list of hidden counts does not say so (%v)", err)
	}

	// Runs that did not leave the council are no releases.
	free := night(t, out, "2025-06-30", 3, later, func(j *job) {
		settings(j)
		j.settings += "disclosure: {released: [2025-03-31]}\n"
	})
	if free.Manifest.Suppression.Near != 0 || !strings.Contains(strings.Join(free.Manifest.Warnings, "\n"), "no run is on record: 2025-03-31") {
		t.Errorf("near: %d; warnings: %q", free.Manifest.Suppression.Near, free.Manifest.Warnings)
	}
}

// compareReleases sets a release against those before it, and counts what differs
// of all cases and what is hidden of breakdowns that was shown.
func compareReleases(t *testing.T, before []published, now published) (differ, hidden int) {
	t.Helper()
	for _, table := range []string{"falling_due", "timeliness", "backlog", "flow", "requests"} {
		counts := now.counts(t, table)
		for _, earlier := range before {
			for place, then := range earlier.counts(t, table) {
				count, found := counts[place]
				a, err := strconv.Atoi(then)
				if err != nil || !found {
					continue
				}
				b, err := strconv.Atoi(count)
				by := max(a-b, b-a)
				switch {
				case err != nil:
					if !strings.Contains(place, "All,All") {
						hidden++
					}
				case strings.Contains(place, "All,All") && by > 0:
					differ++
				case by > 0 && by < 5 && !strings.Contains(place, "All,All"):
					t.Errorf("%s: %s is %d, and was %d", table, place, b, a)
				}
			}
		}
	}
	return differ, hidden
}

// unchanged holds that what two releases say of periods in which nothing changed
// is the same, marks included.
func unchanged(t *testing.T, a, b published, what string) {
	t.Helper()
	for _, table := range []string{"falling_due", "timeliness", "requests"} {
		then, now := a.counts(t, table), b.counts(t, table)
		for place, count := range then {
			if strings.Contains(place, "2025-04-01") || strings.Contains(place, "2025-01-01") || strings.Contains(place, "2025-06-01") ||
				strings.Contains(place, "2024-09-01") || strings.Contains(place, "2024-04-01,2025-03-31") {
				continue // in which a case more is
			}
			if got, found := now[place]; found && got != count && !strings.Contains(place, "rolling") && !strings.Contains(place, "academic") &&
				!strings.Contains(place, "financial") {
				t.Errorf("%s (%s): %s is %s, and was %s", table, what, place, got, count)
			}
		}
	}
}

// counts are the counts of a public table by their place.
func (p published) counts(t *testing.T, name string) map[string]string {
	t.Helper()
	table, found := registry.Find(name)
	if !found {
		t.Fatalf("there is no table %s", name)
	}
	var keys []string
	for _, column := range table.Keys() {
		if column.Role == registry.Key {
			keys = append(keys, column.Name)
		}
	}
	counts := map[string]string{}
	for _, row := range p.publicTable(t, name) {
		for _, column := range table.Columns {
			if column.Role == registry.Count {
				counts[fmt.Sprintf("%s: %s", row.pick(keys...), column.Name)] = row[column.Name]
			}
		}
	}
	return counts
}

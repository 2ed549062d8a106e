package pipeline_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
)

// causes are why a figure may have changed, in the order of the table.
func causes() []string {
	return []string{"late_registered", "closure_withdrawn", "deleted", "closure_backdated", "start_moved", "reclassified"}
}

// night is one run of many in one folder: the next day, and other extracts.
func night(t testing.TB, out, asAt string, n int, rows []record, more func(*job)) published {
	t.Helper()
	j := job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows, "plan_issued_date", "closed_date", "closed_reason")}, asAt: asAt,
		completeFrom: "2023-01-01", now: time.Date(2030, 6, 1+n, 2, 0, 0, 0, time.UTC),
	}
	if more != nil {
		more(&j)
	}
	o := j.options(t)
	o.Out = out
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatalf("run %d: %v", n, err)
	}
	return published{result}
}

// TestRevisionsOfReference takes the two extracts of a worked example, in which
// every cause occurs once.
func TestRevisionsOfReference(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/revision_tiny_expected.json")
	if err != nil {
		t.Fatal(err)
	}
	var want struct {
		E1, E2         map[string][2]*string
		AsAt           string `json:"asat"`
		First, Revised int
		Late           []string `json:"late_registered"`
		Withdrawn      []string `json:"closure_withdrawn"`
		Deleted        []string
		Backdated      []string `json:"closure_backdated"`
		Moved          []string `json:"start_moved"`
	}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	rowsOf := func(extract map[string][2]*string) (rows []record) {
		for _, id := range slices.Sorted(maps.Keys(extract)) {
			row := record{"case_id": id, "received_date": *extract[id][0]}
			if closed := extract[id][1]; closed != nil {
				row["closed_date"], row["closed_reason"] = *closed, "withdrawn"
			}
			rows = append(rows, row)
		}
		return rows
	}
	out := filepath.Join(t.TempDir(), "out")
	first := night(t, out, want.AsAt, 0, rowsOf(want.E1), nil)
	if got := openIn(t, first); got.pick("first_published", "previous", "now") != fmt.Sprintf("%d.0,,%d.0", want.First, want.First) {
		t.Errorf("the first run says %s", got.pick("first_published", "previous", "now"))
	}
	second := night(t, out, want.AsAt, 1, rowsOf(want.E2), nil)
	got := openIn(t, second)
	if values := got.pick("first_published", "previous", "now"); values != fmt.Sprintf("%d.0,%[1]d.0,%[2]d.0", want.First, want.Revised) {
		t.Errorf("the second run says %s", values)
	}
	byCase := map[string][]string{}
	for _, row := range where(readCSV(t, filepath.Join(second.Folder, "casework", "revisions.csv")), record{"measure": "open"}) {
		byCase[row["why"]] = append(byCase[row["why"]], row["case_id"])
	}
	for cause, ids := range map[string][]string{
		"late_registered": want.Late, "closure_withdrawn": want.Withdrawn, "deleted": want.Deleted, "closure_backdated": want.Backdated,
		"start_moved": want.Moved, "reclassified": nil,
	} {
		if got.number(t, cause) != len(ids) || !slices.Equal(byCase[cause], ids) {
			t.Errorf("%s: %s of cases %q, want %q", cause, got[cause], byCase[cause], ids)
		}
	}
	// And a night on which nothing changed says the same of the first run.
	third := openIn(t, night(t, out, "2025-04-01", 2, rowsOf(want.E2), nil))
	if values := third.pick("first_published", "previous", "now"); values != fmt.Sprintf("%d.0,%d.0,%[2]d.0", want.First, want.Revised) {
		t.Errorf("the third run says %s", values)
	}
	if got.pick(causes()...) != third.pick(causes()...) {
		t.Errorf("causes %s, then %s", got.pick(causes()...), third.pick(causes()...))
	}
}

// openIn is the row of open cases at the end of March 2025.
func openIn(t testing.TB, p published) record {
	t.Helper()
	return one(t, p.table(t, "revisions"), record{"measure": "open", "period_start": "2025-01-01"})
}

// TestRevisionsAddUp changes random extracts from night to night: the figure that
// was first published and the causes make the present one, which is that of the
// other tables, and what a run calls previous is what the run before called now.
func TestRevisionsAddUp(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		out := filepath.Join(t.TempDir(), "out")
		rows := anyCases(d, 40, 60)
		var before published
		for n := range 3 {
			asAt := time.Date(2024, 7, 3+20*n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			now := night(t, out, asAt, n, truncated(rows, asAt), func(j *job) { j.completeFrom = "2022-01-01" })
			table := now.table(t, "revisions")
			backlog := now.table(t, "backlog")
			for _, row := range table {
				checkCauses(t, row)
				if cell, stock := row["measure"], slices.Contains([]string{"open", "over_20_weeks", "over_30_weeks", "over_52_weeks"}, row["measure"]); stock {
					if want := overall(t, backlog, record{"as_at": row["period_end"]})[cell] + ".0"; row["now"] != want {
						t.Errorf("%s at %s is %s in revisions, %s in backlog", cell, row["period_end"], row["now"], want)
					}
				}
			}
			if n > 0 {
				for _, row := range before.table(t, "revisions") {
					same := one(t, table, record{"measure": row["measure"], "period_start": row["period_start"]})
					if same["previous"] != row["now"] || same["first_published"] != row["first_published"] {
						t.Errorf("%s from %s: %s after %s", row["measure"], row["period_start"],
							same.pick("first_published", "previous"), row.pick("first_published", "now"))
					}
				}
			}
			before = now
			rows = revised(d, rows)
		}
	})
}

// checkCauses adds up the row of a number of cases.
func checkCauses(t testing.TB, row record) {
	t.Helper()
	if strings.HasPrefix(row["measure"], "pc_") || strings.HasPrefix(row["measure"], "falling_due") ||
		slices.Contains([]string{"median_weeks", "net_change"}, row["measure"]) || row["now"] == "" {
		return
	}
	first, err := strconv.ParseFloat(row["first_published"], 64)
	if err != nil {
		t.Fatal(err)
	}
	sum := int(first) + row.number(t, "late_registered") + row.number(t, "closure_withdrawn") - row.number(t, "deleted") -
		row.number(t, "closure_backdated") - row.number(t, "start_moved") + row.number(t, "reclassified")
	if fmt.Sprintf("%d.0", sum) != row["now"] {
		t.Errorf("%s from %s: %s make %d, want %s", row["measure"], row["period_start"],
			row.pick(append([]string{"first_published"}, causes()...)...), sum, row["now"])
	}
}

// revised deletes, adds and changes a few cases of an extract.
func revised(d dice, rows []record) []record {
	var then []record
	for _, row := range rows {
		row = maps.Clone(row)
		switch d(12) {
		case 0:
			continue
		case 1:
			delete(row, "closed_date")
			delete(row, "closed_reason")
		case 2:
			if row["plan_issued_date"] == "" && row["closed_date"] == "" {
				row["closed_date"], row["closed_reason"] = "2024-06-28", "withdrawn"
			}
		case 3:
			if day, err := time.Parse(time.DateOnly, row["received_date"]); err == nil && row["opened_date"] == "" {
				row["received_date"] = day.AddDate(0, 0, -d(40)).Format(time.DateOnly)
			}
		}
		then = append(then, row)
	}
	return append(then, record{"case_id": fmt.Sprintf("late %d", len(rows)*1000+d(1000)), "received_date": "2024-02-01"})
}

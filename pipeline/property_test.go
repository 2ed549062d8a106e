package pipeline_test

import (
	"flag"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"
)

// TestMain settles on how many random extracts each property is tried, and on
// which: -rapid.checks and -rapid.seed say otherwise, and a seed of 0 is another
// one each time. It makes the folder for the runs that tests share. With -script
// this program runs that and no test.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "2", "rapid.seed": "1"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	flag.Parse()
	if *benchScript != "" {
		if err := runScript(*benchScript); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	folder, err := os.MkdirTemp("", "ehcp-tests-")
	if err != nil {
		panic(err)
	}
	sharedFolder = folder
	code := m.Run()
	if err := os.RemoveAll(folder); err != nil {
		panic(err)
	}
	os.Exit(code)
}

// trial is one try of a property. Its failures go to rapid, which looks for a
// smaller extract that fails too.
type trial struct {
	testing.TB
	rapid *rapid.T
}

func (t trial) Error(args ...any)                 { t.rapid.Error(args...) }
func (t trial) Errorf(format string, args ...any) { t.rapid.Errorf(format, args...) }
func (t trial) Fatal(args ...any)                 { t.rapid.Fatal(args...) }
func (t trial) Fatalf(format string, args ...any) { t.rapid.Fatalf(format, args...) }
func (t trial) Log(args ...any)                   { t.rapid.Log(args...) }
func (t trial) Logf(format string, args ...any)   { t.rapid.Logf(format, args...) }
func (t trial) Helper()                           { t.rapid.Helper() }

// dice gives a whole number from 0 to one below its argument.
type dice func(below int) int

func (d dice) chance(percent int) bool { return d(100) < percent }

// forAll tries a property on random extracts.
func forAll(t *testing.T, property func(t testing.TB, d dice)) {
	t.Helper()
	rapid.Check(t, func(r *rapid.T) {
		property(trial{t, r}, func(below int) int { return rapid.IntRange(0, below-1).Draw(r, "die") })
	})
}

// anyCase makes one row of an extract whose dates are in order.
func anyCase(d dice, id int) record {
	received := dayOf("2023-01-01") + day(d(700))
	row := record{"case_id": strconv.Itoa(id), "received_date": received.String(), "area": []string{
		"North", "South",
		"",
	}[d(3)]}
	for _, column := range []string{"week20_exception", "request_mediation", "assessment_tribunal"} {
		row[column] = []string{"0", "1"}[d(9)/8]
	}
	if d.chance(4) {
		row["received_date"], row["plan_issued_date"] = "", (received + 100).String()
		return row
	}
	at := received
	switch d(8) {
	case 0:
		row["entry_type"], at = "transferred_in", received+day(d(200))
		row["opened_date"] = at.String()
	case 1:
		row["entry_type"], at = "reopened", received+30+day(d(300))
		row["opened_date"] = at.String()
	case 2:
		row["entry_type"] = "new"
	}
	decide(d, row, at)
	if d.chance(8) {
		row["closed_reason"] = []string{"withdrawn", "moved_out", "deceased", "error", "other"}[d(5)]
		if row["request_outcome"] != "N" && row["assessment_outcome"] != "N" && d.chance(80) {
			row["closed_date"] = (at + day(d(400))).String()
		}
	}
	return row
}

// decide takes a case on from the day that it opened, as far as chance has it.
func decide(d dice, row record, at day) {
	if d.chance(15) {
		return
	}
	at += day(d(70))
	row["request_outcome"], row["request_outcome_date"] = "Y", at.String()
	switch {
	case d.chance(20) && row["entry_type"] != "reopened":
		row["request_outcome"] = "N"
		if d.chance(50) {
			return
		}
		if d.chance(60) {
			at += day(d(90))
			row["reopened_date"] = at.String()
		}
		at++
	case d.chance(8):
		row["request_outcome"] = "W"
		if d.chance(20) && row["entry_type"] != "reopened" {
			row["request_outcome_date"] = ""
		}
		return
	}
	if d.chance(20) {
		return
	}
	at += day(d(150))
	row["assessment_outcome"], row["assessment_outcome_date"] = "Y", at.String()
	switch {
	case row["request_outcome"] == "Y" && d.chance(15):
		row["assessment_outcome"] = "N"
		if d.chance(60) {
			return
		}
		at++
	case d.chance(5):
		row["assessment_outcome"] = "W"
		return
	case d.chance(10):
		row["assessment_outcome_date"] = ""
	}
	if d.chance(80) {
		at += day(d(250))
		row["plan_issued_date"] = at.String()
	}
}

func anyCases(d dice, least, most int) []record {
	rows := make([]record, least+d(most-least))
	for i := range rows {
		rows[i] = anyCase(d, i+1)
	}
	return rows
}

// allColumns are those that any random case may have, so that no table
// depends on which of them happen to be drawn.
func allColumns() []string {
	return []string{
		"received_date", "opened_date", "entry_type", "reopened_date", "request_outcome", "request_outcome_date",
		"assessment_outcome", "assessment_outcome_date", "plan_issued_date", "closed_date", "closed_reason",
		"week20_exception", "request_mediation", "assessment_tribunal", "area",
	}
}

// randomJob is a run on rows that were known by the end of 2026, as at some day.
func randomJob(t testing.TB, asAt string, files ...[]record) job {
	t.Helper()
	folder := t.TempDir()
	j := job{
		asAt: asAt, completeFrom: "2023-06-15", // what is random is fit for no gate
		settings: "gates: {rejected_share: 1, undated_share: 1, unknown_exception_share: 1, stale_days: 10000}\n",
	}
	for i, rows := range files {
		j.files = append(j.files, writeCSV(t, folder, fmt.Sprintf("part%d_2026-12-31.csv", i), rows, allColumns()...))
	}
	return j
}

func anyDay(d dice) string { return (dayOf("2023-10-01") + day(d(640))).String() }

// TestRecountEqualsTables takes random extracts through the whole line, in both
// profiles, and recounts them in plain loops; a run whose identities do not hold,
// or whose public counts can be worked out, fails by itself.
func TestRecountEqualsTables(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows, asAt := anyCases(d, 20, 120), anyDay(d)
		j := randomJob(t, asAt, rows)
		j.public, j.settings = true, j.settings+"breakdowns: {public: [All, Area], restricted: []}\n"
		run := publish(t, j)
		var spells []spell
		for _, row := range rows {
			spells = append(spells, spellsOf(row, dayOf(asAt))...)
		}
		differ := func(row record, name string, want counts, columns ...string) {
			t.Helper()
			for _, column := range columns {
				if got := row.number(t, column); got != want[column] {
					t.Errorf("as at %s, %s, %s: got %d, want %d", asAt, name, column, got, want[column])
				}
			}
		}
		for _, row := range where(run.table(t, "backlog"), record{"breakdown_topic": "All"}) {
			want := backlogOn(spells, dayOf(row["as_at"]))
			columns := []string{
				"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52",
				"over_20_weeks", "over_30_weeks", "over_52_weeks", "ended_undated",
			}
			if want["open"] > 0 {
				columns = append(columns, "oldest_weeks_open")
			}
			differ(row, "backlog on "+row["as_at"], want, columns...)
		}
		for _, table := range []string{"timeliness", "falling_due", "flow"} {
			for _, row := range where(run.table(t, table), record{"breakdown_topic": "All"}) {
				from, to := dayOf(row["period_start"]), min(dayOf(row["period_end"]), dayOf(asAt))
				name := table + " of " + row["period"] + " " + row["threshold_weeks"] + row["weeks_open_band"]
				differ(row, name, recounted(table, row, spells, from, to), recountedColumns(table)...)
			}
		}
	})
}

func recounted(table string, row record, spells []spell, from, to day) counts {
	switch table {
	case "timeliness":
		return plansIn(spells, from, to)
	case "falling_due":
		return dueIn(spells, from, to, map[string]day{"20": in20, "30": in30, "52": in52}[row["threshold_weeks"]])
	}
	return flowIn(spells, from, to, row["weeks_open_band"])
}

func recountedColumns(table string) []string {
	switch table {
	case "timeliness":
		columns := []string{
			"plans_issued", "plans_issued_excl", "undated", "issued_from_backlog", "issued_from_flow",
			"plans_issued_after_mediation_or_tribunal",
		}
		for _, weeks := range []string{"20", "30", "52"} {
			columns = append(columns, "within_"+weeks+"_weeks", "over_"+weeks+"_weeks", "within_"+weeks+"_weeks_excl",
				"over_"+weeks+"_weeks_excl")
		}
		return columns
	case "falling_due":
		return []string{
			"fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan", "fell_due_excl",
			"issued_by_due_date_excl", "fell_due_after_mediation_or_tribunal",
		}
	}
	return []string{
		"opening", "started", "transferred_in", "reopened", "moved_up_in", "moved_up_out", "plans_issued",
		"not_assessed", "not_issued", "withdrawn", "moved_out", "other_closed", "closing",
	}
}

// tablesOf reads every restricted table as text.
func tablesOf(t testing.TB, run published) map[string]string {
	t.Helper()
	tables := map[string]string{}
	for _, path := range glob(t, filepath.Join(run.Folder, "restricted", "tables", "*.csv")) {
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		tables[filepath.Base(path)] = string(content)
	}
	return tables
}

// TestOrderAndFilesDoNotMatter shuffles the rows of an extract and deals them
// into two files, some of them into both.
func TestOrderAndFilesDoNotMatter(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows, asAt := anyCases(d, 20, 80), anyDay(d)
		run := publish(t, randomJob(t, asAt, rows))
		shuffled := slices.Clone(rows)
		for i := range shuffled {
			k := i + d(len(shuffled)-i)
			shuffled[i], shuffled[k] = shuffled[k], shuffled[i]
		}
		half, shared := 1+d(len(rows)-2), d(3)
		again := publish(t, randomJob(t, asAt, shuffled[:half], shuffled[max(0, half-shared):]))
		if got, want := again.Manifest.Totals.Repeats, int64(half-max(0, half-shared)); got != want {
			t.Errorf("repeats: got %d, want %d", got, want)
		}
		if diff := cmp.Diff(tablesOf(t, run), tablesOf(t, again)); diff != "" {
			t.Errorf("two shuffled files gave other tables (-one +two):\n%s", diff)
		}
	})
}

// of gives the rows an authority.
func of(authority string, rows []record) []record {
	given := make([]record, len(rows))
	for i, row := range rows {
		given[i] = maps.Clone(row)
		given[i]["authority_code"] = authority
	}
	return given
}

// TestTwiceTheCasesTwiceTheCounts gives every case of another authority a twin
// with another id.
func TestTwiceTheCasesTwiceTheCounts(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows, asAt := anyCases(d, 20, 80), anyDay(d)
		twins := slices.Clone(rows)
		for _, row := range rows {
			twin := maps.Clone(row)
			twin["case_id"] = "twin of " + row["case_id"]
			twins = append(twins, twin)
		}
		run := publish(t, randomJob(t, asAt, append(of("E10000016", rows), of("E06000035", twins)...)))
		for table, columns := range map[string][]string{
			"timeliness": recountedColumns("timeliness"), "falling_due": recountedColumns("falling_due"),
			"flow": recountedColumns("flow"), "backlog": {"open", "over_20_weeks", "ended_undated", "open_decided_to_assess"},
			"requests": {"received", "assessed", "not_assessed", "withdrawn", "undecided", "decided_in_period"},
		} {
			all := run.table(t, table)
			one, two := where(all, record{"authority_code": "E10000016"}), where(all, record{"authority_code": "E06000035"})
			if len(one) != len(two) || len(one) == 0 {
				t.Fatalf("%s: %d rows, then %d", table, len(one), len(two))
			}
			for i, row := range one {
				for _, column := range columns {
					if got, want := two[i].number(t, column), 2*row.number(t, column); got != want {
						t.Errorf("%s row %d, %s: got %d, want %d", table, i+1, column, got, want)
					}
				}
				for _, column := range []string{
					"median_weeks", "median_weeks_open", "oldest_weeks_open", "mean_weeks",
					"pc_within_20_weeks",
				} {
					if two[i][column] != row[column] {
						t.Errorf("%s row %d, %s: got %s, want %s", table, i+1, column, two[i][column], row[column])
					}
				}
			}
		}
	})
}

package pipeline_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
)

// figureOf is where a measure's value stands in the tables: a column of a row of
// all cases in a month or an increment.
type figureOf struct {
	table, column string
	keys          record
}

func figuresOfMeasures() map[string]figureOf {
	return map[string]figureOf{
		"falling_due_20":          {"falling_due", "pc_issued_by_due_date", record{"threshold_weeks": "20"}},
		"falling_due_52":          {"falling_due", "pc_issued_by_due_date", record{"threshold_weeks": "52"}},
		"pc_within_20_weeks":      {"timeliness", "pc_within_20_weeks", nil},
		"pc_within_20_weeks_excl": {"timeliness", "pc_within_20_weeks_excl", nil},
		"pc_within_30_weeks":      {"timeliness", "pc_within_30_weeks", nil},
		"pc_within_52_weeks":      {"timeliness", "pc_within_52_weeks", nil},
		"pc_flow_within_20_weeks": {"timeliness", "pc_flow_within_20_weeks", nil},
		"median_weeks":            {"timeliness", "median_weeks", nil},
		"received":                {"requests", "received", nil},
		"pc_not_assessed":         {"requests", "pc_not_assessed", nil},
	}
}

// TestJudgedTablesAgree holds what is said of the sample against the tables that
// it is said of, in both profiles: the same figure, or the same mark.
func TestJudgedTablesAgree(t *testing.T) {
	t.Parallel()
	run := sampleRun(t)
	for profile, read := range map[string]func(testing.TB, string) []record{"restricted": run.table, "public": run.publicTable} {
		tables := map[string][]record{}
		for _, name := range []string{"falling_due", "timeliness", "requests", "backlog"} {
			tables[name] = where(read(t, name), record{"breakdown_topic": "All"})
		}
		compared := 0
		for _, judged := range []string{"spc", "evidence"} {
			for _, row := range read(t, judged) {
				f, known := figuresOfMeasures()[row["measure"]]
				unsound := row["value"] == "" || row["value"] == "x"
				if !known || unsound {
					continue
				}
				keys := record{"period_type": row["period_type"], "period_start": row["period_start"]}
				for key, value := range f.keys {
					keys[key] = value
				}
				said := one(t, tables[f.table], keys)
				want := said[f.column]
				if row["value"] == "c" && said["open_at_due_date"] == "c" {
					continue // a rate is hidden with the count that it leaves
				}
				if compared++; strings.TrimSuffix(row["value"], ".0") != strings.TrimSuffix(want, ".0") {
					t.Errorf("%s %s of %s in %s is %s, and %s in %s", profile, judged, row["measure"], row["period"], row["value"], want, f.table)
				}
			}
		}
		for _, row := range where(read(t, "evidence"), record{"measure": "over_30_weeks"}) {
			want := one(t, tables["backlog"], record{"as_at": row["period_end"]})["over_30_weeks"]
			if compared++; strings.TrimSuffix(row["value"], ".0") != want {
				t.Errorf("%s: %s over 30 weeks at the end of %s, and %s in backlog", profile, row["value"], row["period"], want)
			}
		}
		if compared < 200 {
			t.Errorf("%s: %d figures were compared, want 200 at least", profile, compared)
		}
	}
	checkEffects(t, run)
	checkVerdictWords(t, run)
}

// checkEffects adds the two effects up to the change, to the tenth.
func checkEffects(t *testing.T, run published) {
	t.Helper()
	split := 0
	for _, row := range where(run.table(t, "evidence"), record{"measure": "pc_within_20_weeks"}) {
		if row["flow_effect"] == "" {
			continue
		}
		if split++; tenths(t, row["flow_effect"])+tenths(t, row["clearance_effect"]) != tenths(t, row["change"]) {
			t.Errorf("%s: %s and %s do not make %s", row["period"], row["flow_effect"], row["clearance_effect"], row["change"])
		}
	}
	if split == 0 {
		t.Error("no change of the sample is split")
	}
}

// checkVerdictWords wants a reason for every verdict, a sentence no stronger than
// it, and the newest verdict in the summary.
func checkVerdictWords(t *testing.T, run published) {
	t.Helper()
	newest := map[string]record{}
	for _, row := range run.table(t, "evidence") {
		if row["is_complete"] == "true" {
			newest[row["measure"]] = row
		}
		if row["verdict"] != "" && row["reason"] == "" {
			t.Errorf("%s of %s has no reason", row["verdict"], row["measure"])
		}
		if strings.Contains(row["sentence"], "sustained.") && row["verdict"] != "sustained" && !strings.Contains(row["sentence"], "not yet shown") {
			t.Errorf("%s: %q is stronger than %s", row["measure"], row["sentence"], row["verdict"])
		}
	}
	for _, row := range run.table(t, "summary") {
		if want := newest[row["measure"]]; row["verdict"] != want["verdict"] || row["latest"] != want["value"] || row["latest_period"] != want["period"] {
			t.Errorf("the summary says %s of %s, evidence %s", row.pick("verdict", "latest", "latest_period"), row["measure"],
				want.pick("verdict", "value", "period"))
		}
	}
}

// TestForecastStartsFromTheBacklog forecasts a backlog in which nothing changes: a
// request a day, each ended by a plan after exactly 280 days. With as many coming
// in as ending, 139 are between 20 and 40 weeks old, on any day ahead.
func TestForecastStartsFromTheBacklog(t *testing.T) {
	t.Parallel()
	var rows []record
	for i := range 1200 {
		received := time.Date(2021, 1, 1+i, 0, 0, 0, 0, time.UTC)
		row := record{"case_id": "k" + received.Format("20060102"), "received_date": received.Format("2006-01-02")}
		if plan := received.AddDate(0, 0, 280); !plan.After(time.Date(2024, 4, 14, 0, 0, 0, 0, time.UTC)) {
			row["plan_issued_date"] = plan.Format("2006-01-02")
		}
		rows = append(rows, row)
	}
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-04-14", completeFrom: "2021-01-01"})
	forecast := where(run.table(t, "forecast"), record{"measure": "over_20_weeks"})
	if len(forecast) != 12 {
		t.Fatalf("%d rows, want six months by two ways", len(forecast))
	}
	for _, row := range forecast {
		if n := tenths(t, row["central"]); n < 1380 || n > 1400 || row["backtest_coverage"] == "" {
			t.Errorf("%s by %s: %s, want 139 on every day", row["month"], row["basis"], row["central"])
		}
	}
	if got := where(run.table(t, "forecast"), record{"measure": "over_52_weeks", "basis": "age_structured"})[5]["central"]; got != "0.0" {
		t.Errorf("%s are over 52 weeks, want none", got)
	}
}

// TestConfiguredBaseline is used and named; without one it is the first year.
func TestConfiguredBaseline(t *testing.T) {
	t.Parallel()
	path, err := filepath.Abs(filepath.Join("..", "sample-data", "assessments_2024-12-31.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	for settings, want := range map[string]string{
		"baseline: {from: 2023-04-01, to: 2024-03-31}\n": "Apr 2023 to Mar 2024", "": "Jan 2023 to Dec 2023",
	} {
		o := job{files: []string{path}, settings: settings + fmt.Sprintf("extracts: [{path: %q, complete_from: 2023-01-01}]\n", path)}.options(t)
		result, err := pipeline.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		rows := published{result}.table(t, "summary")
		if got := one(t, rows, record{"measure": "over_52_weeks"})["baseline_period"]; got != want {
			t.Errorf("the baseline is %s, want %s", got, want)
		}
		if settings != "" && slices.ContainsFunc(where(published{result}.table(t, "evidence"), record{"period_start": "2024-01-01"}),
			func(row record) bool { return row["verdict"] != "" }) {
			t.Error("an increment of the baseline has a verdict")
		}
	}
}

// TestMovedSinceTheRunBefore moves the received dates of the 30 cases of the last
// month to a later one, and leaves 10 of the first month out: the guards say so of
// every increment in which those cases were open, and a third run that knows no
// more says it still. Each case is open for 100 days: in the last increment that
// is 30 of 186, in the first 10 of 90; in the months of 2023, 40 of 1,310.
func TestMovedSinceTheRunBefore(t *testing.T) {
	t.Parallel()
	var rows []record
	for month := range 24 {
		for i := range 30 {
			received := time.Date(2023, time.Month(1+month), 1+i%28, 0, 0, 0, 0, time.UTC)
			rows = append(rows, record{
				"case_id": fmt.Sprintf("k%d-%d", month, i), "received_date": received.Format(time.DateOnly),
				"plan_issued_date": received.AddDate(0, 0, 100).Format(time.DateOnly),
			})
		}
	}
	first := job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2025-06-30", completeFrom: "2023-01-01"}.options(t)
	if _, err := pipeline.Run(t.Context(), first); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows[23*30:] {
		row["received_date"] = "2025-01-15"
	}
	second := job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows[10:])}, asAt: "2025-06-30", completeFrom: "2023-01-01",
		settings: "baseline: {from: 2023-01-01, to: 2023-12-31}\n",
	}.options(t)
	second.Out, second.Now = first.Out, func() time.Time { return time.Date(2030, 6, 2, 0, 0, 0, 0, time.UTC) }
	result, err := pipeline.Run(t.Context(), second)
	if err != nil {
		t.Fatal(err)
	}
	third := second
	third.Now = func() time.Time { return time.Date(2030, 6, 3, 0, 0, 0, 0, time.UTC) }
	again, err := pipeline.Run(t.Context(), third)
	if err != nil {
		t.Fatal(err)
	}
	for _, result := range []*pipeline.Result{result, again} {
		integrity := published{result}.table(t, "integrity")
		for guard, want := range map[string]map[string]string{
			"received_dates_moved": {"2024-10-01": "16.1 0.0 true", "2024-07-01": "0.0 0.0 false"},
			"cases_deleted":        {"2023-01-01": "11.1 3.1 true", "2024-10-01": "0.0 3.1 false"},
		} {
			for start, values := range want {
				got := one(t, integrity, record{"guard": guard, "period_start": start})
				if got["value"]+" "+got["baseline"]+" "+got["flag"] != values {
					t.Errorf("%s from %s: %s, want %s", guard, start, got.pick("value", "baseline", "flag"), values)
				}
			}
		}
	}
}

// TestGuardsOfEndings receives 30 cases a month, of which 10 are refused on the
// 28th and 20 agreed to; in the last increment 9 a month are closed for another
// reason before they are decided. Of 63 decisions then 30 are refusals, 47.6%,
// against 33.3%; 27 closures stand beside 90 new cases. Of those who reached 20
// weeks before, a third had been refused.
func TestGuardsOfEndings(t *testing.T) {
	t.Parallel()
	var rows []record
	for month := range 24 {
		for i := range 30 {
			day := func(n int) string {
				return time.Date(2023, time.Month(1+month), n, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			}
			row := record{
				"case_id": fmt.Sprintf("k%d-%d", month, i), "received_date": day(1), "request_outcome": "Y", "request_outcome_date": day(28),
				"plan_issued_date": day(131),
			}
			switch {
			case i < 10:
				row["request_outcome"], row["plan_issued_date"] = "N", ""
			case i < 19 && month > 20:
				row["request_outcome"], row["request_outcome_date"], row["plan_issued_date"] = "A", "", ""
				row["closed_date"], row["closed_reason"] = day(20), "other"
			}
			rows = append(rows, row)
		}
	}
	options := job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2025-06-30", completeFrom: "2023-01-01",
		settings: "baseline: {from: 2023-01-01, to: 2023-12-31}\n",
	}.options(t)
	result, err := pipeline.Run(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	integrity := published{result}.table(t, "integrity")
	for guard, want := range map[string]string{
		"refusals": "47.6 33.3 true", "closed_otherwise": "30.0 0.0 true", "withdrawals": "0.0 0.0 false", "ended_without_plan": "33.3 33.3 false",
	} {
		got := one(t, integrity, record{"guard": guard, "period_start": "2024-10-01"})
		if got["value"]+" "+got["baseline"]+" "+got["flag"] != want {
			t.Errorf("%s: %s, want %s", guard, got.pick("value", "baseline", "flag"), want)
		}
	}
}

// TestConfiguredRebase begins new limits on a day for a reason, which stands in
// the rows from then on, and in none before.
func TestConfiguredRebase(t *testing.T) {
	t.Parallel()
	path, err := filepath.Abs(filepath.Join("..", "sample-data", "assessments_2024-12-31.csv.gz"))
	if err != nil {
		t.Fatal(err)
	}
	settings := fmt.Sprintf("extracts: [{path: %q, complete_from: 2023-01-01}]\n", path) +
		"baseline: {rebase: [{measure: received, date: 2024-01-01, reason: New form for requests}]}\n"
	run := publish(t, job{files: []string{path}, settings: settings})
	for _, row := range where(run.table(t, "spc"), record{"measure": "received"}) {
		want := ""
		if row["period_start"] >= "2024-01-01" {
			want = "New form for requests"
		}
		if row["rebase"] != want || row["chart"] != "xmr" || row["mean"] == "" {
			t.Errorf("%s: %s", row["period"], row.pick("chart", "mean", "rebase"))
		}
	}
	if !strings.Contains(strings.Join(run.Manifest.Warnings, ";"), "the control chart of received: ") {
		t.Errorf("nothing is said of the rebase: %q", run.Manifest.Warnings)
	}
}

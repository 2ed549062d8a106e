package pipeline_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// flowCounts are the hand-counted movements of eight people in April to June 2024.
type flowCounts struct {
	Opening     map[string]int `json:"opening"`
	Closing     map[string]int `json:"closing"`
	Entries     map[string]int `json:"entries"`
	Exits       map[string]int `json:"exits"`
	ExitsByBand map[string]int `json:"exits_by_band"`
}

// TestFlowOfEightPeople gives the hand cases as an extract and finds the
// hand-counted flow, in total and by band.
func TestFlowOfEightPeople(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile(filepath.Join("testdata", "flow_tiny_expected.json"))
	if err != nil {
		t.Fatal(err)
	}
	want := flowCounts{}
	if err := json.Unmarshal(text, &want); err != nil {
		t.Fatal(err)
	}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", eightPeople(t))}, asAt: "2024-06-30",
		completeFrom: "2024-01-01", settings: "clock: {moved_in: original}\n",
	})
	flow := where(run.table(t, "flow"), record{"period": "Apr to Jun 2024", "breakdown_topic": "All"})
	got := flowCounts{map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}}
	add := func(counts map[string]int, name string, n int) {
		if n > 0 {
			counts[name] = n
		}
	}
	exits := map[string]string{
		"plans_issued": "plan", "moved_out": "moved", "not_issued": "refused_issue",
		"withdrawn": "withdrawn", "not_assessed": "not_assessed", "other_closed": "other",
	}
	for band, name := range map[string]string{
		"weeks_0_to_20": "le20", "weeks_over_20_to_30": "gt20_30", "weeks_over_30_to_52": "gt30_52", "weeks_over_52": "gt52",
	} {
		row := one(t, flow, record{"weeks_open_band": band})
		add(got.Opening, name, row.number(t, "opening"))
		add(got.Closing, name, row.number(t, "closing"))
		for column, exit := range exits {
			add(got.ExitsByBand, name+":"+exit, row.number(t, column))
		}
	}
	all := one(t, flow, record{"weeks_open_band": "All"})
	for _, column := range []string{"started", "transferred_in", "reopened"} {
		add(got.Entries, column, all.number(t, column))
	}
	for column, exit := range exits {
		add(got.Exits, exit, all.number(t, column))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("flow of Apr to Jun 2024 (-want +got):\n%s", diff)
	}
	if got := all.pick("opening", "moved_up_in", "moved_up_out", "closing"); got != "5,0,0,3" {
		t.Errorf("opening, moved up in and out, closing: got %s, want 5,0,0,3", got)
	}
}

// eightPeople turns the hand cases into canonical columns.
func eightPeople(t *testing.T) []record {
	t.Helper()
	var rows []record
	for _, row := range readCSV(t, filepath.Join("testdata", "flow_tiny_input.csv")) {
		r := record{
			"case_id": row["case_id"], "received_date": row["clock_start"], "opened_date": row["open_date"],
			"entry_type": map[string]string{"started": "new"}[row["entry_type"]],
		}
		if r["entry_type"] == "" {
			r["entry_type"] = row["entry_type"]
		}
		switch row["close_reason"] {
		case "plan":
			r["plan_issued_date"] = row["close_date"]
		case "refused_issue":
			r["assessment_outcome"], r["assessment_outcome_date"] = "N", row["close_date"]
		case "moved":
			r["closed_reason"], r["closed_date"] = "moved_out", row["close_date"]
		case "withdrawn":
			r["closed_reason"], r["closed_date"] = "withdrawn", row["close_date"]
		}
		rows = append(rows, r)
	}
	return rows
}

// TestRefusedOverturnedAndPlanned follows one case refused on 1 February,
// reopened on 1 May and given a plan on 1 June, its 152nd day.
func TestRefusedOverturnedAndPlanned(t *testing.T) {
	t.Parallel()
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{{
		"case_id": "1", "received_date": "2024-01-01", "request_outcome": "N", "request_outcome_date": "2024-02-01",
		"reopened_date": "2024-05-01", "assessment_outcome": "Y", "assessment_outcome_date": "2024-05-20",
		"plan_issued_date": "2024-06-01",
	}})}, asAt: "2024-06-30", completeFrom: "2024-01-01"})
	increment := func(table, period, more, value string) record {
		return one(t, run.table(t, table), record{"period": period, "breakdown_topic": "All", more: value})
	}
	for _, check := range []struct{ name, got, want string }{
		{"flow of January to March: started, not assessed, closing", increment("flow", "Jan to Mar 2024", "weeks_open_band",
			"All").
			pick("started", "not_assessed", "closing"), "1,1,0"},
		{"flow of April to June: reopened, plans, closing", increment("flow", "Apr to Jun 2024", "weeks_open_band", "All").
			pick("reopened", "plans_issued", "closing"), "1,1,0"},
		{"plans: issued, within 20, within 30 weeks", increment("timeliness", "Apr to Jun 2024", "breakdown", "All").
			pick("plans_issued", "within_20_weeks", "within_30_weeks"), "1,0,1"},
		{"falling due on 20 May: fell due, issued, open, ended", increment("falling_due", "Apr to Jun 2024",
			"threshold_weeks", "20").
			pick("fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan"), "2,0,1,1"},
		{"requests: received, not assessed, decided", increment("requests", "Jan to Mar 2024", "breakdown", "All").
			pick("received", "not_assessed", "decided_in_period"), "1,1,1"},
		{"requests: received, decided later", increment("requests", "Apr to Jun 2024", "breakdown", "All").
			pick("received", "decided_in_period"), "0,0"},
	} {
		if check.got != check.want {
			t.Errorf("%s: got %s, want %s", check.name, check.got, check.want)
		}
	}
	for day, want := range map[string]string{"2024-01-31": "1", "2024-02-29": "0", "2024-05-31": "1", "2024-06-30": "0"} {
		if got := overall(t, run.table(t, "backlog"), record{"as_at": day})["open"]; got != want {
			t.Errorf("open on %s: got %s, want %s", day, got, want)
		}
	}
}

// TestEndedWithoutADate has a case withdrawn on an unknown day: it is not open
// and in no flow, and counted where it might have been open.
func TestEndedWithoutADate(t *testing.T) {
	t.Parallel()
	run := publish(t, job{files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
		{"case_id": "1", "received_date": "2024-01-10", "request_outcome": "W"},
		{"case_id": "2", "received_date": "2024-01-10", "request_outcome": "A"},
	}, "plan_issued_date")}, asAt: "2024-06-30", completeFrom: "2024-01-01"})
	for _, row := range where(run.table(t, "backlog"), record{"breakdown_topic": "All"}) {
		if got := row.pick("open", "ended_undated"); got != "1,1" {
			t.Errorf("open and ended undated on %s: got %s, want 1,1", row["as_at"], got)
		}
	}
	flow := one(t, run.table(t, "flow"), record{
		"period": "Jan to Mar 2024", "weeks_open_band": "All",
		"breakdown_topic": "All",
	})
	if got := flow.pick("started", "withdrawn", "closing"); got != "1,0,1" {
		t.Errorf("started, withdrawn, closing: got %s, want 1,0,1", got)
	}
	requests := overall(t, run.table(t, "requests"), record{"period": "Jan to Mar 2024"})
	if got := requests.pick("received", "withdrawn", "undecided"); got != "2,1,1" {
		t.Errorf("received, withdrawn, undecided: got %s, want 2,1,1", got)
	}
	if got := run.Manifest.Counts["ended_undated"]; got != 1 {
		t.Errorf("manifest counts %d ended undated, want 1", got)
	}
	issues := where(run.quality(t, "issues"), record{"rule": "ended_undated"})
	if len(issues) != 1 || issues[0]["row"] != "2" {
		t.Errorf("issues of ended_undated: %v, want row 2", issues)
	}
}

// TestMissingColumnsLeaveFiguresEmpty runs an extract that has neither plans
// nor outcomes: what needs them is not available, and is not 0.
func TestMissingColumnsLeaveFiguresEmpty(t *testing.T) {
	t.Parallel()
	rows := []record{{"case_id": "1", "received_date": "2024-01-10"}}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-06-30", completeFrom: "2024-01-01",
		public: true,
	})
	if rows := run.table(t, "timeliness"); len(rows) > 0 {
		t.Errorf("%d rows of timeliness without plans, want none", len(rows))
	}
	due := overall(t, run.table(t, "falling_due"), record{"period": "Apr to Jun 2024", "threshold_weeks": "20"})
	if got := due.pick("fell_due", "issued_by_due_date", "pc_issued_by_due_date", "fell_due_excl"); got != ",,," {
		t.Errorf("falling due without plans: got %s, want nothing", got)
	}
	requests := overall(t, run.table(t, "requests"), record{"period": "Jan to Mar 2024"})
	if got := requests.pick("received", "assessed", "undecided", "decided_in_period"); got != "1,,," {
		t.Errorf("requests without outcomes: got %s, want 1,,,", got)
	}
	for _, row := range where(run.publicTable(t, "falling_due"), record{"breakdown_topic": "All"}) {
		if row["fell_due"] != "x" || row["pc_issued_by_due_date"] != "x" {
			t.Errorf("public falling_due of %s: got %s, want x,x", row["period"], row.pick("fell_due", "pc_issued_by_due_date"))
		}
	}
}

// sum adds up a column over records.
func sum(t testing.TB, rows []record, column string) int {
	t.Helper()
	all := 0
	for _, row := range rows {
		if _, err := strconv.Atoi(row[column]); err == nil {
			all += row.number(t, column)
		}
	}
	return all
}

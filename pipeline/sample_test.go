package pipeline_test

import (
	"maps"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
)

// runSample publishes the committed sample by its own configuration.
func runSample(t *testing.T, j job) published {
	t.Helper()
	settings, err := config.Load(filepath.Join("..", "sample-data", "ehcp.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	o := j.options(t)
	o.Config = settings
	result, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	return published{result}
}

// sampleRun publishes both profiles of the committed sample, charts and documents
// too, as its README does, once for all tests.
func sampleRun(t *testing.T) published {
	t.Helper()
	return sampleShared.get(t, func(folder string) published {
		return runSample(t, job{public: true, charts: true, folder: folder})
	})
}

// A total is what one row of a published table should hold.
type total struct {
	table   string
	row     record // topic All where it names none
	columns string
	want    string
}

func (e total) check(t *testing.T, tables map[string][]record) {
	t.Helper()
	row := maps.Clone(e.row)
	if row["breakdown_topic"] == "" {
		row["breakdown_topic"] = "All"
	}
	if got := one(t, tables[e.table], row).pick(strings.Split(e.columns, ",")...); got != e.want {
		t.Errorf("%s %v: %s: got %s, want %s", e.table, e.row, e.columns, got, e.want)
	}
}

func checkTotals(t *testing.T, run published, totals []total) {
	t.Helper()
	tables := map[string][]record{}
	for _, e := range totals {
		if tables[e.table] == nil {
			tables[e.table] = run.table(t, e.table)
		}
		e.check(t, tables)
	}
}

func year(text string) record { return record{"period_type": "calendar_year", "period": text} }

const (
	dfeColumns = "plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex," +
		"pc_plans_issued_within_20_weeks,pc_plans_issued_20_weeks_ex,plans_issued_gt20weeks_ltyear," +
		"plans_issued_gt20weeks_ltyear_ex,pc_plans_issued_gt20weeks_ltyear,pc_plans_issued_gt20weeks_ltyear_ex," +
		"plans_issued_gt_1_year,plans_issued_gt_1_year_ex,pc_plans_issued_gt_1_year,pc_plans_issued_gt_1_year_ex"
	requestColumns = "received,assessed,not_assessed,undecided,withdrawn"
	plansColumns   = "plans_issued,plans_issued_after_mediation_or_tribunal"
)

// TestSampleAsAt2023 asserts what DfE and Kent published of 2023, on the
// sample as it stood at the end of that year.
func TestSampleAsAt2023(t *testing.T) {
	t.Parallel()
	run := runSample(t, job{asAt: "2023-12-31"})
	checkTotals(t, run, []total{
		{
			"dfe_timeliness_20_week",
			record{"time_period": "2023", "breakdown_topic": "All EHC plans"},
			dfeColumns,
			"1804,1796,324,324,18,18,1268,1262,70.3,70.3,212,210,11.8,11.7",
		},
		{"timeliness", year("2023"), plansColumns, "1804,172"},
		{"requests", year("2023"), requestColumns, "3988,2575,1244,155,14"},
		{"requests", year("2023"), "refused_after_assessment", "164"},
		{"backlog", record{"as_at": "2023-12-31"}, "open", "2192"},
		{"backlog", record{"as_at": "2023-10-31"}, "oldest_weeks_open", "124"},
		{
			"backlog",
			record{"as_at": "2023-09-30", "breakdown_topic": "Stage", "breakdown": "assessment"},
			"over_20_weeks",
			"1080",
		},
		{
			"timeliness",
			record{"period": "Aug 2023"},
			"plans_issued,within_20_weeks,pc_within_20_weeks,pc_within_20_weeks_excl", "130,3,2.3,2.3",
		},
		{"timeliness", record{"period": "Jun 2023"}, "plans_issued,within_20_weeks,pc_within_20_weeks", "136,18,13.2"},
	})
	december := where(run.table(t, "timeliness"), record{"period": "Dec 2023", "breakdown_topic": "All"})[0]
	if n := december.number(t, "plans_issued") + december.number(t, "plans_issued_after_mediation_or_tribunal"); n != 307 {
		t.Errorf("plans of December 2023: got %d, want 307", n)
	}
	for _, table := range []string{"timeliness", "falling_due", "flow", "requests"} {
		for _, row := range run.table(t, table) {
			if row["period_start"] > "2023-12-31" || (row["period_end"] > "2023-12-31") == (row["is_complete"] == "true") {
				t.Fatalf("%s: period %s to %s is complete: %s", table, row["period_start"], row["period_end"], row["is_complete"])
			}
		}
	}
}

// TestSampleAsAt2024 asserts what was published of 2024, and of 2023 as it is
// now known where that does not depend on the day of the picture.
func TestSampleAsAt2024(t *testing.T) {
	t.Parallel()
	run := sampleRun(t)
	checkTotals(t, run, []total{
		{
			"dfe_timeliness_20_week",
			record{"time_period": "2023", "breakdown_topic": "All EHC plans"},
			dfeColumns,
			"1804,1796,324,324,18,18,1268,1262,70.3,70.3,212,210,11.8,11.7",
		},
		{
			"dfe_timeliness_20_week",
			record{"time_period": "2024", "breakdown_topic": "All EHC plans"},
			dfeColumns,
			"2424,2354,784,783,32.3,33.3,1297,1229,53.5,52.2,343,342,14.2,14.5",
		},
		{"timeliness", year("2023"), plansColumns, "1804,172"},
		{"timeliness", year("2024"), plansColumns, "2424,466"},
		{
			"flow",
			record{"period_type": "calendar_year", "period": "2024", "weeks_open_band": "All"},
			"plans_issued,not_issued", "2890,488",
		},
		{
			"flow",
			record{"period_type": "calendar_year", "period": "2023", "weeks_open_band": "All"},
			"plans_issued,not_issued", "1976,164",
		},
		{"requests", year("2024"), requestColumns, "4001,1602,2200,186,13"},
		{"requests", year("2024"), "refused_after_assessment", "488"},
		{"backlog", record{"as_at": "2023-12-31"}, "open", "2192"},
		{"backlog", record{"as_at": "2024-01-31"}, "open", "2066"},
		{
			"backlog",
			record{"as_at": "2023-09-30", "breakdown_topic": "Stage", "breakdown": "assessment"},
			"over_20_weeks",
			"1080",
		},
		{
			"backlog",
			record{"as_at": "2024-01-31", "breakdown_topic": "Stage", "breakdown": "assessment"},
			"over_20_weeks",
			"397",
		},
		{"backlog", record{"as_at": "2023-10-31"}, "oldest_weeks_open", "124"},
		{"timeliness", record{"period": "Aug 2024"}, "plans_issued,within_20_weeks,pc_within_20_weeks", "186,96,51.6"},
		{"requests", record{"period": "Jan 2024"}, "received", "325"},
		{
			"requests",
			record{"period": "Jan 2024", "breakdown_topic": "Request source", "breakdown": "Parent or young person"},
			"received", "124",
		},
		{
			"requests",
			record{"period": "Jan 2024", "breakdown_topic": "Request source", "breakdown": "Education setting"},
			"received", "182",
		},
	})
	august := where(run.table(t, "timeliness"), record{"period": "Aug 2024", "breakdown_topic": "All"})[0]
	if rate, err := strconv.ParseFloat(august["pc_within_20_weeks_excl"], 64); err != nil || rate < 51.5 || rate > 51.7 {
		t.Errorf("August 2024 without exceptions: got %s, want 51.5 to 51.7", august["pc_within_20_weeks_excl"])
	}
	if rows := run.Manifest.Inputs[0].Rows; rows.RowsRead != 13903 || rows.Rejected != 8 || rows.Repeats != 2 ||
		rows.Superseded != 0 {
		t.Errorf("rows: got %+v, want 13903 read, 8 rejected and 2 repeats", rows)
	}
	checkStory(t, run)
}

// checkStory looks for what the sample is to show: the open cases over 20 and
// 30 weeks fall in every increment of 2024, and falling due recovers.
func checkStory(t *testing.T, run published) {
	t.Helper()
	stock := where(run.table(t, "backlog"), record{"breakdown_topic": "All", "is_increment_end": "true"})
	for i, row := range stock {
		if row["as_at"] <= "2023-12-31" {
			continue
		}
		for _, column := range []string{"over_20_weeks", "over_30_weeks"} {
			if before, now := stock[i-1].number(t, column), row.number(t, column); now >= before {
				t.Errorf("%s on %s: got %d, want fewer than the %d before", column, row["as_at"], now, before)
			}
		}
	}
	due := run.table(t, "falling_due")
	for month, limits := range map[string][2]float64{"Sep 2023": {0, 5}, "Dec 2024": {55, 100}} {
		row := one(t, due, record{"period": month, "breakdown_topic": "All", "threshold_weeks": "20"})
		rate, err := strconv.ParseFloat(row["pc_issued_by_due_date"], 64)
		if err != nil || rate < limits[0] || rate > limits[1] {
			t.Errorf("falling due with a plan in %s: got %s, want %v", month, row["pc_issued_by_due_date"], limits)
		}
	}
}

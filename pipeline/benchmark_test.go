package pipeline_test

import (
	"os"
	"path/filepath"
	"testing"

	"ehcp/pipeline"
)

// writeRelease writes one of DfE's files on timeliness, in the shape of a release.
func writeRelease(t *testing.T, name, header, total string, rows ...string) string {
	t.Helper()
	text := header + "\n"
	for _, row := range rows {
		text += row + "\n"
	}
	text += "2024,Calendar year,Local authority,E92000001,England,E12000008,South East,E10000016,886,Kent," + total + ",Age 5,9,9,9,9,100.0,100.0\n"
	return writeFile(t, t.TempDir(), name, text)
}

const (
	dfeKeys = "time_period,time_identifier,geographic_level,country_code,country_name,region_code,region_name,new_la_code,old_la_code,la_name," +
		"breakdown_topic,breakdown,plans_issued_den,plans_issued_den_ex,plans_issued_within_20_weeks,plans_issued_20_weeks_ex," +
		"pc_plans_issued_within_20_weeks,"
	dfe2025 = "\ufeff" + dfeKeys + "PC_plans_issued_20_weeks_ex"
	dfe2026 = dfeKeys + "pc_plans_issued_20_weeks_ex"
)

// dfeRow is the total row of an authority in a year: plans, in time and the share
// of those, exceptions left out of all.
func dfeRow(year, code, name, total, counts string) string {
	return year + ",Calendar year,Local authority,E92000001,England,E12000008,South East," + code + ",886," + name + "," + total + "," + total + "," + counts
}

// TestBenchmark ranks an authority among others by two releases, of which the
// newer stands, and says no change across the break of 2023.
func TestBenchmark(t *testing.T) {
	t.Parallel()
	const old, now = "All EHC plans issued", "All EHC plans"
	england := func(year, total, counts string) string {
		return year + ",Calendar year,National,E92000001,England,,,,,," + total + "," + total + "," + counts
	}
	files := []string{
		writeFile(t, t.TempDir(), "cases_2024-12-31.csv", "case_id,received_date,plan_issued_date\na,2024-01-02,2024-03-01\nb,2024-01-02,2024-12-30\n"),
		writeRelease(t, "timeliness_2025-07-01.csv", dfe2025, old,
			dfeRow("2022", "E10000016", "Kent", old, "10,10,4,4,40.0,40.0"), dfeRow("2023", "E10000016", "Kent", old, "10,10,2,2,20.0,20.0"),
			dfeRow("2024", "E10000016", "Kent", old, "99,99,1,1,1.0,1.0"), dfeRow("2023", "E10000014", "Hampshire", old, "20,20,15,15,75.0,75.0"),
			dfeRow("2023", "E06000023", `"Bristol, City of"`, old, "x,x,x,x,x,x"), england("2023", old, "1000,1000,503,503,50.3,50.3")),
		writeRelease(t, "timeliness_2026-07-01.csv", dfe2026, now,
			dfeRow("2024", "E10000016", "Kent", now, "3,3,1,1,33.3,33.3"), dfeRow("2024", "E10000014", "Hampshire", now, "20,20,10,10,50.0,50.0"),
			dfeRow("2024", "E06000023", `"Bristol, City of"`, now, "20,20,4,4,20.0,20.0"), dfeRow("2024", "E10000034", "Worcestershire", now, "9,9,3,3,33.3,33.3"),
			england("2024", now, "1000,1000,464,464,46.4,46.4")),
	}
	run := publish(t, job{
		files: files, asAt: "2024-12-31", completeFrom: "2023-01-01", public: true,
		settings: "council: {code: 886}\nbenchmark: {neighbours: [E10000014, E06000023]}\n",
	})
	for _, c := range []struct{ period, area, code, want string }{
		{"2022", "own", "E10000016", "Kent,40.0,4,10,1,1,1,"},
		{"2023", "own", "E10000016", "Kent,20.0,2,10,2,2,3,"}, // no change from 2022
		{"2023", "england", "E92000001", "England,50.3,503,1000,,,,"},
		{"2024", "own", "E10000016", "Kent,33.3,1,3,2,4,2,13.3"}, // of the newer release, level with another
		{"2024", "neighbour", "E10000014", "Hampshire,50.0,10,20,1,4,1,-25.0"},
		{"2024", "neighbour", "E06000023", "Bristol, City of,20.0,4,20,4,4,4,"},
		{"2024", "neighbours_median", "", "Middle of 2 neighbours,35.0,,,,,,"},
		{"2024", "england", "E92000001", "England,46.4,464,1000,,,,-3.9"},
	} {
		row := one(t, run.table(t, "benchmark"), record{"measure": "pc_within_20_weeks_excl", "period": c.period, "area": c.area, "area_code": c.code})
		if got := row.pick("area_name", "value", "numerator", "denominator", "rank", "authorities", "quartile", "change"); got != c.want {
			t.Errorf("%s, %s %s is %s, want %s", c.period, c.area, c.code, got, c.want)
		}
	}
	if rows := where(run.table(t, "benchmark"), record{"area_code": "E06000023", "period": "2023"}); len(rows) > 0 {
		t.Errorf("x is taken for a figure: %v", rows)
	}
	public, restricted := run.publicTable(t, "benchmark"), run.table(t, "benchmark")
	for i, row := range public {
		for column, cell := range row {
			if want := restricted[i][column]; cell != want && (want != "" || cell != "x") {
				t.Errorf("the public %s of row %d is %q, and %q restricted", column, i+1, cell, want)
			}
		}
	}
	row := one(t, run.table(t, "reconciliation"), record{"period": "2024", "measure": "plans_issued"})
	if got := row.pick("own", "published", "difference", "after_mediation_or_tribunal", "undated", "moved_in", "near_year_end"); got != "2,3,-1,,0,0,1" {
		t.Errorf("plans issued in 2024 are reconciled as %s", got)
	}
}

// TestBenchmarkReadsDfE reads DfE's files as downloaded: Kent's rows, and the sample,
// whose totals are Kent's.
func TestBenchmarkReadsDfE(t *testing.T) {
	t.Parallel()
	folder := filepath.Dir(dfeFile)
	files := []string{"../sample-data/assessments_2024-12-31.csv.gz"}
	for _, name := range []string{"timeliness_20_week", "requests", "assessments", "annual_reviews", "timeliness_20_week_2026_header_and_sample"} {
		files = append(files, filepath.Join(folder, name+".csv"))
	}
	if _, err := os.Stat(dfeFile); err != nil {
		t.Skipf("DfE's figures are not here: %v", err)
	}
	run := publish(t, job{files: files, asAt: "2024-12-31", settings: "council: {code: E10000016}\n"})
	for measure, want := range map[string]string{
		"pc_within_20_weeks_excl": "33.3,783,2354", "pc_within_20_weeks": "32.3,784,2424", "plans_issued": "2424.0,,",
	} {
		row := one(t, run.table(t, "benchmark"), record{"measure": measure, "period": "2024", "area": "own"})
		if got := row.pick("value", "numerator", "denominator"); got != want {
			t.Errorf("Kent's %s of 2024 is %s, want %s", measure, got, want)
		}
	}
	for _, row := range run.table(t, "reconciliation") {
		if row["period"] == "2024" && row["difference"] != "0" {
			t.Errorf("the sample differs from DfE's rows: %v", row)
		}
	}
	var rejected []pipeline.Input
	for _, in := range run.Manifest.Inputs[1:] {
		if in.Staged != in.RowsRead {
			rejected = append(rejected, in)
		}
	}
	if len(rejected) > 0 {
		t.Errorf("rows of DfE's files are rejected: %v", rejected)
	}
	if len(where(run.quality(t, "issues"), record{"rule": "number_unreadable"})) > 0 {
		t.Error("DfE's marks are taken for numbers that cannot be read")
	}
}

package pipeline_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// dfeFile is what DfE published for 2019 to 2024. It is no part of this
// repository: without it the tests that need it are skipped.
const dfeFile = "../../shared/data/dfe/timeliness_20_week.csv"

// dfeCounts are the columns of counts, those of percentages, in pairs with and
// without exceptions.
func dfeCounts() []string {
	return []string{
		"plans_issued_den", "plans_issued_den_ex", "plans_issued_within_20_weeks", "plans_issued_20_weeks_ex",
		"plans_issued_gt20weeks_ltyear", "plans_issued_gt20weeks_ltyear_ex", "plans_issued_gt_1_year",
		"plans_issued_gt_1_year_ex",
	}
}

func dfePercentages() []string {
	return []string{
		"pc_plans_issued_within_20_weeks", "pc_plans_issued_20_weeks_ex", "pc_plans_issued_gt20weeks_ltyear",
		"pc_plans_issued_gt20weeks_ltyear_ex", "pc_plans_issued_gt_1_year", "pc_plans_issued_gt_1_year_ex",
	}
}

// dfeRows gives DfE's total row of every authority in 2023 and 2024 whose
// counts are all published, with the names of columns in lower case.
func dfeRows(t *testing.T) []record {
	t.Helper()
	if _, err := os.Stat(dfeFile); err != nil {
		t.Skipf("DfE's figures are not here: %v", err)
	}
	var rows []record
	for _, published := range readCSV(t, dfeFile) {
		row := record{}
		for column, cell := range published {
			row[strings.ToLower(strings.TrimPrefix(column, "\ufeff"))] = cell
		}
		isTotal := row["breakdown_topic"] == "All EHC plans issued" && row["geographic_level"] == "Local authority"
		incomplete := slices.ContainsFunc(dfeCounts(), func(column string) bool {
			_, err := strconv.Atoi(row[column])
			return err != nil
		})
		if year := row["time_period"]; isTotal && !incomplete && (year == "2023" || year == "2024") {
			rows = append(rows, row)
		}
	}
	return rows
}

// dfeCases builds cases with the counts of one of DfE's rows. Plans that DfE
// has in no band have no day of receipt.
func dfeCases(t *testing.T, row record) [][]string {
	t.Helper()
	year := row.number(t, "time_period")
	var lines [][]string
	add := func(n int, exception string, days func(i int) int) {
		if n < 0 {
			t.Fatalf("%s %d: DfE's counts contradict each other", row["la_name"], year)
		}
		for i := range n {
			issued := time.Date(year, time.January, 1+i*7%365, 0, 0, 0, 0, time.UTC)
			received := ""
			if days != nil {
				received = issued.AddDate(0, 0, -days(i)).Format(time.DateOnly)
			}
			lines = append(lines, []string{
				fmt.Sprintf("%s-%d-%d-%s", row["new_la_code"], year, len(lines), exception),
				row["new_la_code"], received, issued.Format(time.DateOnly), exception,
			})
		}
	}
	counts := dfeCounts()
	undated, undatedExcl := row.number(t, counts[0]), row.number(t, counts[1])
	for band, days := range []func(i int) int{
		func(i int) int { return 140 - i*11%141 },
		func(i int) int { return 141 + i*11%224 },
		func(i int) int { return 365 + i*11%300 },
	} {
		all, excl := row.number(t, counts[2*band+2]), row.number(t, counts[2*band+3])
		add(excl, "0", days)
		add(all-excl, "1", days)
		undated, undatedExcl = undated-all, undatedExcl-excl
	}
	add(undatedExcl, "0", nil)
	add(undated-undatedExcl, "1", nil)
	return lines
}

// runDfE publishes cases built to these rows and gives DfE's table of them.
func runDfE(t *testing.T, rows []record) []record {
	t.Helper()
	lines := [][]string{{"case_id", "authority_code", "received_date", "plan_issued_date", "week20_exception"}}
	for _, row := range rows {
		lines = append(lines, dfeCases(t, row)...)
	}
	run := publish(t, job{
		files: []string{writeLines(t, t.TempDir(), "cases.csv", lines)}, asAt: "2024-12-31", threads: 2,
		completeFrom: "2023-01-01",
	})
	if totals := run.Manifest.Totals; totals.Staged != int64(len(lines)-1) {
		t.Errorf("staged %d of %d cases", totals.Staged, len(lines)-1)
	}
	return where(run.table(t, "dfe_timeliness_20_week"), record{"breakdown_topic": "All EHC plans"})
}

// plain writes a percentage as DfE does: 51 for 51.0.
func plain(row record) record {
	r := record{}
	for column, cell := range row {
		r[column] = cell
		if strings.HasPrefix(column, "pc_") {
			r[column] = strings.TrimSuffix(cell, ".0")
		}
	}
	return r
}

func compareDfE(t *testing.T, want, got []record) {
	t.Helper()
	columns := slices.Concat([]string{
		"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name",
		"new_la_code", "old_la_code", "la_name",
	}, dfeCounts(), dfePercentages())
	var wanted []string
	for _, row := range want {
		wanted = append(wanted, plain(row).pick(columns...))
	}
	var found []string
	for _, row := range got {
		// An authority may have no row of DfE's in one of the years.
		same := record{"time_period": row["time_period"], "new_la_code": row["new_la_code"]}
		if len(where(want, same)) == 1 || row["plans_issued_den"] != "0" {
			found = append(found, row.pick(columns...))
		}
	}
	slices.Sort(wanted)
	slices.Sort(found)
	if diff := cmp.Diff(wanted, found); diff != "" {
		t.Errorf("DfE's rows (-published +got):\n%s", diff)
	}
}

// TestDfEKent builds Kent's cases of 2023 and 2024 and gets DfE's rows back.
func TestDfEKent(t *testing.T) {
	t.Parallel()
	kent := where(dfeRows(t), record{"new_la_code": "E10000016"})
	if len(kent) != 2 {
		t.Fatalf("%d rows of Kent, want 2", len(kent))
	}
	compareDfE(t, kent, runDfE(t, kent))
}

var wholeEngland = flag.Bool("england", false, "let TestDfERegion take the 170,000 cases of every authority")

// TestDfERegion builds the cases of both years of every authority of a region, or
// of England, in one extract and gets DfE's rows back, and their sum.
func TestDfERegion(t *testing.T) {
	t.Parallel()
	published := dfeRows(t)
	if !*wholeEngland {
		published = where(published, record{"region_name": "South East"})
	}
	got := runDfE(t, published)
	compareDfE(t, published, got)
	for _, year := range []string{"2023", "2024"} {
		of := record{"time_period": year}
		for _, column := range dfeCounts() {
			if want, got := sum(t, where(published, of), column), sum(t, where(got, of), column); want != got {
				t.Errorf("%s, %s: got %d, want %d", year, column, got, want)
			}
		}
	}
	// DfE's rows of 2024: England's is the sum of its authorities, the South East's of its 19.
	want := 13829
	if *wholeEngland {
		want = 90392
	}
	if got := sum(t, where(got, record{"time_period": "2024"}), "plans_issued_den"); got != want {
		t.Errorf("plans issued in 2024: got %d, want %d", got, want)
	}
}

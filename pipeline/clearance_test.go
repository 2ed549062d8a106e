package pipeline_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/warehouse"
)

// needed reads plans_needed of a run: the cells of the rows that a condition holds
// for, null as a dash.
func needed(t *testing.T, run published, columns, condition string) []string {
	t.Helper()
	db, err := warehouse.OpenReadOnly(t.Context(), filepath.Join(run.Folder, "casework", "ehcp.duckdb"), "1GiB")
	if err != nil {
		t.Fatal(err)
	}
	question, err := db.Prepare(t.Context(), "select "+columns+" from plans_needed where "+condition+" order by all")
	if err != nil {
		t.Fatal(err)
	}
	result, err := question.Run(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var lines []string
	if err := result.Each(func(values []any) error {
		lines = append(lines, strings.ReplaceAll(strings.TrimSpace(fmt.Sprintln(values...)), "<nil>", "-"))
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	if err := result.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// TestClearanceHasNoRangeThatNothingTested: cases that never end are forecast
// without a miss, which says nothing of how far off a forecast may be; and two
// years ahead too few have an outcome. The extract holds 143 weeks, of which 13
// give rates: forecasts from every fourth week of the other 130, which are 33.
// Those of 12 to 128 weeks ago have an outcome 10 weeks later, which are 30, and
// those of 104 to 128 weeks ago 104 weeks later.
func TestClearanceHasNoRangeThatNothingTested(t *testing.T) {
	t.Parallel()
	var rows []record
	for i := range 36 * 4 {
		received := time.Date(2022, time.January, 1+7*i, 0, 0, 0, 0, time.UTC)
		rows = append(rows, record{"case_id": fmt.Sprint("k", i), "received_date": received.Format(time.DateOnly)})
	}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows, "plan_issued_date")}, asAt: "2024-09-30", completeFrom: "2022-01-01",
		unpublished: true,
	})
	if got := needed(t, run, "count(*), count(plans_a_week), count(low), count(high)", "true"); got[0] != "312 312 0 0" {
		t.Errorf("rows, numbers, lows and highs: %s", got[0])
	}
	for weeks, want := range map[string]string{
		"10":  "no range: of 30 past forecasts so far ahead 0 missed by half a case or more, and a range needs 5",
		"104": "no range: 7 past forecasts so far ahead can be held against what came, and a range needs 8",
	} {
		if got := needed(t, run, "note", "threshold_weeks = 20 and weeks_ahead = "+weeks); len(got) != 1 || got[0] != want {
			t.Errorf("%s weeks ahead: %q", weeks, got)
		}
	}
}

// TestWhatCannotBeForecastIsSaid gives each authority whose cases cannot be
// carried forward a row with the reason, and the manifest a warning.
func TestWhatCannotBeForecastIsSaid(t *testing.T) {
	t.Parallel()
	short := record{"case_id": "k1", "received_date": "2024-03-01"}
	ended := record{"case_id": "k1", "received_date": "2022-03-01", "plan_issued_date": "2022-06-01"}
	for name, c := range map[string]struct {
		row  record
		more []string
		want string
	}{
		"too short":     {short, []string{"plan_issued_date"}, "not available: the extracts are complete for less than 13 weeks, which rates come from"},
		"no ends":       {short, nil, "not available: the extracts do not say when cases end"},
		"nobody waited": {ended, nil, "not available: no case was open in the 13 weeks that rates come from"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			from := "2022-01-01"
			if name == "too short" {
				from = "2024-02-01"
			}
			run := publish(t, job{
				files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{c.row}, c.more...)}, asAt: "2024-03-31", completeFrom: from, unpublished: true,
			})
			got := needed(t, run, "threshold_weeks, weeks_ahead, plans_a_week, note", "true")
			if len(got) != 3 || !strings.HasPrefix(got[0], "20 - - ") || !strings.HasSuffix(got[0], c.want) {
				t.Errorf("%q", got)
			}
			if want := "backlog of the authority: forecast and clearance are " + c.want; !strings.Contains(strings.Join(run.Manifest.Warnings, "\n"), want) {
				t.Errorf("the warnings do not say %q: %q", want, run.Manifest.Warnings)
			}
		})
	}
}

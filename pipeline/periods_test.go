package pipeline_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// distinct gives the different texts of some columns in the order of the rows.
func distinct(rows []record, columns ...string) []string {
	var found []string
	for _, row := range rows {
		if text := row.pick(columns...); !slices.Contains(found, text) {
			found = append(found, text)
		}
	}
	return found
}

// TestIncrementsFromThe15th has increments that end on the 14th, as a review
// on the 15th asks for, complete from 15 November 2023.
func TestIncrementsFromThe15th(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
			{"case_id": "1", "received_date": "2023-06-01", "plan_issued_date": "2024-02-14"},
			{"case_id": "2", "received_date": "2023-06-01", "plan_issued_date": "2024-02-15"},
			{"case_id": "3", "received_date": "2024-03-01"},
		})}, asAt: "2024-05-20", completeFrom: "2023-11-15", settings: "increments: {start: 2022-11-15}\n",
	})
	increments := where(run.table(t, "timeliness"), record{"period_type": "three_months"})
	want := []string{
		"15 Nov 2023 to 14 Feb 2024,2023-11-15,2024-02-14,true,1",
		"15 Feb to 14 May 2024,2024-02-15,2024-05-14,true,1",
		"15 May to 14 Aug 2024,2024-05-15,2024-08-14,false,0",
	}
	if diff := cmp.Diff(want, distinct(increments, "period", "period_start", "period_end", "is_complete",
		"plans_issued")); diff != "" {
		t.Errorf("increments (-want +got):\n%s", diff)
	}
	want = []string{
		"2023-11-30,false,true,2", "2023-12-31,false,true,2", "2024-01-31,false,true,2", "2024-02-14,true,false,1",
		"2024-02-29,false,true,0", "2024-03-31,false,true,1", "2024-04-30,false,true,1", "2024-05-14,true,false,1",
		"2024-05-20,false,false,1",
	}
	stock := where(run.table(t, "backlog"), record{"breakdown_topic": "All"})
	if diff := cmp.Diff(want, distinct(stock, "as_at", "is_increment_end", "is_month_end", "open")); diff != "" {
		t.Errorf("dates of the backlog (-want +got):\n%s", diff)
	}
	flow := one(t, run.table(t, "flow"), record{
		"period": "15 Feb to 14 May 2024", "weeks_open_band": "All",
		"breakdown_topic": "All",
	})
	if got := flow.pick("opening", "started", "plans_issued", "closing"); got != "1,1,1,1" {
		t.Errorf("flow of 15 Feb to 14 May 2024: got %s, want 1,1,1,1", got)
	}
}

// TestRowsForEveryPeriodAndValue has two areas, one of which has nothing in
// most periods: every period from complete_from on has a row for each, zeros
// included, and no earlier date has any.
func TestRowsForEveryPeriodAndValue(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
			{"case_id": "1", "received_date": "2023-01-10", "plan_issued_date": "2023-03-10", "area": "North"},
			{"case_id": "2", "received_date": "2024-02-10", "plan_issued_date": "2024-03-10", "area": "South"},
			{"case_id": "3", "received_date": "2024-02-11"},
		}, "area")}, asAt: "2024-05-15", completeFrom: "2023-10-01",
		settings: "breakdowns: {public: [All, Area], restricted: []}\n",
	})
	periods := map[string][]string{
		"three_months":      {"Oct to Dec 2023", "Jan to Mar 2024", "Apr to Jun 2024"},
		"month":             {"Oct 2023", "Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024", "Mar 2024", "Apr 2024", "May 2024"},
		"calendar_year":     {"2024"},
		"financial_year":    {"2024-25"},
		"rolling_12_months": nil,
		"academic_year":     nil,
	}
	values := []string{"All,All", "Area,North", "Area,Not recorded", "Area,South"}
	for _, name := range []string{"falling_due", "timeliness", "flow", "requests"} {
		table := run.table(t, name)
		for kind, want := range periods {
			rows := where(table, record{"period_type": kind})
			if diff := cmp.Diff(want, distinct(rows, "period")); diff != "" {
				t.Errorf("%s, %s (-want +got):\n%s", name, kind, diff)
			}
			for _, period := range want {
				if got := distinct(where(rows, record{"period": period}), "breakdown_topic", "breakdown"); !slices.Equal(got,
					values) {
					t.Errorf("%s, %s: got values %v, want %v", name, period, got, values)
				}
			}
		}
		for _, row := range table {
			if row["period_start"] < "2023-10-01" {
				t.Errorf("%s has %s, which begins before the extract is complete", name, row["period"])
			}
			if want := row["period_end"] <= "2024-05-15"; (row["is_complete"] == "true") != want {
				t.Errorf("%s of %s: is_complete is %s, want %v", name, row["period"], row["is_complete"], want)
			}
		}
	}
	if weeks := distinct(where(run.table(t, "requests"), record{"period_type": "week"}),
		"period_start"); len(weeks) != 33 ||
		weeks[0] != "2023-10-02" || weeks[32] != "2024-05-13" {
		t.Errorf("weeks: got %d from %s to %s, want 33 from 2023-10-02 to 2024-05-13", len(weeks), weeks[0],
			weeks[len(weeks)-1])
	}
	want := []string{
		"2023-10-31", "2023-11-30", "2023-12-31", "2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-15",
	}
	for _, value := range values {
		rows := slices.DeleteFunc(run.table(t, "backlog"), func(r record) bool {
			return r.pick("breakdown_topic",
				"breakdown") != value
		})
		if diff := cmp.Diff(want, distinct(rows, "as_at")); diff != "" {
			t.Errorf("backlog of %s (-want +got):\n%s", value, diff)
		}
	}
}

// TestRolling12MonthsNeed12CoveredMonths finds the first of them where the
// extract has been complete for 12 months.
func TestRolling12MonthsNeed12CoveredMonths(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", []record{
			{"case_id": "1", "received_date": "2023-01-10", "plan_issued_date": "2023-03-10"},
			{"case_id": "2", "received_date": "2023-02-10", "plan_issued_date": "2024-01-31"},
		})}, asAt: "2024-03-30", completeFrom: "2023-02-01",
	})
	for _, name := range []string{"falling_due", "timeliness", "flow", "requests"} {
		rows := where(run.table(t, name), record{"period_type": "rolling_12_months", "breakdown_topic": "All"})
		want := []string{
			"12 months to Jan 2024,2023-02-01,2024-01-31,true",
			"12 months to Feb 2024,2023-03-01,2024-02-29,true",
		}
		if diff := cmp.Diff(want, distinct(rows, "period", "period_start", "period_end", "is_complete")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

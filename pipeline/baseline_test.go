package pipeline_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

// steadyCases are ten requests a month with a plan each, 100 days later or, for up
// to three of the month, 200.
func steadyCases(authority string, from time.Time, count int) []record {
	var rows []record
	for month := range count {
		for i := range 10 {
			received, days := from.AddDate(0, month, 2*i), 100
			if i < month%4 {
				days = 200
			}
			rows = append(rows, record{
				"case_id": fmt.Sprintf("%s-%d-%d", authority, month, i), "authority_code": authority,
				"received_date": received.Format(time.DateOnly), "plan_issued_date": received.AddDate(0, 0, days).Format(time.DateOnly),
			})
		}
	}
	return rows
}

// TestBaselineOutsideTheData: a slip in a year is refused where nothing could be
// judged, and what is not held is told where something can.
func TestBaselineOutsideTheData(t *testing.T) {
	t.Parallel()
	path := writeCSV(t, t.TempDir(), "cases.csv", steadyCases("E10000016", time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), 30))
	for _, c := range []struct{ from, to, refused, warned string }{
		{"1990-01-01", "2020-12-31", "the baseline Jan 1990 to Dec 2020 lies outside the extracts, which hold Jan 2022 to Jun 2024", ""},
		{"2025-01-01", "2025-12-31", "the baseline Jan 2025 to Dec 2025 lies outside the extracts", ""},
		{"2021-10-01", "2022-09-30", "", "the baseline Oct 2021 to Sep 2022 lies partly outside the data: there are none for Oct 2021 to Dec 2021"},
		{"2010-01-01", "2039-12-31", "", "lies partly outside the data: there are none for Jan 2010 to Dec 2021 and for Jul 2024 to Dec 2039"},
		{"2022-01-01", "2024-06-30", "", "the baseline Jan 2022 to Jun 2024 reaches to the end of the data: there is no month after it to judge"},
		{"2022-04-01", "2022-04-30", "", "the baseline Apr 2022 to Apr 2022 is of 1 month"},
		{"2022-01-01", "2022-12-31", "", ""},
	} {
		t.Run(c.from, func(t *testing.T) {
			t.Parallel()
			o := job{
				files: []string{path}, asAt: "2024-06-30", completeFrom: "2022-01-01",
				settings: fmt.Sprintf("baseline: {from: %s, to: %s}\n", c.from, c.to), unpublished: true,
			}.options(t)
			result, err := pipeline.Run(t.Context(), o)
			if c.refused != "" {
				if err == nil || !strings.Contains(err.Error(), c.refused) || fault.KindOf(err) != fault.Usage || fault.Hint(err) == "" {
					t.Errorf("%v (%s), want %q", err, fault.Hint(err), c.refused)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			said := strings.Join(result.Manifest.Warnings, "\n")
			if !strings.Contains(said, c.warned) || strings.Contains(said, "the data") != strings.Contains(c.warned, "data") {
				t.Errorf("%q, want %q", said, c.warned)
			}
		})
	}
}

// TestBaselineOutsideOneAuthoritysData names the authority, and gives each of its
// rows without a verdict, or with one that says nothing, a reason.
func TestBaselineOutsideOneAuthoritysData(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	early := writeCSV(t, folder, "early.csv", steadyCases("E10000016", time.Date(2021, 1, 1, 0, 0, 0, 0, time.UTC), 42))
	late := writeCSV(t, folder, "late.csv", steadyCases("E06000035", time.Date(2022, 6, 1, 0, 0, 0, 0, time.UTC), 25))
	run := publish(t, job{files: nil, asAt: "2024-06-30", settings: fmt.Sprintf(
		"extracts: [{path: %q, complete_from: 2021-01-01}, {path: %q, complete_from: 2022-06-01}]\nbaseline: {from: 2021-01-01, to: 2021-12-31}\n",
		early, late)})
	want := "the baseline Jan 2021 to Dec 2021 lies outside the data of Medway, which hold Jun 2022 to Jun 2024: nothing can be judged"
	if said := strings.Join(run.Manifest.Warnings, "\n"); !strings.Contains(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
	judged := 0
	for _, row := range run.table(t, "evidence") {
		if row["authority_code"] != "E06000035" {
			continue
		}
		judged++
		if row["reason"] == "" && row["verdict"] == "" {
			t.Errorf("no reason: %s", row.pick("measure", "period"))
		}
		if strings.Contains(row["sentence"], "since the baseline") || strings.Contains(row["sentence"], "Since the baseline") {
			t.Errorf("%s: %s", row.pick("measure", "period"), row["sentence"])
		}
	}
	if judged == 0 {
		t.Error("there is no row of the authority")
	}
}

// TestRebaseOutsideTheData leaves the chart as it is, and says whose it is.
func TestRebaseOutsideTheData(t *testing.T) {
	t.Parallel()
	rows := append(steadyCases("E10000016", time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), 30),
		steadyCases("E06000035", time.Date(2022, 1, 1, 0, 0, 0, 0, time.UTC), 30)...)
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "cases.csv", rows)}, asAt: "2024-06-30", completeFrom: "2022-01-01",
		settings: "baseline: {rebase: [{measure: received, date: 2030-06-01, reason: A new form}]}\n",
	})
	for _, row := range where(run.table(t, "spc"), record{"measure": "received"}) {
		if row["chart"] != "xmr" || row["rebase"] != "" {
			t.Errorf("%s", row.pick("authority_code", "period", "chart", "rebase"))
		}
	}
	want := "Medway: the control chart of received: the rebase of 2030-06-01 is passed over"
	if said := strings.Join(run.Manifest.Warnings, "\n"); !strings.Contains(said, want) {
		t.Errorf("%q, want %q", said, want)
	}
}

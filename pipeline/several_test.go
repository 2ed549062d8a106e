package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// returnOf writes a SEN2 return of a year's census: what stands inside the
// Requests of each pupil, whose number is the same in every return.
func returnOf(t testing.TB, year int, requests map[int]string) string {
	t.Helper()
	var persons strings.Builder
	for pupil := range 100 {
		if inside, found := requests[pupil]; found {
			fmt.Fprintf(&persons, "<Person><PersonBirthDate>2012-05-01</PersonBirthDate><UPN>A1234567800%02d</UPN><Requests>%s</Requests></Person>\n",
				pupil, inside)
		}
	}
	days := map[int]string{2023: "2023-01-19", 2024: "2024-01-18", 2025: "2025-01-16"}
	return writeFile(t, t.TempDir(), fmt.Sprintf("return%d.xml", year), fmt.Sprintf("<Message><Header><CollectionDetails>"+
		"<Collection>SEN2</Collection><Year>%d</Year><ReferenceDate>%s</ReferenceDate></CollectionDetails><Source><LEA>886</LEA></Source></Header>\n"+
		"<Persons>\n%s</Persons></Message>\n", year, days[year], persons.String()))
}

// requestOf is a request: its day, outcome and the day of that.
func requestOf(received, outcome, decided string) string {
	return "<ReceivedDate>" + received + "</ReceivedDate><RequestSource>2</RequestSource><RequestOutcomeDate>" + decided +
		"</RequestOutcomeDate><RequestOutcome>" + outcome + "</RequestOutcome>"
}

// assessmentOf is an assessment: its outcome, the day of that and the exception.
func assessmentOf(outcome, decided, week20 string) string {
	return "<Assessment><AssessmentOutcome>" + outcome + "</AssessmentOutcome><AssessmentOutcomeDate>" + decided +
		"</AssessmentOutcomeDate><Week20>" + week20 + "</Week20></Assessment>"
}

// twoReturns are those of 2024 and 2025 of one authority. They agree: of what
// was decided in 2023 the second says historical, or nothing.
func twoReturns() (first, second map[int]string) {
	request := requestOf("2023-02-01", "Y", "2023-03-10")
	late := requestOf("2023-10-02", "Y", "2023-11-10")
	was := func(received string) string { return requestOf(received, "H", "") }
	return map[int]string{
			1: requestOf("2023-10-02", "N", "2023-11-10"),
			2: late + assessmentOf("A", "", ""),
			3: request + assessmentOf("Y", "2023-06-01", "0"),
			4: request + assessmentOf("Y", "2023-08-01", "1"),
			5: request + assessmentOf("N", "2023-05-20", ""),
			6: late + assessmentOf("Y", "", ""),
			7: requestOf("2023-10-02", "W", "2023-11-01"),
			8: late + "<RequestTribunal>1</RequestTribunal>" + assessmentOf("Y", "2023-12-01", "0"),
			9: requestOf("2023-10-02", "H", "") + assessmentOf("Y", "2022-09-01", "0") + "<ActivePlans><TransferLA>887</TransferLA></ActivePlans>",
		}, map[int]string{
			2:  was("2023-10-02") + assessmentOf("Y", "2024-02-10", "0"),
			3:  was("2023-02-01") + assessmentOf("H", "", ""),
			4:  was("2023-02-01") + assessmentOf("H", "", "0"),
			5:  was("2023-02-01") + assessmentOf("H", "", ""),
			6:  was("2023-10-02") + assessmentOf("Y", "2024-07-01", "1"),
			8:  was("2023-10-02") + assessmentOf("H", "", ""),
			9:  was("2023-10-02") + assessmentOf("H", "", ""),
			10: requestOf("2024-03-01", "Y", "2024-04-01") + assessmentOf("Y", "2024-08-01", "0"),
			11: requestOf("2024-09-01", "A", ""),
		}
}

// TestReturnsTogetherAreEachAlone publishes from two years' returns what each
// alone says of its year: the second calls decided what the first has decided,
// and that is not lost.
func TestReturnsTogetherAreEachAlone(t *testing.T) {
	t.Parallel()
	first, second := twoReturns()
	files := []string{returnOf(t, 2024, first), returnOf(t, 2025, second)}
	before, after := publishReturn(t, job{files: files[:1]}), publishReturn(t, job{files: files[1:]})
	both, turned := publishReturn(t, job{files: files}), publishReturn(t, job{files: []string{files[1], files[0]}})
	if total := both.Manifest.Totals; total.Superseded != 7 || total.Staged != 11 {
		t.Errorf("rows: %+v, want 7 of 18 superseded", total)
	}
	if diff := cmp.Diff(tablesOf(t, both), tablesOf(t, turned)); diff != "" {
		t.Errorf("the order of the files matters:\n%s", diff)
	}
	for _, c := range []struct {
		table string
		cells record
		alone published
	}{
		{"requests", record{"period_type": "calendar_year", "period": "2023"}, before},
		{"requests", record{"period_type": "calendar_year", "period": "2024"}, after},
		{"timeliness", record{"period_type": "calendar_year", "period": "2023"}, before},
		{"timeliness", record{"period_type": "calendar_year", "period": "2024"}, after},
		{"falling_due", record{"period_type": "calendar_year", "period": "2023", "threshold_weeks": "20"}, before},
		{"flow", record{"period_type": "calendar_year", "period": "2023", "weeks_open_band": "All"}, before},
		{"backlog", record{"as_at": "2023-12-31"}, before},
		{"backlog", record{"as_at": "2024-12-31"}, after},
	} {
		want, got := overall(t, c.alone.table(t, c.table), c.cells), overall(t, both.table(t, c.table), c.cells)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s %v (-alone +both):\n%s", c.table, c.cells, diff)
		}
	}
	// The first return by hand: eight requests, of which one was refused and one
	// withdrawn; three plans, one of them after a tribunal.
	year := overall(t, both.table(t, "requests"), record{"period_type": "calendar_year", "period": "2023"})
	if got := year.pick("received", "assessed", "not_assessed", "withdrawn"); got != "8,6,1,1" {
		t.Errorf("requests of 2023: received, assessed, not assessed, withdrawn are %s", got)
	}
	year = overall(t, both.table(t, "timeliness"), record{"period_type": "calendar_year", "period": "2023"})
	if got := year.pick("plans_issued", "plans_issued_excl", "within_20_weeks", "plans_issued_after_mediation_or_tribunal"); got != "2,1,1,1" {
		t.Errorf("plans of 2023: issued, without exceptions, in time, after mediation or tribunal are %s", got)
	}
}

// TestReceivedDateCorrected takes of two extracts the newer one's spells: the
// same case received on another day is that case, and no second one.
func TestReceivedDateCorrected(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	files := []string{
		writeFile(t, folder, "b_2024-06-30.csv", "case_id,received_date,plan_issued_date\nC1,2024-01-31,\nC2,2024-01-31,2024-06-01\nC3,2024-03-01,\n"),
		writeFile(t, folder, "a_2024-12-31.csv", "case_id,received_date,plan_issued_date\nC1,2024-02-05,2024-09-01\nC2,2024-02-05,2024-06-01\nC3,2024-02-29,\n"),
	}
	run := publish(t, job{files: files, asAt: "2024-12-31", completeFrom: "2024-01-01"})
	turned := publish(t, job{files: []string{files[1], files[0]}, asAt: "2024-12-31", completeFrom: "2024-01-01"})
	alone := publish(t, job{files: files[1:], asAt: "2024-12-31", completeFrom: "2024-01-01"})
	if total := run.Manifest.Totals; total.RowsRead != 6 || total.Staged != 3 || total.Superseded != 3 {
		t.Errorf("rows: %+v, want half of six superseded", total)
	}
	for _, name := range []string{"rejects", "issues"} {
		if found := run.quality(t, name); len(found) > 0 {
			t.Errorf("%s: %v", name, found)
		}
	}
	if diff := cmp.Diff(tablesOf(t, alone), tablesOf(t, run)); diff != "" {
		t.Errorf("the older extract changed the tables (-without +with):\n%s", diff)
	}
	if diff := cmp.Diff(tablesOf(t, run), tablesOf(t, turned)); diff != "" {
		t.Errorf("the order of the files matters:\n%s", diff)
	}
}

// TestGoneFromNewest warns of a case that the newest extract has not, and counts
// it as open all the same.
func TestGoneFromNewest(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{asAt: "2024-12-31", files: []string{
		writeFile(t, folder, "a_2024-12-31.csv", "case_id,received_date,plan_issued_date\nC1,2024-01-31,2024-09-01\n"),
		writeFile(t, folder, "a_2024-06-30.csv", "case_id,received_date,plan_issued_date\nC1,2024-01-31,\nC2,2024-01-31,\n"),
	}})
	want := "cases open in an older extract that are not in the newest one, and so count as open: 1"
	if !slices.Contains(run.Manifest.Warnings, want) {
		t.Errorf("warnings %q, want %q", run.Manifest.Warnings, want)
	}
	found := run.quality(t, "issues")
	if len(found) != 1 || found[0].pick("rule", "severity", "file", "row") != "gone_from_newest,query,a_2024-06-30.csv,3" {
		t.Errorf("issues: %v", found)
	}
	if now := overall(t, run.table(t, "backlog"), record{"as_at": "2024-12-31"}); now.number(t, "open") != 1 {
		t.Errorf("%s cases are open, want the one that is gone", now["open"])
	}
}

package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// casesFile is an extract of two cases, which a run needs beside its series.
func casesFile(t *testing.T, folder string) string {
	t.Helper()
	return writeFile(t, folder, "cases_2024-12-31.csv", "case_id,received_date,plan_issued_date\na,2023-01-02,2023-05-02\nb,2024-01-02,\n")
}

const county = "council: {code: E10000016}\n"

// TestOtherSeries follows a wait in weeks by hand. The mean of 2023 is 11.5 and its
// mean moving range 21/11, so that the limits are 11.5 less and plus 2.66 x 21/11 =
// 5.078: 6.4 and 16.6. They hold for 2024 because 2023 is the baseline. June is not
// over on 29 June, and July lies after it.
func TestOtherSeries(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	values := []int{10, 12, 11, 13, 10, 12, 11, 13, 10, 12, 11, 13, 12, 17, 16, 0, 20, 9, 9}
	rows := "date,value,unit,better,target,supplied_by,rebase\n"
	for i, value := range values {
		if i == 15 { // April 2024 was not supplied
			continue
		}
		rows += fmt.Sprintf("%d-%02d-01,%d,weeks,lower,18,Trust,\n", 2023+i/12, i%12+1, value)
	}
	run := publish(t, job{
		files:    []string{casesFile(t, folder), writeFile(t, folder, "therapy_waits_2024-12-31.csv", rows)},
		settings: county + "baseline: {from: 2023-01-01, to: 2023-12-31}\n", asAt: "2024-06-29", completeFrom: "2023-01-01", public: true,
	})
	for date, want := range map[string]string{
		"2023-01-01": "true,10.0,,,xmr,11.5,6.4,16.6,none,common_cause,",
		"2024-01-01": "true,12.0,,,xmr,11.5,6.4,16.6,none,common_cause,",
		"2024-02-01": "true,17.0,,,xmr,11.5,6.4,16.6,outside,concern,",
		"2024-03-01": "true,16.0,,,xmr,11.5,6.4,16.6,none,common_cause,",
		"2024-04-01": "true,,,,xmr,11.5,6.4,16.6,,,",
		"2024-05-01": "true,20.0,,,xmr,11.5,6.4,16.6,outside,concern,",
		"2024-06-01": "false,9.0,,,none,,,,,,",
	} {
		row := one(t, run.table(t, "other_series"), record{"series": "therapy waits", "date": date})
		if got := row.pick("is_complete", "value", "numerator", "denominator", "chart", "mean", "lower", "upper", "rule", "type", "rebase"); got != want {
			t.Errorf("%s: %s, want %s", date, got, want)
		}
	}
	if rows := run.table(t, "other_series"); len(rows) != 18 {
		t.Errorf("%d rows, want 18: July is after the as-at day", len(rows))
	}
	summary := one(t, run.table(t, "other_series_summary"), record{})
	want := "weeks,decrease,Trust,monthly,2023-01-01,2024-05-01,false,16,1,20.0,xmr,concern,18.0,consistent_pass,false,series-therapy-waits"
	if got := summary.pick("unit", "direction", "supplied_by", "how_often", "first_date", "newest_date", "is_late", "figures", "missing", "latest",
		"chart", "variation", "target", "assurance", "is_trial", "picture"); got != want {
		t.Errorf("the summary is\n     %s\nwant %s", got, want)
	}
	if !strings.Contains(summary["sentence"], "1 May 2024, 20) is above the upper limit, and lower is better") {
		t.Errorf("it says %q", summary["sentence"])
	}
	if !strings.Contains(summary["notes"], "31 December 2023, the end of the baseline") {
		t.Errorf("it notes %q", summary["notes"])
	}
	// Weeks are no number of people: the public sees the same figures.
	for i, row := range run.publicTable(t, "other_series") {
		if other := run.table(t, "other_series")[i]; row["value"] != other["value"] && row["value"] != "x" || row["mean"] != other["mean"] && row["mean"] != "x" {
			t.Errorf("the public sees %v, and the restricted profile %v", row, other)
		}
	}
}

// hiddenSeries are series of thirteen months, of some of which the public may not see
// every figure. Of 2023, the baseline, the numbers have a mean of 86/12 and ranges of 1
// 4 3 8 1 3 1 1 1 2 1, of which 8 is over 3.267 times their mean: 2.66 x 18/10 is 4.788.
// The shares of 900 to 911 in 1,000 have a mean of 0.9055 and steps of 0.001, so that
// their limits are 3 x 0.001/1.128 either way.
func hiddenSeries() string {
	rows := "date,series,value,numerator,denominator,unit,supplied_by\n"
	for i := range 13 {
		date := fmt.Sprintf("%d-%02d-01", 2023+i/12, i%12+1)
		complaints := []int{6, 7, 3, 0, 8, 9, 6, 7, 8, 9, 11, 12, 17}[i]
		rows += fmt.Sprintf("%[1]s,Complaints,%[2]d,,,complaints,Team\n%[1]s,Fines,%[2]d,,,,Team\n%[1]s,Waits,%[2]d,,,Weeks,Trust\n", date, complaints)
		excluded := []int{5, 6, 7, 0, 5, 6, 7, 8, 5, 96, 5, 6, 7}[i]
		rows += fmt.Sprintf("%[1]s,Excluded,,%[2]d,100,,School team\n%[1]s,Attended,,%[3]d,1000,,School team\n", date, excluded, 900+i)
	}
	return rows
}

// TestOtherSeriesInPublic hides what may be a small number of people, with the mean
// and the limits that it could be worked out from, and the chart.
func TestOtherSeriesInPublic(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files:    []string{casesFile(t, folder), writeFile(t, folder, "series_2024-12-31.csv", hiddenSeries())},
		settings: county, completeFrom: "2023-01-01", public: true, charts: true,
	})
	cells := []string{"value", "numerator", "denominator", "chart", "mean", "lower", "upper", "rule", "type"}
	for _, c := range []struct{ series, date, want string }{
		{"Complaints", "2023-03-01", "c,z,z,xmr,c,c,c,c,c"}, // 3
		{"Complaints", "2023-04-01", "0.0,z,z,xmr,c,c,c,c,c"},
		{"Complaints", "2024-01-01", "17.0,z,z,xmr,c,c,c,c,c"},
		{"Fines", "2023-03-01", "c,z,z,xmr,c,c,c,c,c"}, // without a unit
		{"Waits", "2023-03-01", "3.0,z,z,xmr,7.2,2.4,12.0,none,common_cause"},
		{"Excluded", "2023-01-01", "5.0,5,100,pprime,c,c,c,c,c"},
		{"Excluded", "2023-04-01", "0.0,0,100,pprime,c,c,c,c,c"},
		{"Excluded", "2023-10-01", "c,c,c,pprime,c,c,c,c,c"}, // 4 of 100 are left
		{"Attended", "2023-01-01", "90.0,900,1000,pprime,90.6,90.3,90.8,outside,neutral_low"},
	} {
		row := one(t, run.publicTable(t, "other_series"), record{"series": c.series, "date": c.date})
		if got := row.pick(cells...); got != c.want {
			t.Errorf("%s, %s: %s, want %s", c.series, c.date, got, c.want)
		}
	}
	for series, isHidden := range map[string]bool{"Complaints": true, "Fines": true, "Waits": false, "Excluded": true, "Attended": false} {
		row := one(t, run.publicTable(t, "other_series_summary"), record{"series": series})
		for _, cell := range []string{"variation", "sentence", "notes", "picture"} {
			if (row[cell] == "c") != isHidden {
				t.Errorf("%s: the public sees %s as %q", series, cell, row[cell])
			}
		}
		for profile, want := range map[string]bool{"public": !isHidden, "restricted": true} {
			for _, ending := range []string{"png", "svg", "alt.txt", "desc.md", "csv"} {
				_, err := os.Stat(filepath.Join(run.Folder, profile, "charts", "series-"+strings.ToLower(series)+"."+ending))
				if (err == nil) != want {
					t.Errorf("%s: the %s profile has a chart's %s is %t", series, profile, ending, err == nil)
				}
			}
		}
	}
	checkSeriesPages(t, run)
	for _, row := range where(run.publicTable(t, "figures"), record{"table": "other_series", "period_start": "2023-03-01", "measure": "value_Complaints"}) {
		if got := row.pick("value", "status"); got != ",c" {
			t.Errorf("figures have %s", got)
		}
	}
	listed, err := os.ReadFile(filepath.Join(run.Folder, "restricted", "hidden-from-the-public.csv"))
	if err != nil || !strings.Contains(string(listed), "\"other_series, 2023-10-01, Excluded\",small\n") || strings.Count(string(listed), "other_series") != 3 {
		t.Errorf("%v: the list of hidden counts is %s", err, listed)
	}
	if got := run.Manifest.Suppression.Hidden["other_series"]; got < 3*13*5 {
		t.Errorf("the manifest counts %d hidden cells", got)
	}
}

// checkSeriesPages wants every series in the pages, with its supplier, and word of a
// chart that the public does not see.
func checkSeriesPages(t *testing.T, run published) {
	t.Helper()
	for profile, hidden := range map[string]int{"public": 3, "restricted": 0} {
		page, err := os.ReadFile(filepath.Join(run.Folder, profile, "action-plan-update.html"))
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.Count(string(page), "The chart is not shown: a small number of people is hidden"); got != hidden {
			t.Errorf("%s: %d charts are said not to be shown, want %d", profile, got, hidden)
		}
		for _, want := range []string{"Supplied by School team, monthly.", "It is late", "XmR chart, Jan 2023 to Jan 2024"} {
			if !strings.Contains(string(page), want) {
				t.Errorf("the %s page does not say %q", profile, want)
			}
		}
	}
}

// TestOtherSeriesRounded rounds numbers of people, and works everything out from
// the rounded ones: 6 and 7 complaints become 5, 3 also, 8 and 9 become 10.
func TestOtherSeriesRounded(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files:    []string{casesFile(t, folder), writeFile(t, folder, "series_2024-12-31.csv", hiddenSeries())},
		settings: county + "disclosure: {method: round, round_to: 5}\n", completeFrom: "2023-01-01", public: true,
	})
	// In 2023, the baseline, 5 5 5 0 10 10 5 5 10 10 10 10 have a mean of 85/12 and ranges of 0 0 5 10 0 5 0 5 0 0 0,
	// of which 10 is over 3.267 times their mean: 2.66 x 15/10 is 3.99.
	for _, c := range []struct{ series, date, want string }{
		{"Complaints", "2023-03-01", "5.0,z,z,xmr,7.1,3.1,11.1"},
		{"Complaints", "2024-01-01", "15.0,z,z,xmr,7.1,3.1,11.1"},
		{"Waits", "2023-03-01", "3.0,z,z,xmr,7.2,2.4,12.0"},
		{"Excluded", "2023-10-01", "95.0,95,100,pprime"},
	} {
		row := one(t, run.publicTable(t, "other_series"), record{"series": c.series, "date": c.date})
		if got := row.pick("value", "numerator", "denominator", "chart", "mean", "lower", "upper"); !strings.HasPrefix(got, c.want) {
			t.Errorf("%s, %s: %s, want %s", c.series, c.date, got, c.want)
		}
	}
	if row := one(t, run.table(t, "other_series"), record{"series": "Complaints", "date": "2023-03-01"}); row["value"] != "3.0" {
		t.Errorf("the restricted profile has %s", row["value"])
	}
}

// TestOtherSeriesInAnyOrder gives the same tables whatever the order of rows and
// files.
func TestOtherSeriesInAnyOrder(t *testing.T) {
	t.Parallel()
	lines := strings.SplitAfter(strings.TrimSuffix(hiddenSeries(), "\n"), "\n")
	lines[len(lines)-1] += "\n"
	header, rows := lines[0], lines[1:]
	backwards := slices.Clone(rows)
	slices.Reverse(backwards)
	var texts [][]string
	for _, parts := range [][]string{
		{header + strings.Join(rows, "")},
		{header + strings.Join(backwards[:20], ""), header + strings.Join(backwards[20:], "")},
	} {
		folder := t.TempDir()
		files := []string{}
		for i, part := range parts {
			files = append(files, writeFile(t, folder, fmt.Sprintf("part%d_2024-12-31.csv", i), part))
		}
		run := publish(t, job{files: append(files, casesFile(t, folder)), settings: county, completeFrom: "2023-01-01", public: true})
		var text []string
		for _, name := range []string{"restricted/tables/other_series.csv", "public/tables/other_series.csv", "public/tables/other_series_summary.csv"} {
			content, err := os.ReadFile(filepath.Join(run.Folder, name))
			if err != nil {
				t.Fatal(err)
			}
			text = append(text, string(content))
		}
		texts = append(texts, text)
	}
	if !slices.Equal(texts[0], texts[1]) {
		t.Error("another order of rows and files gives other tables")
	}
}

// TestOtherSeriesNames gives every series a picture of its own, whatever it is
// called, and one without a name that of its file.
func TestOtherSeriesNames(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	names := []string{
		"Waits (a)", "waits a", "Waits: A", "../../etc/passwd", "Été", "待機", "=1+1", "con", strings.Repeat("long", 60), strings.Repeat("a b ", 30) + "c",
	}
	rows := "date,series,value\n"
	for _, name := range names {
		rows += "2024-01-01,\"" + name + "\",12\n2024-02-01,\" " + name + " \",14\n"
	}
	run := publish(t, job{
		files: []string{
			casesFile(t, folder), writeFile(t, folder, "named_2024-12-31.csv", rows),
			writeFile(t, folder, "31-12-2024_Play-days.csv", "date,value\n2024-01-01,20\n"),
		},
		settings: county, completeFrom: "2023-01-01", charts: true,
	})
	summary := run.table(t, "other_series_summary")
	if len(summary) != len(names)+1 {
		t.Errorf("%d series, want %d", len(summary), len(names)+1)
	}
	one(t, summary, record{"series": "Play days", "picture": "series-play-days"})
	one(t, summary, record{"series": "'=1+1"})
	seen := map[string]bool{}
	for _, row := range summary {
		picture := row["picture"]
		if seen[picture] || !regexp.MustCompile(`^series-[a-z0-9-]{1,110}$`).MatchString(picture) || row["figures"] == "0" {
			t.Errorf("%q has the picture %q", row["series"], picture)
		}
		seen[picture] = true
		if _, err := os.Stat(filepath.Join(run.Folder, "restricted", "charts", picture+".svg")); (err == nil) == (row["series"] == "待機") {
			t.Errorf("%q: %v", row["series"], err) // no letter of it can be drawn
		}
	}
	warned := slices.ContainsFunc(run.Manifest.Warnings, func(w string) bool { return strings.Contains(w, "cannot be drawn") })
	if !warned {
		t.Errorf("the run warns of %q", run.Manifest.Warnings)
	}
}

// TestMixedSeries takes the rows of shares, and those without a figure as gaps.
func TestMixedSeries(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	run := publish(t, job{
		files: []string{casesFile(t, folder), writeFile(t, folder, "mixed_2024-12-31.csv", "date,value,numerator,denominator\n"+
			"2024-01-31,,49,400\n2024-02-29,50,,\n2024-03-31,,,\n2024-04-30,,6,5\n2024-05-31,,1.5,5\n2024-06-30,,0,10\n")},
		settings: county + "gates: {rejected_share: 0.9}\n", completeFrom: "2023-01-01",
	})
	var got []string
	for _, row := range run.table(t, "other_series") {
		got = append(got, row.pick("date", "value", "numerator", "denominator"))
	}
	want := []string{ // April and May are passed over; 12.25 rounds half up
		"2024-01-31,12.3,49,400", "2024-02-29,,,", "2024-03-31,,,", "2024-04-30,,,", "2024-05-31,,,", "2024-06-30,0.0,0,10",
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	in := run.Manifest.Inputs[1]
	if got := fmt.Sprint(in.RowsRead, in.Staged, in.Rejected); got != "6 4 2" {
		t.Errorf("the rows are %s", got)
	}
	row := one(t, run.table(t, "other_series_summary"), record{})
	if got := row.pick("unit", "how_often", "figures", "missing", "is_late", "chart"); got != "%,monthly,2,4,true,run" || !strings.Contains(row["notes"], "1 of 4 rows have a value") {
		t.Errorf("%s: %s", got, row["notes"])
	}
}

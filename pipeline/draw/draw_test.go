package draw_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/fault"
)

// TestNames: the charts are those that the output tree names.
func TestNames(t *testing.T) {
	t.Parallel()
	want := []string{
		"falling-due", "timeliness", "backlog", "over-30-52", "flow", "time-to-plan", "advice", "annual-reviews", "plan-quality", "feedback",
		"by-area", "by-need", "by-team", "summary",
	}
	if got := draw.Names(); !slices.Equal(got, want) {
		t.Errorf("charts %q, want %q", got, want)
	}
	for _, e := range draw.Entries() {
		if e.RestrictedOnly != (e.Name == "by-team") {
			t.Errorf("%s: restricted only is %t", e.Name, e.RestrictedOnly)
		}
	}
	if got, want := draw.Topics("falling_due"), []string{"All", "Area", "Primary need", "Team"}; !slices.Equal(got, want) {
		t.Errorf("topics %q, want %q", got, want)
	}
	var measures []string
	for _, m := range draw.Measures() {
		measures = append(measures, m.Name+" "+m.Unit+" "+m.Better)
	}
	for _, want := range []string{"falling_due_20 % increase", "over_52_weeks  decrease", "received  neutral"} {
		if !slices.Contains(measures, want) {
			t.Errorf("no measure %q among %q", want, measures)
		}
	}
}

// TestTargets: of several targets of a measure the last by its day is the target, and those with a day are milestones.
func TestTargets(t *testing.T) {
	t.Parallel()
	facts := draw.Facts{MinimumCount: 5, InputsHash: "3f9a1c20aabb", Targets: []draw.Target{
		{Measure: "over_30_weeks", Value: 20, By: "2025-09-30"},
		{Measure: "over_30_weeks", Value: 40, By: "2025-03-31"},
		{Measure: "open", Value: 900},
	}}
	s, err := facts.Setting(draw.Public)
	if err != nil {
		t.Fatal(err)
	}
	if s.Targets["over_30_weeks"].Value != 20 || s.Targets["open"].Value != 900 || len(s.Milestones["over_30_weeks"]) != 2 ||
		len(s.Milestones["open"]) != 0 || s.MinimumCount != 5 || s.InputsHash != "3f9a1c20" {
		t.Errorf("setting %+v", s)
	}
	if s, err = facts.Setting(draw.Restricted); err != nil || s.MinimumCount != 0 {
		t.Errorf("restricted figures are said to be hidden below %d (error %v)", s.MinimumCount, err)
	}
	if _, err := (draw.Facts{Targets: []draw.Target{{By: "soon"}}}).Setting(draw.Public); err == nil {
		t.Error("a day that is none is taken")
	}
}

// TestKept reads a run's folder, and says what is missing in it.
func TestKept(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	write := func(path, text string) {
		t.Helper()
		full := filepath.Join(folder, path)
		if err := os.MkdirAll(filepath.Dir(full), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(full, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := draw.Open(folder); fault.KindOf(err) != fault.Failed {
		t.Errorf("a folder without a manifest: %v", err)
	}
	write("manifest.json", `{"as_at": "2024-12-31", "council": "Kent", "targets": [{"measure": "open", "value": 9}], "suppression": {"minimum_count": 5}}`)
	kept, err := draw.Open(folder)
	if err != nil {
		t.Fatal(err)
	}
	if f := kept.Facts; f.Council != "Kent" || !f.AsAt.Equal(time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)) || f.MinimumCount != 5 || len(f.Targets) != 1 {
		t.Errorf("facts %+v", f)
	}
	request := draw.Request{Name: "summary", Profile: draw.Public, Formats: []string{"svg"}}
	refused := func(what string) {
		t.Helper()
		if _, err := kept.Redraw(request); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), what) {
			t.Errorf("error %v, want one that says %q", err, what)
		}
	}
	refused("has no public tables")
	const columns = "authority_code,measure,baseline,baseline_period,target,target_date,previous,latest,latest_period,variation,assurance,verdict\n"
	write("public/tables/summary.csv", columns+"E1,open,x,,z,,5.0,6.0,Oct to Dec 2024,,,\n")
	refused("has no public table spc")
	write("public/tables/spc.csv", "measure\n")
	picture, err := kept.Redraw(request)
	if err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(folder, "a", "b")
	if err := picture.Write(out, draw.FileMode(draw.Restricted)); err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(out)
	if err != nil || len(files) != 4 {
		t.Errorf("%d files, want the image, two of words and the data (error %v)", len(files), err)
	}
	info, err := os.Stat(filepath.Join(out, "summary.svg"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("a restricted chart is for its owner alone: %v %v", info, err)
	}
	write("public/tables/summary.csv", columns+"E1,open\n")
	if _, err := kept.Redraw(request); fault.KindOf(err) != fault.Failed {
		t.Errorf("a damaged table: %v", err)
	}
}

// TestRequests: what no run could answer is refused before one is looked for.
func TestRequests(t *testing.T) {
	t.Parallel()
	for want, r := range map[string]draw.Request{
		`there is no chart "x"`:              {Name: "x", Profile: draw.Public},
		"for the restricted profile alone":   {Name: "by-team", Profile: draw.Public},
		"by-need is by primary need already": {Name: "by-need", By: "area", Profile: draw.Public},
		"summary is drawn for all cases":     {Name: "summary", By: "area", Profile: draw.Public},
		"has no periods to choose":           {Name: "summary", Range: charts.Range{From: time.Unix(0, 0)}},
		"for three-month periods alone":      {Name: "time-to-plan", Range: charts.Range{PeriodType: "month"}},
		"no day ends a period":               {Name: "over-30-52", Range: charts.Range{PeriodType: "rolling_12_months"}},
		"":                                   {Name: "backlog", By: "area", Range: charts.Range{PeriodType: "month"}, Profile: draw.Public},
	} {
		err := r.Check()
		if (want == "") != (err == nil) || (err != nil && !strings.Contains(err.Error(), want)) {
			t.Errorf("%+v: error %v, want %q", r, err, want)
		}
		if err != nil && (fault.KindOf(err) != fault.Usage || fault.Hint(err) == "") {
			t.Errorf("%v is no usage fault with advice", err)
		}
	}
}

// TestSmallest: charts of all cases have the lower minimum where there is one, and are told that of groups.
func TestSmallest(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		facts                    draw.Facts
		minimum, groups, rounded int
	}{
		{draw.Facts{MinimumCount: 5}, 5, 0, 0},
		{draw.Facts{MinimumCount: 5, Headline: 3}, 3, 5, 0},
		{draw.Facts{RoundedTo: 5}, 0, 0, 5},
	} {
		s, err := c.facts.Setting(draw.Public)
		if err != nil || s.MinimumCount != c.minimum || s.GroupMinimum != c.groups || s.RoundedTo != c.rounded {
			t.Errorf("%+v gives %d, %d and %d (error %v)", c.facts, s.MinimumCount, s.GroupMinimum, s.RoundedTo, err)
		}
		if s, err = c.facts.Setting(draw.Restricted); err != nil || s.MinimumCount+s.GroupMinimum+s.RoundedTo != 0 {
			t.Errorf("restricted figures are said to be protected: %+v (error %v)", s, err)
		}
	}
}

// controlTable is a table spc of months that are given as authority, first day,
// whether the month is over, measure and value.
func controlTable(months ...[5]string) charts.Table {
	spc := charts.Table{Columns: []string{
		"authority_code", "period_type", "period", "period_start", "period_end", "is_complete", "breakdown_topic", "breakdown", "measure", "value",
		"chart", "mean", "lower", "upper", "rule", "type", "variation", "assurance", "target", "rebase",
	}}
	for _, m := range months {
		start, _ := time.Parse(time.DateOnly, m[1])
		spc.Rows = append(spc.Rows, []string{
			m[0], "month", start.Format("Jan 2006"), m[1], start.AddDate(0, 1, -1).Format(time.DateOnly), m[2], "All", "All", m[3], m[4],
			"pprime", "50.0", "40.0", "60.0", "none", "common_cause", "common_cause", "z", "z", "",
		})
	}
	return spc
}

// control draws a chart of controls by its name, and gives the values that it shows.
func control(t *testing.T, name string, spc charts.Table, s charts.Setting) (charts.Chart, []string, error) {
	t.Helper()
	for _, e := range draw.Entries() {
		if e.Name != name {
			continue
		}
		chart, err := e.Draw(spc, s)
		var values []string
		for _, row := range chart.Data.Rows {
			values = append(values, row[slices.Index(chart.Data.Columns, "value")])
		}
		return chart, values, err
	}
	t.Fatalf("there is no chart %s", name)
	return charts.Chart{}, nil, nil
}

// TestControls: the leading rate of a section of another extract has a control chart
// of its months that are over, and none where there is no such month.
func TestControls(t *testing.T) {
	t.Parallel()
	const advice = "pc_advice_in_6_weeks"
	spc := controlTable(
		[5]string{"E1", "2024-01-01", "true", advice, "49.0"}, [5]string{"E1", "2024-02-01", "true", "falling_due_20", "12.0"},
		[5]string{"E1", "2024-02-01", "true", advice, "51.5"}, [5]string{"E1", "2024-03-01", "false", advice, "99.0"},
	)
	chart, values, err := control(t, "advice", spc, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(values, []string{"49.0", "51.5"}) || chart.Name != "advice" || !strings.HasPrefix(chart.Headline, "Advice within six weeks") {
		t.Errorf("%s, %q has the values %v", chart.Name, chart.Headline, values)
	}
	for _, e := range draw.Entries() {
		if e.Name == "advice" && e.Extract != "advice" {
			t.Errorf("it needs %q", e.Extract)
		}
	}
	if _, _, err := control(t, "feedback", spc, charts.Setting{}); err == nil {
		t.Error("a measure without a month has a chart")
	}
	from := charts.Setting{Range: charts.Range{From: time.Date(2024, 2, 1, 0, 0, 0, 0, time.UTC)}}
	if _, values, err = control(t, "advice", spc, from); err != nil || !slices.Equal(values, []string{"51.5"}) {
		t.Errorf("from February it has %v (error %v)", values, err)
	}
	spc.Rows[2] = slices.Clone(spc.Rows[2])
	spc.Rows[2][0] = "E2"
	if _, _, err := control(t, "advice", spc, charts.Setting{}); err == nil || !strings.Contains(err.Error(), "E2") {
		t.Errorf("the months of two authorities in one line: error %v", err)
	}
	damaged := charts.Table{Columns: spc.Columns[:12], Rows: [][]string{spc.Rows[0][:12]}}
	if _, _, err := control(t, "advice", damaged, charts.Setting{}); err == nil || !strings.Contains(err.Error(), "column") {
		t.Errorf("a table without its last columns: error %v", err)
	}
}

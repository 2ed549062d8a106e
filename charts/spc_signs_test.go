package charts_test

import (
	"fmt"
	"strings"
	"testing"

	"ehcp/charts"
)

// control draws a control chart of points and gives it with its SVG.
func control(t *testing.T, points []controlPoint, spec charts.ControlSpec) (charts.Chart, string) {
	t.Helper()
	spec.Name = "spc"
	chart, err := charts.SPC(controlTable(points), spec, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	svg, err := chart.SVG()
	if err != nil {
		t.Fatal(err)
	}
	return chart, string(svg)
}

// TestControlSaysHowManyAreSpecial: a chart whose latest point is common cause
// may be special nearly throughout.
func TestControlSaysHowManyAreSpecial(t *testing.T) {
	spec := charts.ControlSpec{Title: "open cases", Method: "xmr", Variation: "common_cause"}
	points := steadyPoints(30)
	for i := range 23 {
		points[i].rule, points[i].kind = "shift", "improvement"
	}
	chart, svg := control(t, points, spec)
	if want := "latest point common cause variation, 23 of 30 points special; values from 51 to 47"; !strings.Contains(chart.Alt, want) {
		t.Errorf("%s", chart.Alt)
	}
	if !strings.Contains(svg, "Latest: common cause variation. 23 of 30 points special.") {
		t.Error("the picture does not say how many points are special")
	}
	chart, svg = control(t, append(steadyPoints(80), points...)[:110], spec)
	if strings.Contains(svg, "Shown:") || !strings.Contains(chart.Alt, "23 of 110 points") {
		t.Errorf("%s", chart.Alt)
	}
	chart, svg = control(t, append(steadyPoints(170), points...), spec)
	if !strings.Contains(svg, "of 200") || !strings.Contains(chart.Alt, "23 of the last 120 points special") {
		t.Errorf("points left out are not told: %s", chart.Alt)
	}
	if chart, _ = control(t, steadyPoints(12), spec); !strings.Contains(chart.Alt, "none of 12 points special") {
		t.Errorf("%s", chart.Alt)
	}
}

// TestControlMarksEveryGap, and explains the mark.
func TestControlMarksEveryGap(t *testing.T) {
	points := steadyPoints(20)
	for _, i := range []int{5, 6, 7, 19} {
		points[i].value = ""
	}
	_, svg := control(t, points, charts.ControlSpec{Title: "open cases", Method: "xmr", Variation: "common_cause"})
	// Two strokes a cross: four gaps and the sample beside the words.
	if got := strings.Count(svg, `class="gap"`); got != 2*5 || !strings.Contains(svg, ">No value<") {
		t.Errorf("%d strokes of crosses, want 10", got)
	}
	_, svg = control(t, steadyPoints(20), charts.ControlSpec{Title: "open cases", Method: "xmr", Variation: "common_cause"})
	if strings.Contains(svg, "No value") {
		t.Error("a series without a gap has a mark for one")
	}
}

// TestControlNumbersManyRebases: more reasons than have room are numbers, whose
// words stand in the description, and no line runs through one.
func TestControlNumbersManyRebases(t *testing.T) {
	points := steadyPoints(48)
	for k, i := range []int{8, 10, 16, 24, 32, 40} {
		points[i].rebase = fmt.Sprintf("change number %c of the process", 'a'+k)
	}
	chart, svg := control(t, points, charts.ControlSpec{Title: "open cases", Method: "xmr", Variation: "common_cause"})
	for k := 1; k <= 6; k++ {
		if !strings.Contains(svg, fmt.Sprintf(">%d<", k)) {
			t.Errorf("rebase %d has no number", k)
		}
	}
	if strings.Contains(svg, "change number") || !strings.Contains(svg, "Rebased 6 times; reasons in the description.") {
		t.Error("reasons stand over each other")
	}
	if want := "1: 1 December 2023 (change number a of the process), 2: 1 February 2024"; !strings.Contains(chart.Description, want) {
		t.Errorf("the description does not say %q", want)
	}
}

// TestControlSaysTooFew: a run chart drawn for want of values says so.
func TestControlSaysTooFew(t *testing.T) {
	spec := charts.ControlSpec{Title: "open cases", Method: "run", Variation: "common_cause"}
	if _, svg := control(t, steadyPoints(11), spec); !strings.Contains(svg, "Too few values for limits.") {
		t.Error("11 values do not say that they are too few")
	}
	if _, svg := control(t, steadyPoints(12), spec); strings.Contains(svg, "Too few values") {
		t.Error("12 values are told to be too few")
	}
}

// TestControlWordsOfOtherAlphabets: reasons and titles have the pound sign, quotation marks and accents that people
// write, in the picture as in words.
func TestControlWordsOfOtherAlphabets(t *testing.T) {
	points := steadyPoints(24)
	points[12].rebase = "\u00a32m \u2013 \u00e9quipe\u2019s team"
	spec := charts.ControlSpec{
		Name: "spc", Title: "\u00e9tat of Ll\u0177n", Method: "xmr", Variation: "common_cause", Source: "Source: the series.",
	}
	chart, err := charts.SPC(controlTable(points), spec, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	svg, err := chart.SVG()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"Rebased: " + points[12].rebase, "\u00c9tat of Ll\u0177n (XmR chart)"} {
		if !strings.Contains(string(svg), want) {
			t.Errorf("the picture does not say %q", want)
		}
	}
	if _, err := chart.PNG(); err != nil {
		t.Error(err)
	}
}

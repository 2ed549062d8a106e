package charts_test

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

// controlPoint is a row of a control chart's table without its date.
type controlPoint struct{ value, mean, lower, upper, rule, kind, rebase string }

// controlTable makes a table of months.
func controlTable(points []controlPoint) charts.Table {
	table := charts.Table{Columns: []string{"date", "value", "mean", "lower", "upper", "rule", "type", "rebase"}}
	for i, p := range points {
		day := time.Date(2023, time.April+time.Month(i), 1, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
		table.Rows = append(table.Rows, []string{day, p.value, p.mean, p.lower, p.upper, p.rule, p.kind, p.rebase})
	}
	return table
}

// steadyPoints are n months about 50 with limits at 40 and 60.
func steadyPoints(n int) []controlPoint {
	var points []controlPoint
	for i := range n {
		value := fmt.Sprint(50 + []int{1, -3, 4, 0, -2, 3, -4}[i%7])
		points = append(points, controlPoint{value, "50", "40", "60", "none", "common_cause", ""})
	}
	return points
}

// controlExample is one way that a control chart can look.
type controlExample struct {
	name   string
	points []controlPoint
	spec   charts.ControlSpec
}

func controlExamples() []controlExample {
	plain := charts.ControlSpec{
		Name: "spc", Title: "open cases", Method: "xmr", Better: "decrease", Variation: "common_cause",
		Source: "Source: the series open cases.", Findings: []string{"Variation is common cause."},
	}
	shift := steadyPoints(24)
	for i := 14; i < 21; i++ {
		shift[i] = controlPoint{"46.5", "50", "40", "60", "shift", "improvement", ""}
	}
	shift[4] = controlPoint{"62.25", "50", "40", "60", "outside", "concern", ""}
	rebased := steadyPoints(30)
	for i := 12; i < 30; i++ {
		rebased[i] = controlPoint{fmt.Sprint(30 + i%3), "31", "26.5", "35.5", "none", "common_cause", ""}
	}
	rebased[12].rebase = "new team of six case officers, and advice asked for another way"
	rebased[27].rebase = "second team, after a reorganisation of the service and its records"
	gaps := steadyPoints(20)
	gaps[6].value, gaps[7].value = "", ""
	run := []controlPoint{}
	for i := range 9 {
		kind := controlPoint{fmt.Sprint(10 + i/4*3), "13", "", "", "none", "common_cause", ""}
		run = append(run, kind)
	}
	varying := steadyPoints(18)
	for i := range varying {
		varying[i].lower, varying[i].upper = fmt.Sprint(39-i%4), fmt.Sprint(61+i%4)
	}
	varying[17].kind, varying[17].rule = "neutral_low", "trend"
	with := func(change func(*charts.ControlSpec)) charts.ControlSpec {
		spec := plain
		change(&spec)
		return spec
	}
	return []controlExample{
		{"common", steadyPoints(24), plain},
		{"shift", shift, with(func(s *charts.ControlSpec) {
			s.Target, s.Assurance, s.Variation, s.Better = "55", "inconsistent", "improvement", "decrease"
		})},
		{"rebased", rebased, with(func(s *charts.ControlSpec) { s.Target, s.Assurance, s.Trial = "20", "consistent_fail", true })},
		{"target", steadyPoints(16), with(func(s *charts.ControlSpec) {
			s.Target, s.Assurance, s.Variation, s.Better = "65", "consistent_pass", "concern", "decrease"
		})},
		{"run", run, with(func(s *charts.ControlSpec) { s.Method = "run" })},
		{"gaps", gaps, plain},
		{"percent", varying, with(func(s *charts.ControlSpec) {
			s.Unit, s.Method, s.Better, s.Variation = "%", "pprime", "neutral", "neutral_low"
		})},
		{"one", steadyPoints(1), plain},
		{"many", steadyPoints(150), with(func(s *charts.ControlSpec) {
			s.Title = "a measure whose name is so very long that it can hardly stand in the head of a chart without being cut short"
		})},
		{"constant", []controlPoint{{"5", "5", "", "", "none", "common_cause", ""}, {"5", "5", "", "", "none", "common_cause", ""}}, plain},
		{"tiny", []controlPoint{
			{"0.0125", "0.013", "0.001", "0.025", "none", "common_cause", ""}, {"-0.004", "0.013", "0.001", "0.025", "outside", "improvement", ""},
		}, plain},
	}
}

func eachControl(t *testing.T, check func(t *testing.T, e controlExample, chart charts.Chart)) {
	for _, e := range controlExamples() {
		t.Run(e.name, func(t *testing.T) {
			chart, err := charts.SPC(controlTable(e.points), e.spec, charts.Setting{})
			if err != nil {
				t.Fatal(err)
			}
			check(t, e, chart)
		})
	}
}

func TestControlGolden(t *testing.T) {
	eachControl(t, func(t *testing.T, e controlExample, chart charts.Chart) {
		if !slices.Contains([]string{"common", "shift", "rebased", "target", "run", "percent"}, e.name) {
			t.Skip("this example has no golden file")
		}
		got, err := chart.SVG()
		if err != nil {
			t.Fatal(err)
		}
		checkGolden(t, filepath.Join("testdata", "spc-"+e.name+".svg"), got)
	})
}

func TestControlTextIsClear(t *testing.T) {
	face := sansFace(t)
	eachControl(t, func(t *testing.T, _ controlExample, chart charts.Chart) {
		page := readSVG(t, chart)
		boxes := make([][4]float64, len(page.Group.Texts))
		for i, s := range page.Group.Texts {
			boxes[i] = textBox(face, s)
			checkText(t, s, boxes[i], [2]float64{453.55, 255.12})
			for k := range i {
				if touch(boxes[i], boxes[k]) {
					t.Errorf("%q overlaps %q", s.String, page.Group.Texts[k].String)
				}
			}
		}
		checkLines(t, page, boxes)
	})
}

func TestControlWords(t *testing.T) {
	eachControl(t, func(t *testing.T, e controlExample, chart charts.Chart) {
		if len(chart.Alt) < 60 || len(chart.Alt) > 250 || !strings.HasSuffix(chart.Alt, ".") {
			t.Errorf("alt text of %d characters: %s", len(chart.Alt), chart.Alt)
		}
		if words := len(strings.Fields(chart.Headline)); words == 0 || words > 10 {
			t.Errorf("headline of %d words: %s", words, chart.Headline)
		}
		for _, want := range []string{
			chart.Headline, chart.Subtitle, "Source: the series open cases.", "Variation is common cause.", strings.Join(chart.Data.Columns, " | "),
		} {
			if !strings.Contains(chart.Description, want) {
				t.Errorf("the description does not say %q", want)
			}
		}
		for _, p := range e.points {
			if !strings.Contains(chart.Description, p.rebase) {
				t.Errorf("the description does not give the reason %q", p.rebase)
			}
		}
	})
}

// TestControlIconsInWords: what the icons show stands in the picture and in the
// alternative text as words.
func TestControlIconsInWords(t *testing.T) {
	for variation, words := range map[string]string{
		"common_cause": "common cause variation", "improvement": "special cause, improvement", "concern": "special cause, concern",
		"neutral_high": "special cause, high", "neutral_low": "special cause, low",
	} {
		for assurance, also := range map[string]string{
			"": "latest point", "consistent_pass": "target of 55 consistently met", "consistent_fail": "target of 55 consistently missed",
			"inconsistent": "target of 55 met or missed by chance",
		} {
			spec := charts.ControlSpec{Name: "spc", Title: "open cases", Method: "xmr", Variation: variation, Assurance: assurance, Target: "55"}
			chart, err := charts.SPC(controlTable(steadyPoints(20)), spec, charts.Setting{})
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(chart.Alt, words) || !strings.Contains(chart.Alt, also) {
				t.Errorf("%s, %s: %s", variation, assurance, chart.Alt)
			}
		}
	}
}

func TestControlErrors(t *testing.T) {
	good := controlTable(steadyPoints(3))
	spec := charts.ControlSpec{Name: "spc", Title: "open cases", Method: "xmr", Variation: "common_cause"}
	title, target := spec, spec
	title.Title, target.Target = "caf\u00e9 \u6625", "soon"
	for _, c := range []struct {
		name  string
		table charts.Table
		spec  charts.ControlSpec
		want  string
	}{
		{"column", charts.Table{Columns: []string{"date"}, Rows: good.Rows}, spec, "no column value"},
		{"order", with(good, "date", "2023-04-01", 1), spec, "row 2 is not later"},
		{"day", with(good, "date", "1/4/23", 0), spec, "not a date"},
		{"number", with(good, "upper", "high", 2), spec, "neither a number"},
		{"no value", with(good, "value", ""), spec, "no value to draw"},
		{"title", good, title, "the title \"caf\u00e9 \u6625\" has the character '\u6625', which cannot be drawn"},
		{"reason", with(good, "rebase", "a\nb", 1), spec, "cannot be drawn"},
		{"target", good, target, "the target"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := charts.SPC(c.table, c.spec, charts.Setting{}); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
		})
	}
}

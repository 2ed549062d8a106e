package charts_test

import (
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func TestOneLineWhereExceptionsAreNotKnown(t *testing.T) {
	table := timelinessTable(increments(day(2023, time.January, 1), 8))
	setting := kentSetting()
	setting.Targets["pc_within_20_weeks"] = charts.Target{Value: 55}
	oneKnown := with(withoutExceptions(table, "x"), "pc_within_20_weeks_excl", "40.0", 3)
	oneHidden := with(withoutExceptions(table, "x"), "plans_issued_excl", "c", 3)
	tests := []struct {
		name  string
		table charts.Table
		known bool
	}{
		{"known", table, true},
		{"not available", withoutExceptions(table, "x"), false},
		{"empty", withoutExceptions(table, ""), false},
		{"hidden", withoutExceptions(table, "c"), true},
		{"one known", oneKnown, true},
		{"one hidden", oneHidden, true},
		{"no plan left", with(withoutExceptions(table, "x"), "plans_issued_excl", "0"), true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			chart, err := charts.Timeliness(test.table, setting)
			if err != nil {
				t.Fatal(err)
			}
			lines := 0
			texts := ""
			page := readSVG(t, chart)
			for _, l := range page.Group.Lines {
				if l.Class == "data" {
					lines++
				}
			}
			for _, s := range page.Group.Texts {
				texts += s.String + "\n"
			}
			words := map[string]string{
				"subtitle": chart.Subtitle, "alt": chart.Alt, "description": chart.Description,
				"data": strings.Join(chart.Data.Columns, " "),
			}
			for place, said := range words {
				unknown := strings.Contains(said, "xceptions are not known")
				excluding := strings.Contains(said, "xcluding exceptions") || strings.Contains(said, "_excl")
				if unknown != (!test.known && place != "data") || excluding != test.known {
					t.Errorf("%s: %s", place, said)
				}
			}
			if test.known {
				if !strings.Contains(texts, "Target 60%") || !strings.Contains(texts, "Excluding\n") {
					t.Errorf("texts %s", texts)
				}
				return
			}
			if lines != 1 || strings.Contains(texts, "[x]") || strings.Contains(texts, "cluding") {
				t.Errorf("%d lines, texts %s", lines, texts)
			}
			for _, want := range []string{"Within\n20 weeks\n58%\n", "n =\n420\n460\n", "Target 55%\n"} {
				if !strings.Contains(texts, want) {
					t.Errorf("the chart does not say %q", want)
				}
			}
			got, err := chart.SVG()
			if err != nil {
				t.Fatal(err)
			}
			checkGolden(t, filepath.Join("testdata", "timeliness-exceptions-unknown.svg"), got)
		})
	}
}

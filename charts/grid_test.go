package charts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

func TestPanelsAreInOrderAndNoneIsLostSilently(t *testing.T) {
	periods := increments(day(2023, time.January, 1), 8)
	few, err := byArea(fewAreas(periods), kentSetting())
	if err != nil {
		t.Fatal(err)
	}
	if got, want := distinct(t, few.Data, "breakdown"), []string{"All", "East", "North", "South", "West", "Not recorded"}; !slices.Equal(got, want) {
		t.Errorf("panels %q, want %q", got, want)
	}
	many, err := byArea(manyAreas(periods), kentSetting())
	if err != nil {
		t.Fatal(err)
	}
	drawn := distinct(t, many.Data, "breakdown")
	// 18 values: the 10 with the most cases, those without an area, and 7 that are not drawn.
	if len(drawn) != 12 || drawn[11] != "Not recorded" || slices.ContainsFunc(drawn, func(s string) bool { return strings.HasPrefix(s, "Ashford") }) {
		t.Errorf("panels %q", drawn)
	}
	content, _ := many.SVG()
	for _, place := range []string{string(content), many.Description} {
		if !strings.Contains(place, "7 more") || !strings.Contains(place, "falling_due") {
			t.Error("it is not said how many values are not drawn, and where they are")
		}
	}
	if !strings.Contains(string(content), ">Ynys Mon</text>") || !strings.Contains(string(content), ">=Sum of it</text>") {
		t.Error("names are not written in plain letters")
	}
	if !slices.Contains(drawn, "Ynys M\u00f4n") {
		t.Error("the data does not have the names as the table has them")
	}
}

// TestFewCasesInAPanel: 9 cases are too few, 10 to 29 are hollow, 30 are filled.
func TestFewCasesInAPanel(t *testing.T) {
	table := areaTable(increments(day(2024, time.January, 1), 4), "North", "South")
	set := func(area int, issued ...string) {
		for i, count := range issued {
			row := i*6 + 2*(area+1)
			table = with(with(table, "issued_by_due_date", count, row), "open_at_due_date", "4", row)
			table = with(table, "pc_issued_by_due_date", "50.0", row)
		}
	}
	set(0, "5", "6", "25", "26")
	table = with(with(table, "pc_issued_by_due_date", "c", 4), "issued_by_due_date", "c", 4)
	table = with(table, "open_at_due_date", "c", 10)
	chart, err := byArea(table, kentSetting())
	if err != nil {
		t.Fatal(err)
	}
	how := column(t, chart.Data, "drawn")
	if want := []string{"too_few", "hollow", "hollow", "filled", "hidden", "hollow", "filled", "filled"}; !slices.Equal(how[4:], want) {
		t.Errorf("points are %q, want %q", how[4:], want)
	}
	if got := column(t, chart.Data, "pc_issued_by_due_date")[4]; got != "" {
		t.Errorf("a percentage that is not drawn is in the data: %s", got)
	}
	content, _ := chart.SVG()
	for _, want := range []string{">too few</text>", ">[c]</text>", ">50% (n = 30)</text>", "Fewer than 30 cases"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("the page does not have %s", want)
		}
	}
}

func TestGridOfEachMeasure(t *testing.T) {
	periods := increments(day(2024, time.January, 1), 2)
	split := func(table charts.Table, topic, value string) charts.Table {
		n := len(table.Rows)
		for _, row := range table.Rows[:n:n] {
			other := slices.Clone(row)
			for i, name := range table.Columns {
				if name == "breakdown_topic" {
					other[i], other[i+1] = topic, value
				}
			}
			table.Rows = append(table.Rows, other)
		}
		return table
	}
	for _, test := range []struct {
		spec  charts.GridSpec
		table charts.Table
		title string
		name  string
	}{
		{
			charts.GridSpec{Name: "a", Measure: "timeliness", Topic: "Sex", Noun: "sex"},
			split(timelinessTable(periods), "Sex", "F"),
			"Percentage of plans issued within 20 weeks, exceptions left out", "Female",
		},
		{
			charts.GridSpec{Name: "b", Measure: "timeliness", Topic: "Primary need", Noun: "primary need"},
			split(withoutExceptions(timelinessTable(periods), "x"), "Primary need", "SLCN"), "Percentage of plans issued within 20 weeks",
			"Speech, language and communication needs",
		},
		{
			charts.GridSpec{Name: "c", Measure: "backlog", Topic: "Area", Noun: "area"},
			split(stockTable(periods), "Area", "SLCN"),
			"Cases open more than 20 weeks", "SLCN",
		},
		{
			charts.GridSpec{Name: "d", Measure: "over-30-52", Topic: "Area", Noun: "area"},
			split(stockTable(periods), "Area", "North"),
			"Cases open more than 30 weeks", "North",
		},
	} {
		chart, err := charts.Grid(test.table, test.spec, kentSetting())
		if err != nil {
			t.Errorf("%s: %v", test.spec.Name, err)
			continue
		}
		content, _ := chart.SVG()
		for _, want := range []string{test.title, test.name} {
			if !strings.Contains(string(content), ">"+want+"</text>") {
				t.Errorf("%s: the page does not have %q", test.spec.Name, want)
			}
		}
		if len(chart.Alt) < 60 || len(chart.Alt) > 250 {
			t.Errorf("alternative text of %d characters: %s", len(chart.Alt), chart.Alt)
		}
	}
}

func TestGridErrors(t *testing.T) {
	good := fewAreas(increments(day(2024, time.January, 1), 2))
	spec := charts.GridSpec{Name: "by-area", Measure: "falling-due", Topic: "Area", Noun: "area"}
	noAll := with(good, "breakdown_topic", "Other", 0, 1, 12, 13)
	small := kentSetting()
	small.Size = charts.Size{Width: 100, Height: 60}
	for name, test := range map[string]struct {
		table   charts.Table
		spec    charts.GridSpec
		setting charts.Setting
		want    string
	}{
		"no topic":   {dueTable(increments(day(2024, time.January, 1), 2)), spec, kentSetting(), "chart by-area: the table has no breakdown Area"},
		"no total":   {noAll, spec, kentSetting(), "no three-month period for all cases"},
		"no measure": {good, charts.GridSpec{Name: "x", Measure: "flow"}, kentSetting(), `"flow" is not drawn by breakdown`},
		"no column":  {charts.Table{Columns: []string{"period"}}, spec, kentSetting(), "the table has no column period_type"},
		"no room":    {manyAreas(increments(day(2024, time.January, 1), 2)), spec, small, "has no room for 12 panels"},
		"number":     {with(good, "issued_by_due_date", "some", 3), spec, kentSetting(), ""},
		"two":        {with(good, "authority_code", "E1", 4), spec, kentSetting(), "two authorities"},
	} {
		_, err := charts.Grid(test.table, test.spec, test.setting)
		if test.want == "" {
			if err != nil {
				t.Errorf("%s: %v; the row of 30 weeks is not read", name, err)
			}
			continue
		}
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one that says %q", name, err, test.want)
		}
	}
}

// TestAsManyPeriodsAsAreAskedFor: pages of small charts have the last 8, a range of months up to 60.
func TestAsManyPeriodsAsAreAskedFor(t *testing.T) {
	table := fewAreas(increments(day(2005, time.January, 1), 80))
	for want, r := range map[int]charts.Range{
		8: {}, 60: {PeriodType: "three_months"}, 4: {From: day(2024, time.January, 1), To: day(2024, time.December, 31)},
	} {
		chart, err := byArea(table, charts.Setting{Range: r})
		if err != nil {
			t.Fatal(err)
		}
		if got := len(distinct(t, chart.Data, "period_start")) / 6; got != want {
			t.Errorf("%v: %d periods, want %d", r, got, want)
		}
	}
	_, err := byArea(table, charts.Setting{Range: charts.Range{From: day(2030, time.January, 1)}})
	if err == nil || !strings.Contains(err.Error(), "no three-month period begins on 1 January 2030 or later; the table has Jan to Mar 2005 to") {
		t.Error(fmt.Sprint("error ", err))
	}
}

// TestGridHeadlineIsOfEveryPanel: a panel whose figures are hidden is not left out of the number that rose.
func TestGridHeadlineIsOfEveryPanel(t *testing.T) {
	table := fewAreas(increments(day(2023, time.January, 1), 8))
	areas := slices.Index(table.Columns, "breakdown")
	figures := slices.Index(table.Columns, "pc_issued_by_due_date")
	for _, test := range []struct {
		hidden []string
		want   string
	}{
		{nil, "Plans by 20 weeks rose in 5 of 5"},
		{[]string{"East", "South"}, "Plans by 20 weeks rose in 3 of 5"},
		{[]string{"East", "South", "West"}, "Plans by 20 weeks, by area"},
	} {
		own := charts.Table{Columns: table.Columns}
		for _, row := range table.Rows {
			row = slices.Clone(row)
			if slices.Contains(test.hidden, row[areas]) {
				row[figures] = "c"
			}
			own.Rows = append(own.Rows, row)
		}
		chart, err := byArea(own, kentSetting())
		if err != nil {
			t.Fatal(err)
		}
		if chart.Headline != test.want {
			t.Errorf("%q hidden: headline %q, want %q", test.hidden, chart.Headline, test.want)
		}
	}
}

package charts_test

import (
	"math"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ehcp/charts"
)

// hollow gives the corners of the marked bands of a colour.
func hollow(t *testing.T, chart charts.Chart, colour string) [][][2]float64 {
	t.Helper()
	content, err := chart.SVG()
	if err != nil {
		t.Fatal(err)
	}
	var bands [][][2]float64
	for _, match := range regexp.MustCompile(`<polygon points="([^"]+)" fill="#FFFFFF" stroke="`+colour+`" stroke-width="1.25"`).
		FindAllStringSubmatch(string(content), -1) {
		bands = append(bands, pointsOf(t, match[1]))
	}
	return bands
}

// TestSmallStocksAreBands: of a few cases a hidden number is a band from the axis up to 4; it is none where it holds
// a larger number, or where nothing is hidden for being small.
func TestSmallStocksAreBands(t *testing.T) {
	table := stocks([]int{30, 5, 5, 5}, []int{30, 5, 6, 3}, []int{30, 5, 9, 6})
	hidden := with(with(table, "over_52_weeks", "c", 1), "weeks_over_52", "c", 1)
	chart, err := charts.Over3052(hidden, charts.Setting{MinimumCount: 5})
	if err != nil {
		t.Fatal(err)
	}
	bands := hollow(t, chart, "#F46A25")
	if len(bands) != 1 {
		t.Fatalf("%d bands, want 1", len(bands))
	}
	heights := gridHeights(t, readSVG(t, chart)) // 0 and 15
	wantHeight(t, "band", bands[0][0][1], heights, 4, 15)
	if math.Abs(bands[0][2][1]-heights[0]) > 0.02 {
		t.Errorf("the band begins at %g, want the axis at %g", bands[0][2][1], heights[0])
	}
	for _, want := range []string{"fewer than 5, but not 0", "so that another one cannot be worked out"} {
		if !strings.Contains(chart.Description, want) {
			t.Errorf("the description does not say %q", want)
		}
	}
	if got := column(t, chart.Data, "over_52_weeks"); !slices.Equal(got, []string{"5", "c", "6"}) {
		t.Errorf("the data gives %v", got)
	}
	// 30 weeks hidden over 6 at 52 weeks cannot be fewer than 5.
	large := with(table, "over_30_weeks", "c", 2)
	for name, test := range map[string]struct {
		table   charts.Table
		minimum int
	}{"holds more": {large, 5}, "nothing is hidden for being small": {hidden, 1}} {
		chart, err := charts.Over3052(test.table, charts.Setting{MinimumCount: test.minimum})
		if err != nil {
			t.Fatal(err)
		}
		if n := len(hollow(t, chart, "#F46A25")) + len(hollow(t, chart, "#12436D")); n > 0 || strings.Contains(chart.Description, "fewer than") {
			t.Errorf("%s: %d bands", name, n)
		}
	}
}

// TestSmallPartOfAColumn: a column with one small hidden part keeps its other parts, and the part is a band on top.
func TestSmallPartOfAColumn(t *testing.T) {
	table := stocks([]int{30, 10, 7, 3}, []int{30, 10, 7, 8})
	tail := with(with(table, "weeks_over_52", "c", 0), "over_52_weeks", "c", 0)
	chart, err := charts.Backlog(tail, charts.Setting{MinimumCount: 5})
	if err != nil {
		t.Fatal(err)
	}
	bands := hollow(t, chart, "#F46A25")
	if len(bands) != 1 {
		t.Fatalf("%d bands, want 1", len(bands))
	}
	page := readSVG(t, chart)
	heights := gridHeights(t, page)
	highest := 80.0 // 55 and room for the mark
	// 30, 10 and 7 are under it, with a white gap of 1 point.
	wantHeight(t, "foot of the band", bands[0][2][1]+1, heights, 47, highest)
	wantHeight(t, "top of the band", bands[0][0][1], heights, 51, highest)
	texts := ""
	for _, s := range page.Group.Texts {
		texts += s.String + "\n"
	}
	if !strings.Contains(texts, "[c]\n50\n") {
		t.Errorf("the column does not have the mark and the total 50:\n%s", texts)
	}
	if got := chart.Data.Columns[2:]; len(got) != 5 {
		t.Errorf("parts %v, want all four and the total", got)
	}
	// A hidden part of 7 is not small: the open cases less the others say so.
	other := with(table, "weeks_over_30_to_52", "c", 0)
	if chart, err = charts.Backlog(other, charts.Setting{MinimumCount: 5}); err != nil {
		t.Fatal(err)
	}
	if n := len(hollow(t, chart, "#801650")); n != 0 || len(chart.Data.Columns) != 6 {
		t.Errorf("%d bands, columns %v, want the long waits together", n, chart.Data.Columns)
	}
}

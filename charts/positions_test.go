package charts_test

import (
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"ehcp/charts"
)

// num writes a coordinate as an SVG has it.
func num(value float64) string {
	return strings.TrimSuffix(strings.TrimRight(strconv.FormatFloat(value, 'f', 2, 64), "0"), ".")
}

// pointsOf reads a list of points.
func pointsOf(t *testing.T, list string) [][2]float64 {
	t.Helper()
	var points [][2]float64
	for _, pair := range strings.Fields(list) {
		var at [2]float64
		if _, err := fmt.Sscanf(pair, "%g,%g", &at[0], &at[1]); err != nil {
			t.Fatal(err)
		}
		points = append(points, at)
	}
	return points
}

// dataPoints gives the points of the line drawn last.
func dataPoints(t *testing.T, page svgPage) [][2]float64 {
	t.Helper()
	var last [][2]float64
	for _, l := range page.Group.Lines {
		if l.Class == "data" {
			last = pointsOf(t, l.Points)
		}
	}
	return last
}

// gridHeights gives the heights of the lowest and the highest gridline.
func gridHeights(t *testing.T, page svgPage) [2]float64 {
	t.Helper()
	heights := [2]float64{0, math.Inf(1)}
	for _, l := range page.Group.Lines {
		if l.Class == "grid" {
			y := pointsOf(t, l.Points)[0][1]
			heights = [2]float64{max(heights[0], y), min(heights[1], y)}
		}
	}
	return heights
}

// wantHeight fails where a point is not at the height of its value between the gridlines of zero and of highest.
func wantHeight(t *testing.T, what string, got float64, heights [2]float64, value, highest float64) {
	t.Helper()
	want := heights[0] + (heights[1]-heights[0])*value/highest
	if math.Abs(got-want) > 0.02 {
		t.Errorf("%s: a point of %g stands at %.2f, want %.2f", what, value, got, want)
	}
}

// TestPointsStandAtTheirValues: the 20-week line against the gridlines of 0 and 100, and evenly along the axis.
func TestPointsStandAtTheirValues(t *testing.T) {
	chart, err := charts.FallingDue(dueRates("0.0", "25.0", "100.0", "62.5"), charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	page := readSVG(t, chart)
	points, heights := dataPoints(t, page), gridHeights(t, page)
	for i, value := range []float64{0, 25, 100, 62.5} {
		wantHeight(t, "falling due", points[i][1], heights, value, 100)
		if i > 0 && math.Abs(points[i][0]-points[i-1][0]-(points[1][0]-points[0][0])) > 0.02 {
			t.Errorf("the places along the axis are not even: %v", points)
		}
	}
}

// TestPanelsShareOneScale: in each panel a point stands between that panel's own gridlines of 0 and 100.
func TestPanelsShareOneScale(t *testing.T) {
	table := areaTable(increments(day(2024, time.January, 1), 2), "North", "South")
	chart, err := byArea(table, charts.Setting{})
	if err != nil {
		t.Fatal(err)
	}
	page := readSVG(t, chart)
	var own [][][2]float64
	for _, l := range page.Group.Lines {
		if l.Class == "data" {
			own = append(own, pointsOf(t, l.Points))
		}
	}
	// All, North, All, South: 80 and 480 of 800; 5 and 30 of 50; 7 and 37 of 60.
	values := [][]string{{"10.0", "60.0"}, {"10.0", "60.0"}, {"10.0", "60.0"}, {"11.7", "61.7"}}
	var grids []float64
	for _, l := range page.Group.Lines {
		if l.Class == "grid" {
			grids = append(grids, pointsOf(t, l.Points)[0][1])
		}
	}
	if len(own) != 4 || len(grids) != 12 {
		t.Fatalf("%d lines and %d gridlines, want 4 and 12", len(own), len(grids))
	}
	for i, line := range own {
		panel := grids[i/2*6 : i/2*6+6]
		for k, text := range values[i] {
			value, _ := strconv.ParseFloat(text, 64)
			wantHeight(t, fmt.Sprintf("line %d", i), line[k][1], [2]float64{slices.Max(panel), slices.Min(panel)}, value, 100)
		}
	}
}

// TestMilestonesStandOnTheirDays: a hollow square on the day's place along the axis and at the height of its level.
func TestMilestonesStandOnTheirDays(t *testing.T) {
	table := stocks([]int{500, 50, 90, 10}, []int{500, 50, 70, 10}) // ends of March and June 2024
	s := charts.Setting{Milestones: map[string][]charts.Target{"over_30_weeks": {
		{Value: 50, By: day(2024, time.November, 15)}, {Value: 75, By: day(2024, time.September, 30)},
	}}}
	chart, err := charts.Over3052(table, s)
	if err != nil {
		t.Fatal(err)
	}
	page := readSVG(t, chart)
	points, heights := dataPoints(t, page), gridHeights(t, page)
	step := points[1][0] - points[0][0]
	content, _ := chart.SVG()
	squares := regexp.MustCompile(`<polygon points="([^"]+)" fill="#FFFFFF" stroke="#12436D" stroke-width="1.75"`).FindAllStringSubmatch(string(content), -1)
	if len(squares) != 2 {
		t.Fatalf("%d hollow squares, want 2", len(squares))
	}
	for i, value := range []float64{75, 50} {
		// The axis runs on to September and December, and 15 November is half-way between them; the highest number is 100.
		x := points[1][0] + step*[]float64{1, 1.5}[i]
		corner := pointsOf(t, squares[i][1])[0]
		wantHeight(t, "milestone", corner[1]+4, heights, value, 100)
		if math.Abs(corner[0]+4-x) > 0.05 {
			t.Errorf("the square of %g stands at %.2f, want %.2f", value, corner[0]+4, x)
		}
	}
	for _, want := range []string{">Over 30: 75</text>", ">by Sep 2024</text>", ">Over 30: 50</text>", ">by Nov 2024</text>"} {
		if !strings.Contains(string(content), want) {
			t.Errorf("the chart does not say %s", want)
		}
	}
	if got := column(t, chart.Data, "as_at"); len(got) != 2 {
		t.Errorf("the data has the days %v, want the two of the table", got)
	}
	far := charts.Setting{Targets: map[string]charts.Target{"over_30_weeks": {Value: 50, By: day(2030, time.December, 31)}}}
	if chart, err = charts.Over3052(table, far); err != nil {
		t.Fatal(err)
	}
	if content, _ = chart.SVG(); !strings.Contains(string(content), ">Target 50 over 30</text>") {
		t.Error("a target that is far away is not a line")
	}
}

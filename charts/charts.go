// Package charts draws the charts of published timeliness and backlog tables.
//
// It takes tables whose small numbers are already hidden and never sees a case.
// Each chart comes as SVG, PNG and PDF, at the size that it has in a document, with alternative text, a long
// description and the numbers drawn. The rules of form (palette, horizontal text, direct labels, no border)
// follow the Government Analysis Function's guidance on charts.
package charts

import (
	"fmt"
	"strings"
	"time"
)

// Table is a published table as its CSV has it: text cells, where "c" (hidden), "x" (not available),
// "z" (not applicable) and "" are marks and not numbers.
type Table struct {
	Columns []string
	Rows    [][]string
}

// Setting is what a chart needs to know besides its table.
type Setting struct {
	// Council is the authority's name, as the subtitle and the source line have it.
	Council string
	// AsAt is the day at whose end the picture is taken. A zero AsAt is not drawn.
	AsAt time.Time
	// Note is drawn on every chart, for example "Invented data". It must be ASCII and may be empty.
	Note string
	// MinimumCount is the smallest count that is not hidden. Below 2 nothing is said about hiding.
	MinimumCount int
	// GroupMinimum is the same for parts of the cases, such as those of an area, where it is higher.
	GroupMinimum int
	// RoundedTo is what counts are rounded to a multiple of, each by itself, so that they do not add up. 0 where they
	// are as they were counted.
	RoundedTo int
	// InputsHash is the short hash of the inputs, for the source line. It may be empty.
	InputsHash string
	// Signals is the published table spc of the same profile: the months that charts of percentages have their signals
	// from. Without it there are none.
	Signals Table
	// Actions is the published table actions of the same profile: charts mark the days on which those that are meant to
	// move what they show were done. Without it they mark none.
	Actions Table
	// Range is which periods are drawn.
	Range Range
	// Size is the size of the picture; without one it is the chart's own, 160 mm by 90 mm for most.
	Size Size
	// Title is a headline to stand on the picture with the chart's subtitle, for use without a document around it.
	// It must be ASCII and is empty for documents, which have the headline as text.
	Title string
	// Measures are those that a summary shows, in their order.
	Measures []Measure
	// Targets maps a measure, such as "falling_due_20" or "over_30_weeks", to its target line.
	Targets map[string]Target
	// Milestones maps a stock, such as "over_30_weeks", to the levels that it should reach by days on the way; without
	// any its target is the one milestone.
	Milestones map[string][]Target

	// head is what stands above the chart: build sets it where there is a title.
	head head
}

// Target is a level that a measure should reach: a percentage from 0 to 100, or a count of cases.
type Target struct {
	Value float64
	// By is the day by which the level should be reached. A zero By is not drawn.
	By time.Time
}

// Chart is one drawn chart and the text that goes with it.
type Chart struct {
	// Name is the stem of the chart's files, such as "falling-due".
	Name string
	// Headline says the main finding in 10 words or fewer, or is neutral where the rule finds none.
	// It is document text and not in the image.
	Headline string
	// Subtitle says the measure, the council and the period. It is document text and not in the image.
	Subtitle string
	// Alt is the alternative text: ASCII, from 60 to 250 characters.
	Alt string
	// Description is the long description in Markdown, with definitions, source and data.
	Description string
	// Data holds exactly the numbers drawn, with their marks.
	Data Table

	drawing drawing
}

// build runs one chart's function and turns a panic of the font or drawing code into an error.
func build(name string, s Setting, work func(Setting) (Chart, error)) (chart Chart, err error) {
	defer func() {
		if fault := recover(); fault != nil {
			chart, err = Chart{}, fmt.Errorf("chart %s: drawing failed: %v", name, fault)
		}
	}()
	chart, err = work(s)
	if s.Title = folded(s.Title); err == nil && s.Title != "" {
		// The subtitle is known only now, and the room that it takes.
		s.head = head{s.Title, chart.Subtitle}
		chart, err = work(s)
		chart.Description = strings.Replace(chart.Description, chart.Headline, s.Title, 1)
		chart.Headline = s.Title
	}
	if err != nil {
		return Chart{}, fmt.Errorf("chart %s: %w", name, err)
	}
	chart.Name = name
	return chart, nil
}

package charts

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// GridSpec says what small charts show side by side: one measure for each value of a breakdown.
type GridSpec struct {
	// Name is the stem of the chart's files.
	Name string
	// Measure is falling-due, timeliness, backlog or over-30-52.
	Measure string
	// Topic is the breakdown as the table has it, such as Area, and Noun names one of its values.
	Topic, Noun string
}

// Bounds of what a grid shows.
const (
	mostPanels = 12
	// gridPeriods is how many periods are drawn.
	gridPeriods = 8
	// fewest is how many cases a percentage must be of to be drawn, and settled how many to be drawn filled.
	fewest, settled = 10, 30
)

// notRecorded is the value of cases that have none. It is always shown, so that the panels add up to all cases.
const notRecorded = "Not recorded"

// gridSize is a page of small charts.
func gridSize() Size { return Size{Width: 160, Height: 200} }

// Grid draws one small chart for each value of a breakdown, in alphabetical order, all on one scale: of a percentage
// with that of all cases dashed in each. Percentages of fewer than 10 cases are not drawn and those of 10 to 29 are
// hollow. At most 12 values are drawn: of more the largest 11, and the page says how many are left out.
// It reads the table of the measure, of one authority.
func Grid(table Table, spec GridSpec, s Setting) (Chart, error) {
	return build(spec.Name, s, func(s Setting) (Chart, error) {
		g, err := newGrid(table, spec, s)
		if err != nil {
			return Chart{}, err
		}
		drawing, err := g.page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := g.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// grid is what small charts draw.
type grid struct {
	spec    GridSpec
	measure gridMeasure
	rng     Range
	periods []period
	note    string
	all     gridPanel
	panels  []gridPanel
	// leftOut is how many values are not drawn.
	leftOut int
}

// gridPanel is one value of the breakdown.
type gridPanel struct {
	// breakdown is the value as the table has it, and name as it is written.
	breakdown, name string
	value, count    []cell
}

// newGrid reads the panels.
func newGrid(table Table, spec GridSpec, s Setting) (grid, error) {
	g := grid{spec: spec, rng: s.Range}
	m, err := gridMeasureOf(spec.Measure, table)
	if err != nil {
		return g, err
	}
	g.measure = m
	src, err := sourceOf(table, m.needs())
	if err != nil {
		return g, err
	}
	if err := g.readAll(src.only(m.matches(s, "All")), s); err != nil {
		return g, err
	}
	rows := src.only(m.matches(s, spec.Topic))
	if len(rows.rows) == 0 {
		return g, fmt.Errorf("the table has no breakdown %s", spec.Topic)
	}
	if err := errors.Join(rows.oneAuthority(), g.readPanels(rows, s)); err != nil {
		return g, err
	}
	if !slices.ContainsFunc(g.panels, func(p gridPanel) bool { return somethingToDraw(p.value) }) {
		return g, fmt.Errorf("no figure by %s is known in the periods shown", spec.Noun)
	}
	g.choose()
	return g, nil
}

// readAll reads the figures of all cases, whose periods are those of every panel.
func (g *grid) readAll(src *source, s Setting) error {
	if len(src.rows) == 0 {
		return fmt.Errorf("the table has no %s for all cases", s.Range.noun())
	}
	if err := src.oneAuthority(); err != nil {
		return err
	}
	all, err := g.measure.periodsOf(src, s)
	if err != nil {
		return err
	}
	chosen, err := s.Range.choose(all, gridPeriods)
	if err != nil {
		return err
	}
	g.periods, g.note = all[chosen.first:chosen.end], chosen.note
	g.all, err = g.panelOf(src, all)
	g.all.breakdown, g.all.name = "All", "All cases"
	return err
}

// readPanels reads one panel for each value.
func (g *grid) readPanels(src *source, s Setting) error {
	byValue := map[string]*source{}
	var values []string
	for _, r := range src.rows {
		value := src.text(r, "breakdown")
		if byValue[value] == nil {
			byValue[value] = &source{table: src.table, index: src.index}
			values = append(values, value)
		}
		byValue[value].rows = append(byValue[value].rows, r)
	}
	for _, value := range values {
		own, err := g.measure.periodsOf(byValue[value], s)
		if err != nil {
			return err
		}
		p, err := g.panelOf(byValue[value], own)
		if err != nil {
			return err
		}
		p.breakdown, p.name = value, nameOfValue(g.spec.Topic, value)
		g.panels = append(g.panels, p)
	}
	return nil
}

// panelOf reads the figures of the source's rows, which are of some periods in order, at the grid's periods.
func (g *grid) panelOf(src *source, own []period) (p gridPanel, err error) {
	value, err := src.column(src.rows, g.measure.value)
	if err != nil {
		return p, err
	}
	p.value = aligned(g.periods, own, value)
	if len(g.measure.count) == 0 {
		return p, nil
	}
	parts, err := src.columns(src.rows, g.measure.count...)
	if err != nil {
		return p, err
	}
	total := make([]cell, len(own))
	for i := range own {
		total[i] = sumOf(parts, g.measure.count, i)
	}
	p.count = aligned(g.periods, own, total)
	return p, nil
}

// choose leaves the largest values where they are more than a page holds, and puts them in order: by name, cases
// without a value last.
func (g *grid) choose() {
	slices.SortStableFunc(g.panels, func(a, b gridPanel) int {
		return cmp.Or(cmp.Compare(a.rank(), b.rank()), cmp.Compare(b.size(), a.size()), cmp.Compare(a.breakdown, b.breakdown))
	})
	if len(g.panels) > mostPanels {
		g.leftOut = len(g.panels) - (mostPanels - 1)
		g.panels = g.panels[:mostPanels-1]
	}
	slices.SortStableFunc(g.panels, func(a, b gridPanel) int {
		return cmp.Or(cmp.Compare(b.rank(), a.rank()), cmp.Compare(strings.ToLower(a.name), strings.ToLower(b.name)),
			cmp.Compare(a.breakdown, b.breakdown))
	})
}

// rank puts cases without a value before all others, as they are never left out.
func (p gridPanel) rank() int {
	if p.breakdown == notRecorded {
		return 0
	}
	return 1
}

// size is how many cases the value has over the periods shown, as far as they are known.
func (p gridPanel) size() float64 {
	total := 0.0
	cells := p.count
	if cells == nil {
		cells = p.value
	}
	for _, c := range cells {
		if c.isNumber() {
			total += c.value
		}
	}
	return total
}

// isDrawn says whether there is a figure of enough cases in a slot.
func (p gridPanel) isDrawn(slot int) bool {
	return p.value[slot].isNumber() && !p.isTooFew(slot)
}

// isTooFew says whether a percentage is of too few cases to draw.
func (p gridPanel) isTooFew(slot int) bool {
	return p.value[slot].isNumber() && p.count != nil && p.count[slot].isNumber() && p.count[slot].value < fewest
}

// isUnsettled says whether a percentage is of so few cases that it moves by chance, as far as their number is shown.
func (p gridPanel) isUnsettled(slot int) bool {
	return p.count != nil && (!p.count[slot].isNumber() || p.count[slot].value < settled)
}

// drawn gives the values that are drawn, absent elsewhere.
func (p gridPanel) drawn() []cell {
	cells := absentCells(len(p.value))
	for i := range cells {
		if p.isDrawn(i) {
			cells[i] = p.value[i]
		}
	}
	return cells
}

package charts

import (
	"fmt"
	"math"
	"strings"
)

// Least changes that the words may call a rise or a fall.
const (
	// leastPoints is in percentage points.
	leastPoints = 3.0
	// leastShare is a share of the first count.
	leastShare = 0.05
)

// change is what a measure did from the first complete period to the last one.
type change struct {
	first, last         cell
	firstLabel, toLabel string
	// complete is the number of complete periods.
	complete int
	unit     string
}

// overall gives the change between the first and the last complete period. A provisional period never counts.
func overall(periods []period, cells []cell, unit string) change {
	c := change{first: absentCell(), last: absentCell(), unit: unit}
	for i, p := range periods {
		if p.provisional {
			continue
		}
		if c.complete == 0 {
			c.first, c.firstLabel = cells[i], p.label
		}
		c.last, c.toLabel = cells[i], p.label
		c.complete++
	}
	return c
}

// known says whether both ends are numbers and differ in time.
func (c change) known() bool { return c.complete > 1 && c.first.isNumber() && c.last.isNumber() }

// direction gives 1 for a rise, -1 for a fall, and 0 where neither may be claimed.
func (c change) direction() int {
	if !c.known() {
		return 0
	}
	least := leastPoints
	if c.unit == "" {
		least = leastShare * c.first.value
	}
	// Published percentages have one decimal, so their differences are rounded to it.
	by := math.Round((c.last.value-c.first.value)*10) / 10
	switch {
	case by == 0 || math.Abs(by) < least:
		return 0
	case by > 0:
		return 1
	}
	return -1
}

// verb gives the plain word for the change: rose, fell, or went where it is too small to claim.
func (c change) verb() string {
	switch c.direction() {
	case 1:
		return "rose"
	case -1:
		return "fell"
	}
	return "went"
}

// phrase says the change with its figures, such as "rose from 5% to 45%". Use it only where it is known.
func (c change) phrase() string {
	if c.first.value == c.last.value {
		return "began and ended at " + c.last.shown() + c.unit
	}
	return fmt.Sprintf("%s from %s%s to %s%s", c.verb(), c.first.shown(), c.unit, c.last.shown(), c.unit)
}

// sentence finishes a sentence about what is measured, without a full stop, whatever is known.
func (c change) sentence(what string) string {
	bare := strings.TrimSuffix(what, ",")
	switch {
	case c.complete == 0:
		return bare + ", with no complete period yet"
	case c.complete == 1 && c.last.isNumber():
		return fmt.Sprintf("%s stood at %s%s (%s, the only complete period)", what, c.last.shown(), c.unit, c.toLabel)
	case c.known():
		return fmt.Sprintf("%s %s between %s and %s", what, c.phrase(), c.firstLabel, c.toLabel)
	case c.last.isNumber():
		return fmt.Sprintf("%s stood at %s%s (%s); the first figure is not shown, so no change is stated",
			what, c.last.shown(), c.unit, c.toLabel)
	case c.first.isNumber():
		return fmt.Sprintf("%s stood at %s%s (%s); the latest complete figure is not shown, so no change is stated",
			what, c.first.shown(), c.unit, c.firstLabel)
	}
	return bare + "; the first and latest complete figures are not shown, so no change is stated"
}

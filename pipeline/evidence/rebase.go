package evidence

import (
	"fmt"
	"slices"
	"time"
)

// split parts the series at its rebases. A rebase that would leave no point on
// one side of it and two at one point are errors, or passed over where that is
// asked for; one without a reason is an error.
func (c *ControlChart) split(sorted []Point, o ChartOptions) ([][]Point, error) {
	rebases := slices.Clone(o.Rebases)
	slices.SortStableFunc(rebases, func(a, b Rebase) int { return a.Date.Compare(b.Date) })
	c.Segments = []Segment{{From: sorted[0].Date}}
	var parts [][]Point
	start := 0
	for _, r := range rebases {
		day := r.Date.Format(time.DateOnly)
		at, exact := slices.BinarySearchFunc(sorted, r.Date, func(p Point, day time.Time) int { return p.Date.Compare(day) })
		switch {
		case r.Reason == "":
			return nil, fmt.Errorf("the rebase of %s has no reason", day)
		case o.PlotTheDots && (!exact || at == 0):
			c.warn("the rebase of %s is not at a later point of the series, so that NHSRplotthedots passes over it", day)
			continue
		case o.LenientRebases && (at == 0 || at == len(sorted)):
			c.warn("the rebase of %s is passed over: the series runs from %s to %s, and it must leave points on both sides",
				day, sorted[0].Date.Format(time.DateOnly), sorted[len(sorted)-1].Date.Format(time.DateOnly))
			continue
		case o.LenientRebases && at == start:
			c.warn("the rebase of %s is passed over: another begins at the same point, %s", day, sorted[at].Date.Format(time.DateOnly))
			continue
		case at == 0 || at == len(sorted):
			return nil, fmt.Errorf("the rebase of %s is outside the series, which runs from %s to %s; it must leave points on both sides",
				day, sorted[0].Date.Format(time.DateOnly), sorted[len(sorted)-1].Date.Format(time.DateOnly))
		case at == start:
			return nil, fmt.Errorf("two rebases begin at the point of %s", sorted[at].Date.Format(time.DateOnly))
		}
		parts = append(parts, sorted[start:at])
		c.Segments = append(c.Segments, Segment{From: sorted[at].Date, Rebased: r.Date, Reason: r.Reason})
		start = at
	}
	return append(parts, sorted[start:]), nil
}

// warnOfRebases says where a rebase is not borne out by the points after it, and
// where it clears a concern. Rebases are for a lasting change with a cause.
func (c *ControlChart) warnOfRebases(sorted []Point, o ChartOptions) error {
	if len(c.Segments) == 1 {
		return nil
	}
	for number := 1; number < len(c.Segments); number++ {
		if !c.borneOut(number) {
			c.warn("the rebase of %s is not borne out: the first %d points after it do not all lie on one side of the mean before it",
				c.Segments[number].Rebased.Format(time.DateOnly), runLength)
		}
	}
	o.Rebases = nil
	plain, err := Chart(sorted, o)
	if err != nil {
		return err
	}
	if plain.Variation == Concern && c.Variation != Concern {
		c.warn("without a rebase the latest point would be a concern: show that chart too")
	}
	return nil
}

// borneOut says whether the first seven known points of a segment lie on one
// side of the mean of the segment before.
func (c *ControlChart) borneOut(number int) bool {
	var before ChartPoint
	sides := map[bool]int{}
	for _, p := range c.Points {
		switch {
		case p.Segment == number-1:
			before = p
		case p.Segment == number && p.Known && sides[true]+sides[false] < runLength && p.Value != before.Mean:
			sides[p.Value > before.Mean]++
		}
	}
	return sides[true] == runLength || sides[false] == runLength
}

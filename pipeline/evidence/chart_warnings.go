package evidence

import (
	"fmt"
	"time"
)

func (c *ControlChart) warn(format string, args ...any) {
	c.Warnings = append(c.Warnings, fmt.Sprintf(format, args...))
}

// warnOfSegment says what a segment's lines are not good for, by the points that
// they come from.
func (c *ControlChart) warnOfSegment(number int, part []Point, f fit, o ChartOptions) {
	where := "the series"
	if len(c.Segments) > 1 {
		where = "the part from " + c.Segments[number].From.Format(time.DateOnly)
	}
	base := baselineOf(part, o)
	isFixed, rests := len(base) < len(part), where
	if isFixed {
		rests = fmt.Sprintf("the baseline of %s, its first %d points,", where, len(base))
	}
	values := plural(len(valuesOf(base)), "value", "values")
	switch {
	case !f.hasCentre:
		c.warn("%s has no value to draw lines from", rests)
	case c.Method == RunChart:
		c.warnOfRuns(where, len(valuesOf(part)), c.Segments[number].Runs)
	case f.still && f.hasLimits():
		c.warn("%s does not vary: the limits lie on the mean", rests)
	case f.still:
		c.warn("%s does not vary, so that there are no limits", rests)
	case len(valuesOf(base)) == 1:
		c.warn("%s has one value, so that there are no limits", rests)
	case f.alone:
		c.warn("%s has no two values one after the other, so that there are no limits", rests)
	case c.Segments[number].Trial && isFixed:
		c.warn("%s has %s: the limits are trial limits", rests, values)
	case c.Segments[number].Trial:
		c.warn("%s has %s: its limits are trial limits, which every further value changes", rests, values)
	}
}

// warnOfRuns says what a run chart shows that no single point does.
func (c *ControlChart) warnOfRuns(where string, known int, r Runs) {
	if known < LeastForLimits {
		c.warn("%s has %s, too few for limits: a run chart with the median", where, plural(known, "value", "values"))
	}
	if r.TooFewCrossings() {
		c.warn("%s crosses its median %s, fewer than the %d of chance alone: it has shifted",
			where, plural(r.Crossings, "time", "times"), r.LeastCrossings)
	}
	if r.Useful < leastForRuns {
		c.warn("%s has %s off its median; with fewer than %d even a real change can hardly show",
			where, plural(r.Useful, "value", "values"), leastForRuns)
	}
}

// warnOfGaps counts points without a value, and says where the package would
// have stopped at one.
func (c *ControlChart) warnOfGaps(o ChartOptions) {
	gaps := 0
	for _, p := range c.Points {
		if !p.Known {
			gaps++
		}
	}
	if gaps == 0 {
		return
	}
	c.warn("%s every run", plural(gaps, "point has no value and breaks", "points have no value and break"))
	if o.PlotTheDots && c.stopsUpstream() {
		c.warn("NHSRplotthedots stops with an error at a gap among points that otherwise rise or fall; here the gap breaks the run")
	}
}

func plural(n int, one, more string) string {
	if n == 1 {
		return "1 " + one
	}
	return fmt.Sprintf("%d %s", n, more)
}

// stopsUpstream says whether any seven points of a segment have a gap and
// otherwise rise, or otherwise fall.
func (c *ControlChart) stopsUpstream() bool {
	for last := runLength - 1; last < len(c.Points); last++ {
		window := c.Points[last-runLength+1 : last+1]
		if window[0].Segment != window[runLength-1].Segment {
			continue
		}
		s := segment{points: make([]Point, runLength)}
		gap, ways := false, map[int]bool{}
		for i, p := range window {
			s.points[i] = p.Point
			gap = gap || !p.Known
			if i > 0 && p.Known && window[i-1].Known {
				ways[s.step(i)] = true
			}
		}
		if gap && !ways[0] && len(ways) < 2 {
			return true
		}
	}
	return false
}

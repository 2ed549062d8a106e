package evidence

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat/distuv"
)

// Window is three whole months, compared with the baseline.
type Window struct {
	Proportion
	Z        float64 // pooled z against the baseline
	Adjusted float64 // Z over the root of the baseline's dispersion
	Above    bool    // better than the baseline by more than chance
	Below    bool    // worse than it by more than chance
}

// Judgement is a verdict and what it rests on.
type Judgement struct {
	Baseline   Baseline
	Windows    []Window // in order of time, none overlapping, the last ending with the series
	SevenAbove bool     // each of the last seven months is above the baseline's mean
	LastInside bool     // the last month is not below the baseline's lower limit
	ZBefore    float64  // pooled z of the latest window against the one before; 0 where there is none
	NotBack    bool     // that z over the root of phi is above -1.645
	Verdict    Verdict
	More       int      // further increments like the latest that 'sustained' needs; 0 when it has enough
	Against    []string // what keeps it from 'sustained' beside the number of increments, in words
	Reason     string   // in words, with no figure of the series, so that it may stand where a figure is hidden
}

// Judge says whether a monthly rate has improved on its baseline, and whether
// that has lasted. Better is higher: of a rate that should fall, pass the rest.
// The months after the baseline are cut into windows of three from the last month
// back; months too few for a window count only in the run of seven.
//
// A window is above the baseline when z over the root of phi is beyond the
// one-sided 5% point of Student's t. One such window is 'improving', two in a row
// 'improved'. 'Sustained' needs (a) three in a row, (b) the last seven months
// above the baseline's mean, (c) the last month not below its lower limit, (d) the
// latest window not below the one before beyond the one-sided 5% point of the
// normal, phi included, and (e) every guard. By symmetry with 'improving',
// 'worse' needs the latest window below the baseline beyond the same point.
//
// The rule is this project's proposal: no regulator has published one. With no
// change at all, any of eight quarterly reviews says 'sustained' in under 1% of
// series whose months are independent, and in about 5% of series whose months
// carry over into the next.
//
// The error says which input is too short or is no proportion.
func Judge(baseline, after []Proportion, guards []Guard) (Judgement, error) {
	base, err := newBaseline(baseline)
	if err != nil {
		return Judgement{}, err
	}
	for i, month := range after {
		if !month.valid() {
			return Judgement{}, fmt.Errorf("month %d after the baseline is %d out of %d", i+1, month.Part, month.Whole)
		}
	}
	j := Judgement{Baseline: base, Windows: base.windows(after)}
	j.SevenAbove, j.LastInside = base.lastMonths(after)
	j.ZBefore, j.NotBack = base.notBack(j.Windows)
	run := j.run()
	j.Against = j.against(run, guards, isLastEmpty(after))
	j.Verdict, j.More = j.rung(run, len(j.Against) == 0), max(0, sustainedRun-run)
	j.Reason = j.words(run, len(guards))
	return j, nil
}

// windows cuts the months into threes that end with the last month.
func (b Baseline) windows(after []Proportion) []Window {
	var all []Window
	for start := len(after) % windowMonths; start < len(after); start += windowMonths {
		w := Window{Proportion: pooled(after[start : start+windowMonths])}
		if w.Whole > 0 {
			w.Z = pooledZ(b.Proportion, w.Proportion)
			w.Adjusted = w.Z / math.Sqrt(b.Phi)
			w.Above, w.Below = w.Adjusted > b.Critical, w.Adjusted < -b.Critical
		}
		all = append(all, w)
	}
	return all
}

// lastMonths applies criteria (b) and (c); a gap meets neither.
func (b Baseline) lastMonths(after []Proportion) (sevenAbove, lastInside bool) {
	if len(after) == 0 {
		return false, false
	}
	last := after[len(after)-1]
	lastInside = last.Whole > 0 && last.rate() >= b.Lower-rounding
	if len(after) < shiftMonths {
		return false, lastInside
	}
	for _, month := range after[len(after)-shiftMonths:] {
		if month.Whole == 0 || month.rate() <= b.Mean+rounding {
			return false, lastInside
		}
	}
	return true, lastInside
}

// isLastEmpty says whether the last month has no denominator.
func isLastEmpty(after []Proportion) bool { return len(after) > 0 && after[len(after)-1].Whole == 0 }

// notBack applies criterion (d). Dispersion counts here too: months that swing
// beyond chance would else fall back one time in five without any change.
func (b Baseline) notBack(windows []Window) (z float64, ok bool) {
	if len(windows) < 2 {
		return 0, true
	}
	latest, before := windows[len(windows)-1], windows[len(windows)-2]
	if latest.Whole == 0 || before.Whole == 0 {
		return 0, true
	}
	z = pooledZ(before.Proportion, latest.Proportion)
	return z, z/math.Sqrt(b.Phi) > -distuv.UnitNormal.Quantile(confidence)
}

// run is the number of windows above the baseline in a row, up to the latest.
func (j Judgement) run() int {
	count := 0
	for i := len(j.Windows) - 1; i >= 0 && j.Windows[i].Above; i-- {
		count++
	}
	return count
}

func (j Judgement) rung(run int, nothingAgainst bool) Verdict {
	switch {
	case len(j.Windows) == 0:
		return TooEarly
	case run >= sustainedRun && nothingAgainst:
		return Sustained
	case run >= 2:
		return Improved
	case run == 1:
		return Improving
	case j.Windows[len(j.Windows)-1].Below:
		return Worse
	}
	return NoEvidence
}

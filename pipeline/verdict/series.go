// Package verdict says what the figures of one authority show over time: the
// rows of spc, evidence and summary, and their sentences, from series of months
// and increments. It judges by the methods of package evidence and never counts
// a case.
package verdict

import (
	"time"

	"ehcp/pipeline/registry"
)

// Authority is all that is followed of one authority.
type Authority struct {
	Code, Name       string
	Measures, Guards []Series            // in the order of the registry
	Flows            map[time.Time]Bands // by the first day of an increment
	Past             Past                // by weeks before the as-at date
	Stocks           map[int][3]int64    // open over 20, 30 and 52 weeks, by weeks before the as-at date
	IsAssumed        bool                // nobody said from when the extracts are complete
	RoundedTo        int64               // of Measures and Flows: the base of their counts; 0 where they are as they are
}

// NewAuthority has some measures and every guard, without a period yet.
func NewAuthority(code, name string, measures []registry.Measure) *Authority {
	a := &Authority{Code: code, Name: name, Flows: map[time.Time]Bands{}, Past: Past{}, Stocks: map[int][3]int64{}}
	for _, m := range measures {
		a.Measures = append(a.Measures, Series{Measure: m})
	}
	for _, m := range registry.Guards() {
		a.Guards = append(a.Guards, Series{Measure: m})
	}
	return a
}

// Series gives the measure or guard of that name.
func (a *Authority) Series(name string) (*Series, bool) {
	for _, list := range [][]Series{a.Measures, a.Guards} {
		for i := range list {
			if list[i].Measure.Name == name {
				return &list[i], true
			}
		}
	}
	return nil, false
}

// Series is one measure of one authority over time.
type Series struct {
	Measure            registry.Measure
	Months, Increments []Period // in order of time, which may have gaps
}

// Period is a month or an increment of a series.
type Period struct {
	Start, End time.Time // both included
	Label      string    // as the tables have it
	IsComplete bool      // over at the as-at date
	// IsSound is false where the extract may lack cases that the figure is of.
	IsSound bool
	// IsUnsettled says that much of what the figure is of is not decided yet, so
	// that it cannot be held against one of older periods.
	IsUnsettled bool
	Part, Whole int64   // of a rate
	Value       float64 // 0 to 100 for a rate, unrounded
	IsKnown     bool    // false where the tables have no figure
}

// usable says whether a period can be evidence.
func (p Period) usable() bool { return p.IsKnown && p.IsComplete && p.IsSound }

// NewPeriod gives the value of a rate from its counts, and that of any other
// measure as it is. A rate without a denominator is not known.
func NewPeriod(p Period, kind registry.Kind, part, whole *int64, value *float64) Period {
	switch {
	case kind == registry.Rate && part != nil && whole != nil && *whole > 0:
		p.Part, p.Whole, p.IsKnown = *part, *whole, true
		p.Value = 100 * float64(*part) / float64(*whole)
	case kind != registry.Rate && value != nil:
		p.Value, p.IsKnown = *value, true
	}
	return p
}

// Baseline is the period that later ones are held against.
type Baseline struct {
	From, To time.Time // both included
	// IsUsual says that nobody named it: it is the first twelve months covered.
	IsUsual bool
}

// Label names it, such as Jan 2023 to Dec 2023.
func (b Baseline) Label() string {
	if b.From.IsZero() {
		return ""
	}
	return b.From.Format("Jan 2006") + " to " + b.To.Format("Jan 2006")
}

// monthsOfBaseline is how long a baseline is that nobody named: a year, with
// all its seasons.
const monthsOfBaseline = 12

// UsualBaseline is the first twelve months that increments cover, so that the
// first increment reported is the one behind them; zero where there is none.
func UsualBaseline(increments []Period) Baseline {
	if len(increments) == 0 {
		return Baseline{}
	}
	from := increments[0].Start
	return Baseline{From: from, To: from.AddDate(0, monthsOfBaseline, -1), IsUsual: true}
}

// within are the periods that lie wholly between two days, both included.
func within(periods []Period, from, to time.Time) []Period {
	var inside []Period
	for _, p := range periods {
		if !p.Start.Before(from) && !p.End.After(to) {
			inside = append(inside, p)
		}
	}
	return inside
}

// known are the periods that can be evidence.
func known(periods []Period) []Period {
	var usable []Period
	for _, p := range periods {
		if p.usable() {
			usable = append(usable, p)
		}
	}
	return usable
}

// pooled adds rates up.
func pooled(periods []Period) (part, whole int64) {
	for _, p := range periods {
		part, whole = part+p.Part, whole+p.Whole
	}
	return part, whole
}

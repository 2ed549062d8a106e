package verdict

import (
	"math"
	"strconv"
	"time"

	"ehcp/pipeline/evidence"
)

const (
	// monthsAhead is how far forecasts go: what is known half a year ahead.
	monthsAhead = 6
	// WeeksBack is how many weeks the rates of exit come from.
	WeeksBack = 13
	// OldestAge is the week of age that holds all older cases too.
	OldestAge = 53
	// driftChanges is how many monthly changes a drift is the mean of.
	driftChanges = 6
)

// Past is what could be known on days before the as-at date, by whole weeks
// before it: the open cases by age with their rates of exit.
type Past map[int]evidence.WeeklyState

// forecast is the backlog over a number of weeks in one month ahead.
type forecast struct {
	measure  string
	from     Figure // the newest stock
	end      time.Time
	basis    string
	central  float64
	coverage float64
	judged   bool // coverage is known
	low      float64
	high     float64
	hasRange bool
}

// forecasts carries each backlog forward, by age and by drift, and judges both by
// how they would have done on this authority's own past.
func forecasts(a *Authority, asAt time.Time) []forecast {
	ends := monthEnds(asAt)
	projections := a.Past.projected(weeksTo(asAt, ends[len(ends)-1]))
	projection, known := projections[0]
	if !known {
		return nil
	}
	var all []forecast
	for _, s := range a.Measures {
		if !isBacklog(s.Measure) {
			continue
		}
		newest, found := holding(s.Months, asAt)
		if !found || !newest.IsKnown {
			continue
		}
		drift := driftOf(s, asAt)
		for i, end := range ends {
			f := forecast{measure: s.Measure.Name, from: Figure{s.Measure.Name, "month", newest.Start}, end: end, basis: "age_structured"}
			weeks := weeksTo(asAt, end)
			f.central = overOf(projection.Weeks[weeks], s.Measure.Weeks)
			f.judgeBy(pastForecasts(a, projections, s.Measure.Weeks, weeks))
			all = append(all, f)
			if drifted, ok := drift.at(f, i+1); ok {
				all = append(all, drifted)
			}
		}
	}
	return all
}

// judgeBy gives a forecast the range that its own past errors allow.
func (f *forecast) judgeBy(past []evidence.PastForecast) {
	backtest, err := evidence.BacktestOf(past)
	if err != nil {
		return
	}
	f.coverage, f.judged = backtest.Coverage, backtest.Judged > 0
	if backtest.Publishable {
		f.low, f.high, f.hasRange = backtest.Limits(f.central)
	}
}

// projected carries the open cases of every past day forward so many weeks, by
// weeks before the as-at date; a day whose cases cannot be is left out.
func (p Past) projected(weeks int) map[int]evidence.Projection {
	all := map[int]evidence.Projection{}
	for before, state := range p {
		if projection, err := evidence.Project(state, weeks); err == nil {
			all[before] = projection
		}
	}
	return all
}

// pastForecasts are those that would have been made so many weeks ahead, with
// what then came.
func pastForecasts(a *Authority, projections map[int]evidence.Projection, over, weeks int) []evidence.PastForecast {
	var past []evidence.PastForecast
	for before, projection := range projections {
		due := before - weeks
		if due < 0 {
			continue
		}
		actual, known := a.Stocks[due]
		if !known {
			continue
		}
		past = append(past, evidence.PastForecast{
			Made: -before, Due: -due, Stock: overOf(projection.Weeks[0], over), Forecast: overOf(projection.Weeks[weeks], over),
			Actual: float64(actual[firstBand(over)-1]),
		})
	}
	return past
}

// overOf is the number of cases over a number of weeks.
func overOf(w evidence.WeekAhead, weeks int) float64 {
	return map[int]float64{20: w.Over20, 30: w.Over30, 52: w.Over52}[weeks]
}

// drifting is a backlog carried forward by its monthly changes.
type drifting struct {
	stocks  []int64 // at month ends
	ahead   evidence.Drift
	isKnown bool
}

// driftOf takes the month ends in a row up to the as-at date.
func driftOf(s Series, asAt time.Time) drifting {
	var d drifting
	for _, p := range s.Months {
		switch {
		case p.End.After(asAt):
		case !p.IsKnown:
			d.stocks = nil
		default:
			d.stocks = append(d.stocks, int64(math.Round(p.Value)))
		}
	}
	var err error
	d.ahead, err = evidence.DriftForecast(d.stocks, driftChanges, monthsAhead, 0)
	d.isKnown = err == nil
	return d
}

// at is the forecast by drift that stands beside one by age. It is of the same
// month when the as-at date ends a month.
func (d drifting) at(beside forecast, ahead int) (forecast, bool) {
	if !d.isKnown {
		return forecast{}, false
	}
	f := forecast{measure: beside.measure, from: beside.from, end: beside.end, basis: "drift"}
	month := d.ahead.Months[ahead-1]
	f.central = max(0, month.Central)
	score, err := evidence.ScoreDrift(d.stocks, driftChanges, ahead, driftChanges)
	if err != nil {
		return f, true
	}
	f.coverage, f.judged = score.Coverage, true
	if score.Publishable {
		f.low, f.high, f.hasRange = max(0, month.Low), max(0, month.High), true
	}
	return f, true
}

// monthEnds are the last days of the months ahead. On the last day of a month the
// next one is the first.
func monthEnds(asAt time.Time) []time.Time {
	next := asAt.AddDate(0, 0, 1)
	ends := make([]time.Time, monthsAhead)
	for i := range ends {
		ends[i] = time.Date(next.Year(), next.Month()+time.Month(i+1), 0, 0, 0, 0, 0, time.UTC)
	}
	return ends
}

// weeksTo is the nearest number of whole weeks to a day ahead, one at least.
func weeksTo(asAt, day time.Time) int {
	return max(1, int(math.Round(day.Sub(asAt).Hours()/(24*7))))
}

// holding is the period that a day lies in.
func holding(periods []Period, day time.Time) (Period, bool) {
	for _, p := range periods {
		if !day.Before(p.Start) && !day.After(p.End) {
			return p, true
		}
	}
	return Period{}, false
}

// row is the forecast's row of the table forecast.
func (f forecast) row(a *Authority) Row {
	start := time.Date(f.end.Year(), f.end.Month(), 1, 0, 0, 0, 0, time.UTC)
	month := Period{Start: start, End: f.end, Label: f.end.Format("Jan 2006")}
	return Row{Cells: append(periodKeys(a, f.measure, month, "month"),
		word(f.end.Format(time.DateOnly)),
		number(a.rounded(f.central), f.from),
		optional(a.rounded(f.low), f.hasRange, f.from),
		optional(a.rounded(f.high), f.hasRange, f.from),
		word(f.basis),
		optional(100*f.coverage, f.judged),
		word(strconv.FormatBool(f.hasRange)),
	)}
}

package evidence

import (
	"fmt"
	"math"
)

// causes is how many ways a wait can end.
const causes = 3

// The ways in which a wait ends, as places in Moment.Ended and State.Reached.
const (
	Plan    = iota // a plan was issued
	Refused        // to assess, or to issue
	Closed         // withdrawn, moved out or ended otherwise
)

// Moment counts what becomes of a cohort at one time since the clock started.
// Whoever enters is at risk after that time, and whoever leaves still at it.
type Moment struct {
	Time     int64 // in any unit; only the order counts
	Entered  int64
	Ended    [causes]int64
	Censored int64
}

// State is what is known of a cohort at a time, all that happens at it included.
type State struct {
	Time      int64
	AtRisk    int64           // entered before the time and not gone before it
	Open      float64         // share still waiting, 0 to 1
	OpenError float64         // its standard error
	Reached   [causes]float64 // share that ended in each way, 0 to 1; with Open they add to 1
	Error     [causes]float64 // their standard errors
}

// spread is the variance of a share reached and its covariance with Open.
type spread struct{ reached, withOpen float64 }

// AalenJohansen gives the state of a cohort at each of the moments, which must
// be in order of time: the cumulative incidence of each way to end, whatever
// the others do, with late entries at risk from their entry on. It works from
// counts alone and never sees a case. Source: Aalen and Johansen 1978; variance
// of Greenwood's type, with the events of one time taken as multinomial.
// It fails for moments out of order, counts below zero, and more leavers than
// there are at risk.
func AalenJohansen(moments []Moment) ([]State, error) {
	states := make([]State, len(moments))
	now := State{Open: 1}
	openVariance, spreads := 0.0, [causes]spread{}
	for i, m := range moments {
		ended, err := m.leavers(now, i > 0)
		if err != nil {
			return nil, err
		}
		now.Time = m.Time
		if ended > 0 {
			before, atRisk := now.Open, float64(now.AtRisk)
			hazard := float64(ended) / atRisk
			for c, count := range m.Ended {
				own := float64(count) / atRisk
				now.Reached[c] += before * own
				spreads[c] = spreads[c].after(hazard, own, before, atRisk, openVariance)
				now.Error[c] = root(spreads[c].reached)
			}
			openVariance = (1-hazard)*(1-hazard)*openVariance + before*before*hazard*(1-hazard)/atRisk
			now.Open, now.OpenError = before*(1-hazard), root(openVariance)
		}
		states[i] = now
		now.AtRisk += m.Entered - ended - m.Censored
	}
	return states, nil
}

// leavers checks a moment against the state before it and gives how many ended.
func (m Moment) leavers(before State, notFirst bool) (ended int64, err error) {
	if notFirst && m.Time <= before.Time {
		return 0, fmt.Errorf("time %d comes after time %d: give each time once, in order", m.Time, before.Time)
	}
	least := min(m.Entered, m.Censored)
	for _, count := range m.Ended {
		ended += count
		least = min(least, count)
	}
	switch {
	case least < 0:
		return 0, fmt.Errorf("time %d has a count below zero", m.Time)
	case ended+m.Censored > before.AtRisk:
		return 0, fmt.Errorf("at time %d, %d leave of %d at risk", m.Time, ended+m.Censored, before.AtRisk)
	}
	return ended, nil
}

// after carries a variance over a time at which a share hazard of those at
// risk ended, own of them in this way.
func (s spread) after(hazard, own, open, atRisk, openVariance float64) spread {
	return spread{
		reached:  s.reached + 2*own*s.withOpen + own*own*openVariance + open*open*own*(1-own)/atRisk,
		withOpen: (1-hazard)*(s.withOpen+own*openVariance) - open*open*own*(1-hazard)/atRisk,
	}
}

// root is the standard error of a variance, which rounding may take below 0.
func root(variance float64) float64 { return math.Sqrt(max(0, variance)) }

// LogLogLimits gives the 95% limits, each 0 to 1, of a share estimated with a
// standard error, on the log(-log) scale. ok is false where the share is 0 or 1
// but for the last digits: there are none. Source: Kalbfleisch and Prentice 1980.
func LogLogLimits(share, standardError float64) (low, high float64, ok bool) {
	const lastDigits = 1e-12
	if !(share > lastDigits && share < 1-lastDigits) {
		return 0, 0, false
	}
	away := math.Abs(normalLimit() * standardError / (share * math.Log(share)))
	return math.Pow(share, math.Exp(away)), math.Pow(share, math.Exp(-away)), true
}

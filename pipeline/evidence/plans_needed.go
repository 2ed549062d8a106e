package evidence

import (
	"fmt"
	"math"
)

// Needed is how many cases a week have to end, by a plan unless they end without
// one, among those beyond some number of weeks.
type Needed struct {
	Weekly    float64 // at the present rates below that age
	Low, High float64 // with fewer or more cases reaching it, by the spread given
	Now       float64 // a week in the weeks looked back on
}

// PlansNeeded is the least steady number of endings a week that leaves no case
// open for over 20, 30 or 52 weeks some weeks from the as-at date. Cases reach
// that age as the age-structured projection has them, at present rates and present
// demand; the number must clear those already beyond it in time, and at no stretch
// up to the date fall behind those that reach it. Spread is how far the log of the
// number reaching it may be off, such as Backtest.Reach; 0 gives no range. The
// error says what cannot be.
func PlansNeeded(state WeeklyState, over, weeks int, spread float64) (Needed, error) {
	if over < 0 || over >= oldestBand {
		return Needed{}, fmt.Errorf("there is no count over %d weeks", over)
	}
	if weeks < 1 {
		return Needed{}, fmt.Errorf("nothing can be cleared in %d weeks", weeks)
	}
	if !(spread >= 0) || math.IsInf(spread, 0) {
		return Needed{}, fmt.Errorf("a spread of %v is none", spread)
	}
	line, _, err := newAgeing(state)
	if err != nil {
		return Needed{}, err
	}
	waiting := line.over(over)
	entering := 0.0 // straight into an age beyond
	for _, a := range line.enter[over+1:] {
		entering += a
	}
	var reaching []float64
	for range weeks {
		reaching = append(reaching, line.open[over]*(1-line.leave[over])+entering)
		line.step()
	}
	n := Needed{
		Weekly: steady(waiting, reaching, 1),
		Low:    steady(waiting, reaching, math.Exp(-spread)),
		High:   steady(waiting, reaching, math.Exp(spread)),
	}
	for age := over + 1; age < len(state.Exits); age++ {
		n.Now += float64(state.Exits[age]) / float64(state.Weeks)
	}
	return n, nil
}

// steady is the least number a week that ends at 0: the largest of the mean over
// the last week, the last two, and so on to all of them with what was waiting.
func steady(waiting float64, reaching []float64, times float64) float64 {
	most, sum := 0.0, 0.0
	for i := len(reaching) - 1; i >= 0; i-- {
		sum += times * reaching[i]
		if i == 0 {
			sum += waiting
		}
		most = max(most, sum/float64(len(reaching)-i))
	}
	return most
}

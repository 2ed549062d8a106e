package evidence

import "fmt"

// WeeklyState is what an age-structured forecast knows. A case is in week of age 0
// on the day it is received and in week w on its days 7w-6 to 7w, (days + 6) / 7
// rounded down: over 20, 30 and 52 weeks are then exactly the weeks from 21, 31
// and 53 on, and a week later every case is one week of age older. Slices are
// indexed by week of age; where they reach week 53 the last entry also holds all
// older cases, and weeks they do not reach are empty.
type WeeklyState struct {
	Open     []int64 // cases at the end of the as-at date
	Weeks    int     // looked back on, 13 as a rule
	Exposure []int64 // cases open at the start of each of those weeks, added up
	Exits    []int64 // of those, ended in the week; by the age at its start
	Entrants []int64 // came in those weeks and open at the end of their first, by age then; week 1 where the age is not known
}

// Hazard is the share of the cases of some weeks of age that end in a week.
type Hazard struct {
	From, To int // weeks of age; To is 0 for the last band, which has no end
	Weekly   float64
	Borrowed bool // no case was of this age: the rate is that of the nearest younger band, or older where there is none
}

// WeekAhead is the number of open cases expected some weeks after the as-at date
// if the last weeks' rates go on.
type WeekAhead struct {
	Ahead                        int // weeks
	Open, Over20, Over30, Over52 float64
}

// Projection is a backlog moved forward a week at a time.
type Projection struct {
	Hazards []Hazard
	Weeks   []WeekAhead // from week 0, which is the as-at date itself
}

// oldestBand is the first week of age of the last band, past every threshold.
const oldestBand = 53

// bandEnds are the last weeks of age of the bands that share a rate of exit: close
// together around 20 weeks, where the rate changes fast, and never across 20, 30
// or 52 weeks.
func bandEnds() []int { return []int{4, 8, 12, 16, 18, 20, 22, 24, 26, 30, 36, 44, oldestBand - 1} }

// Project moves the open cases forward by the given number of weeks, at the rates
// of exit by age and the mean number of entrants of the weeks looked back on. It
// is a scenario, to be given limits by a back-test and not before. The error says
// what in the state cannot be.
func Project(state WeeklyState, weeks int) (Projection, error) {
	line, hazards, err := newAgeing(state)
	if err != nil {
		return Projection{}, err
	}
	p := Projection{Hazards: hazards, Weeks: []WeekAhead{line.count(0)}}
	for ahead := 1; ahead <= weeks; ahead++ {
		line.step()
		p.Weeks = append(p.Weeks, line.count(ahead))
	}
	return p, nil
}

// ageing holds the cases by week of age, and what becomes of them in a week.
type ageing struct{ open, leave, enter []float64 }

func newAgeing(state WeeklyState) (*ageing, []Hazard, error) {
	if state.Weeks < 1 {
		return nil, nil, fmt.Errorf("rates cannot come from %d weeks", state.Weeks)
	}
	ages := max(len(state.Open), len(state.Exposure), len(state.Exits), len(state.Entrants), oldestBand+1)
	for _, counts := range [][]int64{state.Open, state.Exposure, state.Exits, state.Entrants} {
		if len(counts) > oldestBand && len(counts) != ages {
			return nil, nil, fmt.Errorf("the oldest cases stand at week %d of age and elsewhere at week %d", len(counts)-1, ages-1)
		}
		for age, count := range counts {
			if count < 0 {
				return nil, nil, fmt.Errorf("%d cases at week %d of age", count, age)
			}
		}
	}
	hazards, err := newHazards(state.Exits, state.Exposure)
	if err != nil {
		return nil, nil, err
	}
	line := &ageing{make([]float64, ages), make([]float64, ages), make([]float64, ages)}
	for age := range ages {
		line.open[age] = float64(at(state.Open, age))
		line.enter[age] = float64(at(state.Entrants, age)) / float64(state.Weeks)
		for _, h := range hazards {
			if age >= h.From {
				line.leave[age] = h.Weekly
			}
		}
	}
	return line, hazards, nil
}

// at is a count by age, 0 beyond the end.
func at(counts []int64, age int) int64 {
	if age < len(counts) {
		return counts[age]
	}
	return 0
}

// newHazards pools exits and exposure into bands.
func newHazards(exits, exposure []int64) ([]Hazard, error) {
	var all []Hazard
	known := -1 // the first band with cases
	from := 0
	for i, to := range append(bandEnds(), max(len(exits), len(exposure), oldestBand+1)) {
		var out, open int64
		for age := from; age <= to; age++ {
			out, open = out+at(exits, age), open+at(exposure, age)
		}
		h := Hazard{From: from, To: to, Borrowed: open == 0}
		switch {
		case out > open:
			return nil, fmt.Errorf("%d of %d cases ended at weeks %d to %d of age", out, open, from, to)
		case open > 0:
			h.Weekly = share(out, open)
			if known < 0 {
				known = i
			}
		case i > 0:
			h.Weekly = all[i-1].Weekly
		}
		all, from = append(all, h), to+1
	}
	if known < 0 {
		return nil, fmt.Errorf("no case was open in the weeks that the rates come from")
	}
	for i := range known {
		all[i].Weekly = all[known].Weekly
	}
	all[len(all)-1].To = 0
	return all, nil
}

// step moves every case on by a week, and lets in a week's entrants.
func (a *ageing) step() {
	next := append([]float64{}, a.enter...)
	last := len(a.open) - 1
	for age, open := range a.open {
		next[min(age+1, last)] += open * (1 - a.leave[age])
	}
	a.open = next
}

// over is the number of cases beyond a number of weeks.
func (a *ageing) over(weeks int) float64 {
	sum := 0.0
	for _, open := range a.open[weeks+1:] {
		sum += open
	}
	return sum
}

func (a *ageing) count(ahead int) WeekAhead {
	return WeekAhead{Ahead: ahead, Open: a.over(-1), Over20: a.over(20), Over30: a.over(30), Over52: a.over(52)}
}

package evidence_test

import (
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// ages makes counts by week of age from a few of them.
func ages(counts map[int]int64) []int64 {
	all := make([]int64, 60)
	for age, count := range counts {
		all[age] = count
	}
	return all
}

// By hand: one band leaves at 1 in 10 a week, the next at 1 in 2, all others not.
func TestProjectByHand(t *testing.T) {
	t.Parallel()
	exposure, exits := ages(nil), ages(nil)
	for age := range exposure {
		exposure[age] = 100
	}
	exits[19], exits[20] = 15, 5  // weeks 19 to 20: 20 of 200
	exits[21], exits[22] = 100, 0 // weeks 21 to 22: 100 of 200
	state := evidence.WeeklyState{
		Open: ages(map[int]int64{20: 40, 21: 10, 30: 6, 52: 3, 59: 2}), Weeks: 13,
		Exposure: exposure, Exits: exits, Entrants: ages(map[int]int64{0: 13, 1: 26, 21: 13}),
	}
	got, err := evidence.Project(state, 2)
	if err != nil {
		t.Fatal(err)
	}
	want := []evidence.WeekAhead{
		{Ahead: 0, Open: 61, Over20: 21, Over30: 5 + 6 - 6, Over52: 2},
		// 36 of 40 stay and turn 21, 5 of 10 turn 22, 6 turn 31 and 3 turn 53; 1 comes in at 21 and 3 younger
		{Ahead: 1, Open: 36 + 5 + 6 + 3 + 2 + 4, Over20: 36 + 5 + 6 + 3 + 2 + 1, Over30: 11, Over52: 5},
		// half of 37 and half of 5 stay
		{Ahead: 2, Open: 18.5 + 2.5 + 11 + 3 + 4, Over20: 18.5 + 2.5 + 11 + 1, Over30: 11, Over52: 5},
	}
	for i, w := range want {
		g := got.Weeks[i]
		if g.Ahead != w.Ahead || !near(g.Open, w.Open) || !near(g.Over20, w.Over20) || !near(g.Over30, w.Over30) || !near(g.Over52, w.Over52) {
			t.Errorf("week %d = %+v, want %+v", i, g, w)
		}
	}
	if len(got.Weeks) != 3 || len(got.Hazards) != 14 || got.Hazards[13] != (evidence.Hazard{From: 53}) {
		t.Errorf("%d weeks, hazards %+v", len(got.Weeks), got.Hazards)
	}
	if h := got.Hazards[5]; h.From != 19 || h.To != 20 || !near(h.Weekly, 0.1) || h.Borrowed {
		t.Errorf("%+v", h)
	}
}

// A band that no case was in takes the rate of its younger neighbour.
func TestProjectBorrows(t *testing.T) {
	t.Parallel()
	got, err := evidence.Project(evidence.WeeklyState{
		Open: []int64{0, 8}, Weeks: 13, Exposure: ages(map[int]int64{10: 10, 25: 20}), Exits: ages(map[int]int64{10: 1, 25: 4}),
	}, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, h := range got.Hazards {
		want := 0.1
		if h.From >= 25 {
			want = 0.2
		}
		if !near(h.Weekly, want) || h.Borrowed == (h.From == 9 || h.From == 25) {
			t.Errorf("%+v, want %v", h, want)
		}
	}
}

func TestProjectErrors(t *testing.T) {
	t.Parallel()
	some := ages(map[int]int64{3: 9})
	for want, state := range map[string]evidence.WeeklyState{
		"rates cannot come from 0 weeks":                   {Exposure: some},
		"no case was open in the weeks":                    {Open: some, Weeks: 13},
		"-1 cases at week 1 of age":                        {Open: []int64{0, -1}, Weeks: 13, Exposure: some},
		"10 of 9 cases ended at weeks 0 to 4":              {Open: some, Weeks: 13, Exposure: some, Exits: []int64{10}},
		"stand at week 58 of age and elsewhere at week 59": {Open: some[:59], Weeks: 13, Exposure: some},
	} {
		if got, err := evidence.Project(state, 4); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %+v", want, err, got)
		}
		if got, err := evidence.PlansNeeded(state, 20, 4, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %+v", want, err, got)
		}
	}
}

// anyState has exits within its exposure.
func anyState(t *rapid.T) evidence.WeeklyState {
	state := evidence.WeeklyState{Weeks: rapid.IntRange(1, 26).Draw(t, "weeks")}
	for range 60 {
		exposure := rapid.Int64Range(0, 200).Draw(t, "exposure")
		state.Exposure = append(state.Exposure, exposure)
		state.Exits = append(state.Exits, rapid.Int64Range(0, exposure).Draw(t, "exits"))
		state.Open = append(state.Open, rapid.Int64Range(0, 50).Draw(t, "open"))
		state.Entrants = append(state.Entrants, rapid.Int64Range(0, 50).Draw(t, "entrants"))
	}
	state.Exposure[0]++
	return state
}

// A second route follows each cohort by itself: what is left of it is the product
// of its weekly chances to stay.
func TestProjectByCohorts(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		state, ahead := anyState(t), rapid.IntRange(0, 30).Draw(t, "ahead")
		got, err := evidence.Project(state, ahead)
		if err != nil {
			t.Fatal(err)
		}
		want := evidence.WeekAhead{Ahead: ahead}
		follow := func(count float64, age, weeks int) {
			count *= left(got.Hazards, age, weeks)
			age += weeks
			want.Open += count
			for over, sum := range map[int]*float64{20: &want.Over20, 30: &want.Over30, 52: &want.Over52} {
				if age > over {
					*sum += count
				}
			}
		}
		for age := range state.Open {
			follow(float64(state.Open[age]), age, ahead)
			for week := range ahead {
				follow(float64(state.Entrants[age])/float64(state.Weeks), age, week)
			}
		}
		last := got.Weeks[ahead]
		if !near(last.Open, want.Open) || !near(last.Over20, want.Over20) || !near(last.Over30, want.Over30) || !near(last.Over52, want.Over52) {
			t.Fatalf("%+v, by cohorts %+v", last, want)
		}
	})
}

// PlansNeeded is checked by living through the weeks with that many endings: the
// stock reaches 0, and with any fewer it does not.
func TestPlansNeeded(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		state := anyState(t)
		over, weeks := rapid.SampledFrom([]int{20, 30, 52}).Draw(t, "over"), rapid.IntRange(1, 40).Draw(t, "weeks")
		got, err := evidence.PlansNeeded(state, over, weeks, 0.2)
		if err != nil || got.Low > got.Weekly || got.Weekly > got.High {
			t.Fatalf("%+v (%v)", got, err)
		}
		ahead, err := evidence.Project(state, 0)
		if err != nil {
			t.Fatal(err)
		}
		rest := func(endings float64) float64 {
			stock := 0.0
			for age := over + 1; age < 60; age++ {
				stock += float64(state.Open[age])
			}
			for week := 1; week <= weeks; week++ {
				stock = max(0, stock+reached(state, ahead.Hazards, over, week)-endings)
			}
			return stock
		}
		if open := rest(got.Weekly + 1e-9); open > 1e-6 {
			t.Fatalf("%v a week leave %v", got.Weekly, open)
		}
		if got.Weekly > 0.01 && rest(got.Weekly-0.01) < 0.009 {
			t.Fatalf("%v a week are more than are needed", got.Weekly)
		}
	})
}

// reached is how many cases come beyond an age in a week from now, cohort by
// cohort: those open now and those yet to come.
func reached(state evidence.WeeklyState, hazards []evidence.Hazard, over, week int) float64 {
	sum := 0.0
	if from := over + 1 - week; from >= 0 {
		sum += float64(state.Open[from]) * left(hazards, from, week)
	}
	for age, entrants := range state.Entrants {
		mean := float64(entrants) / float64(state.Weeks)
		switch weeks := over + 1 - age; {
		case weeks <= 0: // already beyond when they come
			sum += mean
		case weeks < week:
			sum += mean * left(hazards, age, weeks)
		}
	}
	return sum
}

// left is the share of the cases of an age still open some weeks later.
func left(hazards []evidence.Hazard, age, weeks int) float64 {
	share := 1.0
	for ; weeks > 0; age, weeks = age+1, weeks-1 {
		for _, h := range hazards {
			if age >= h.From && (age <= h.To || h.To == 0) {
				share *= 1 - h.Weekly
			}
		}
	}
	return share
}

func TestPlansNeededByHand(t *testing.T) {
	t.Parallel()
	// Nobody leaves before week 21; 60 wait beyond it, 30 and 90 reach it in the next two weeks.
	state := evidence.WeeklyState{
		Open: ages(map[int]int64{19: 90, 20: 30, 25: 60}), Weeks: 10,
		Exposure: ages(map[int]int64{0: 10, 25: 100}), Exits: ages(map[int]int64{25: 50}),
	}
	for weeks, want := range map[int]float64{1: 90, 2: 90, 3: 60, 6: 30} {
		got, err := evidence.PlansNeeded(state, 20, weeks, math.Log(2))
		if err != nil || !near(got.Weekly, want) || !near(got.Now, 5) {
			t.Errorf("%d weeks: %+v (%v), want %v", weeks, got, err, want)
		}
	}
	ranged, _ := evidence.PlansNeeded(state, 20, 3, math.Log(2))
	if !near(ranged.Low, (60+60)/3.0) || !near(ranged.High, (60+240)/3.0) {
		t.Errorf("%+v", ranged)
	}
	for want, c := range map[string]struct {
		over, weeks int
		spread      float64
	}{
		"no count over 53 weeks":      {53, 4, 0},
		"no count over -1 weeks":      {-1, 4, 0},
		"nothing can be cleared in 0": {20, 0, 0},
		"a spread of -1 is none":      {20, 4, -1},
		"a spread of NaN is none":     {20, 4, math.NaN()},
		"a spread of +Inf is none":    {20, 4, math.Inf(1)},
	} {
		if _, err := evidence.PlansNeeded(state, c.over, c.weeks, c.spread); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
}

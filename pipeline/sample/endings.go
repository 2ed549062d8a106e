package sample

import (
	"math"
	"time"
)

// An ending is a way in which an assessment ends: how many days from the start of its clock it may take,
// which of those are likelier, and what it writes.
type ending struct {
	from, to day
	weight   func(age day, now moment) float64
	apply    func(d dice, r *request, on day)
}

// A moment is what the choice of the next case depends on: the month, and whether as many cases are past 52
// weeks as there are such plans to come.
type moment struct {
	month     month
	areEnough bool
}

func (e ending) isOldPlan() bool { return e.from > in52Weeks }

// planWithin20Weeks favours the last days: most plans that are in time are only just so.
func planWithin20Weeks() ending {
	weight := func(age day, _ moment) float64 { return math.Pow(float64(age)/in20Weeks, 4) }
	return ending{80, in20Weeks, weight, issuePlan}
}

// planBetween decides how many cases slip past a year. Before autumn 2023 age matters little, and many do; then
// those past 30 weeks go first; and in 2024 the oldest, once no more are needed past a year.
func planBetween() ending {
	const in30Weeks, nearAYear = 210, 320
	weight := func(age day, now moment) float64 {
		isPast30 := age > in30Weeks && age <= nearAYear
		switch {
		case now.month >= monthOf(2024, time.January) && now.areEnough:
			return math.Exp(float64(age) / 20)
		case now.month >= monthOf(2024, time.January):
			return math.Exp(float64(age) / 250)
		case now.month >= monthOf(2023, time.October) && isPast30:
			return 4
		}
		return 1
	}
	return ending{in20Weeks + 1, in52Weeks, weight, issuePlan}
}

// planAfter52Weeks takes any old case until autumn 2023, so that a long tail is left, and then older ones first.
func planAfter52Weeks() ending {
	weight := func(age day, now moment) float64 {
		switch {
		case now.month < monthOf(2023, time.October):
			return 1
		case now.month < monthOf(2024, time.January):
			return math.Exp(float64(age) / 60)
		}
		return math.Exp(float64(age) / 15)
	}
	return ending{in52Weeks + 1, math.MaxInt32, weight, issuePlan}
}

func issuePlan(_ dice, r *request, on day) { r.planned = on }

// decisionNotToIssue favours the weeks up to the 16th, by which it is due. It leaves the cases near a year alone
// until the last plans after 52 weeks are issued, and then helps to clear the oldest.
func decisionNotToIssue() ending {
	weight := func(age day, now moment) float64 {
		switch {
		case age <= 112:
			return 2.2
		case age > 300 && now.month < monthOf(2024, time.September):
			return 0.1
		case now.month >= monthOf(2024, time.August):
			return math.Exp(float64(age-112) / 40)
		}
		return 0.5
	}
	return ending{84, math.MaxInt32, weight, func(_ dice, r *request, on day) { r.assessment, r.assessed = outcomeNo, on }}
}

// closure is a family that withdraws or moves away while the assessment goes on.
func closure() ending {
	return ending{50, 300, func(day, moment) float64 { return 1 }, func(d dice, r *request, on day) {
		r.closed, r.closedWhy = on, "withdrawn"
		if d.chance(0.45) {
			r.closedWhy = "moved_out"
		}
	}}
}

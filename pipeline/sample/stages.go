package sample

import (
	"cmp"
	"slices"
	"time"
)

// shortestAssessment is the fewest days from the start of an assessment to its decision.
const shortestAssessment day = 14

// decideToIssue dates the decision to issue, which ends the assessment stage, of every case that has or will
// have a plan; then it moves as few as it can across two days on which the assessment backlog is published.
func decideToIssue(seed uint64, requests []*request) {
	d := newDice(seed, streamAssessed)
	for _, r := range requests {
		if r.outcome != outcomeYes && r.reopened == 0 || r.assessment == outcomeNo || r.closed != 0 {
			continue
		}
		planned := r.planned
		if planned == 0 {
			planned = d.planToCome(r)
		}
		r.expected = planned
		r.assessment = outcomeYes
		r.assessed = d.openDay(max(r.underway()+2*shortestAssessment, planned-day(d.between(21, 63))))
		if r.assessed > planned {
			r.assessed = planned
		}
	}
	january, september := on(2024, time.January, 31), on(2023, time.September, 30)
	kept := d.fixBacklog(requests, january, backlogJanuary2024, nil)
	d.fixBacklog(requests, september, backlogSeptember2023, kept)
}

// planToCome guesses when a case that is open at as-at will have its plan.
func (d dice) planToCome(r *request) day {
	return max(calibratedAsAt()+day(d.between(3, 70)), r.start()+day(d.between(120, 200)))
}

// fixBacklog leaves exactly n cases at the assessment stage among those open past 20 weeks on a day. The first
// to have a plan are those decided by then. It returns the cases whose decision came after the day; those that
// an earlier call returned are left as they are.
func (d dice) fixBacklog(requests []*request, on day, n int, fixed map[*request]bool) map[*request]bool {
	kept := map[*request]bool{}
	var movable []*request
	for _, r := range requests {
		isOld := on-r.start() > in20Weeks
		hasJustBegun := r.underway()+shortestAssessment > on
		switch {
		case !isOld || !r.openOn(on) || r.underway() > on:
		case r.assessment != outcomeYes || hasJustBegun || fixed[r]:
			kept[r] = true
		default:
			movable = append(movable, r)
		}
	}
	slices.SortStableFunc(movable, func(a, b *request) int { return cmp.Compare(a.expected, b.expected) })
	decided := max(0, len(movable)+len(kept)-n)
	for i, r := range movable {
		switch {
		case i < decided && r.assessed > on:
			r.assessed = d.dayIn(max(r.underway()+shortestAssessment, on-75), on)
		case i >= decided && r.assessed <= on:
			r.assessed = d.dayIn(on+1, min(r.expected, on+75))
		}
		if i >= decided {
			kept[r] = true
		}
	}
	return kept
}

package sample

import (
	"fmt"
	"time"
)

// reopen turns some refusals into second spells that mediation or a tribunal began, working back from the
// months in which their plans were issued: plan, reopening some months before it, refusal some months before
// that. A reopening after as-at is forgotten later, so those that are still open at as-at come of themselves.
func reopen(seed uint64, requests []*request) error {
	d := newDice(seed, streamReopened)
	pool := refusals(requests)
	first, plans := disputePlans()
	for i, n := range plans {
		m := first + month(i)
		for range n {
			planned := d.dayIn(m.first(), m.last())
			reopened := d.openDay(planned - day(d.between(90, 170)))
			r := pool.takeNear(reopened - d.daysInDispute(reopened))
			if r == nil {
				return fmt.Errorf("no refusal is left near %s to reopen for a plan on %s", reopened, planned)
			}
			r.planned, r.reopened = planned, max(reopened, r.decided+14)
			d.dispute(r)
		}
	}
	return nil
}

// daysInDispute draws the time from a refusal to its reopening: mediation is quick, a tribunal is not.
func (d dice) daysInDispute(reopened day) day {
	if reopened > on(2024, time.April, 1) {
		return day(d.between(40, 170))
	}
	return day(d.between(50, 230))
}

// dispute records how the refusal was overturned. A long dispute is likelier to have reached a tribunal.
func (d dice) dispute(r *request) {
	r.restarted = r.reopened
	switch isLong := r.reopened-r.decided > 120; {
	case !isLong:
		r.requestMediation, r.restartWhy = true, "mediation agreement"
	case d.chance(0.5):
		r.requestTribunal, r.restartWhy = true, "conceded appeal"
	default:
		r.requestTribunal, r.restartWhy = true, "order"
		// The case is opened again a few days after the order, when it has been received.
		r.restarted -= day(d.between(0, 5))
	}
	if r.requestTribunal {
		r.requestMediation = d.chance(0.3)
	}
	// A few families disagreed a second time, over a decision not to issue that was then changed.
	r.assessmentMediation, r.assessmentTribunal = d.chance(0.05), d.chance(0.03)
	if d.chance(0.08) {
		r.restarted, r.restartWhy = 0, ""
	}
}

// refusalPool holds the refused requests by day of refusal.
type refusalPool struct{ byDay map[day][]*request }

func refusals(requests []*request) refusalPool {
	pool := refusalPool{byDay: map[day][]*request{}}
	for _, r := range requests {
		if r.outcome == outcomeNo {
			pool.byDay[r.decided] = append(pool.byDay[r.decided], r)
		}
	}
	return pool
}

// takeNear removes and returns a request refused on the day or as near as can be, or nil.
func (p refusalPool) takeNear(target day) *request {
	const reach = 90
	for away := range day(reach) {
		for _, d := range []day{target - away, target + away} {
			if left := p.byDay[d]; len(left) > 0 {
				p.byDay[d] = left[:len(left)-1]
				return left[len(left)-1]
			}
		}
	}
	return nil
}

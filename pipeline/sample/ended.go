package sample

import (
	"cmp"
	"fmt"
	"slices"
	"time"
)

// A slot is one ending on one day.
type slot struct {
	on     day
	ending ending
}

// endAssessments gives every month's quota of plans, decisions not to issue and closures to open cases.
func endAssessments(seed uint64, requests []*request, quotas []quota) error {
	d := newDice(seed, streamEnded)
	var waiting, open []*request
	for _, r := range requests {
		if r.outcome == outcomeYes {
			waiting = append(waiting, r)
		}
	}
	keepOldest(waiting)
	slices.SortStableFunc(waiting, func(a, b *request) int { return cmp.Compare(a.decided, b.decided) })
	oldToCome := 0
	for _, q := range quotas {
		oldToCome += q.old
	}
	for _, q := range quotas {
		for len(waiting) > 0 && waiting[0].decided < q.month.last() {
			open, waiting = append(open, waiting[0]), waiting[1:]
		}
		for _, s := range d.slots(q) {
			i, err := d.pick(open, s, oldToCome)
			if err != nil {
				return err
			}
			if s.ending.isOldPlan() {
				oldToCome--
			}
			s.ending.apply(d, open[i], s.on)
			open = slices.Delete(open, i, i+1)
		}
	}
	return nil
}

// keepOldest holds one of the first cases open until the November of 2023, so that the oldest open case on 31
// October has waited for 124 whole weeks.
func keepOldest(waiting []*request) {
	oldest := slices.MinFunc(waiting, func(a, b *request) int { return cmp.Compare(a.start(), b.start()) })
	oldest.heldUntil = on(2023, time.November, 1)
}

// slots lays a month's quota out over its days.
func (d dice) slots(q quota) []slot {
	var slots []slot
	add := func(n int, e ending) {
		for range n {
			slots = append(slots, slot{d.dayIn(q.month.first(), q.month.last()), e})
		}
	}
	add(q.old, planAfter52Weeks())
	add(q.plans-q.early-q.old, planBetween())
	add(q.early, planWithin20Weeks())
	add(q.notIssued, decisionNotToIssue())
	add(q.closed, closure())
	slices.SortStableFunc(slots, func(a, b slot) int { return cmp.Compare(a.on, b.on) })
	return slots
}

// pick draws an open case that can end in the slot.
func (d dice) pick(open []*request, s slot, oldToCome int) (int, error) {
	const spare = 8
	now := moment{s.on.month(), oldToCome == 0 || past52Weeks(open, s.on) >= oldToCome+spare}
	total, chosen := 0.0, -1
	for i, r := range open {
		age := s.on - r.start()
		if age < s.ending.from || age > s.ending.to || s.on < r.decided+35 || s.on < r.heldUntil {
			continue
		}
		weight := s.ending.weight(age, now)
		total += weight
		if d.Float64()*total < weight {
			chosen = i
		}
	}
	if chosen < 0 {
		return 0, fmt.Errorf("no case %d to %d days old is open on %s: pick another seed", s.ending.from, s.ending.to, s.on)
	}
	return chosen, nil
}

func past52Weeks(open []*request, on day) int {
	n := 0
	for _, r := range open {
		if on-r.start() > in52Weeks {
			n++
		}
	}
	return n
}

package sample

import (
	"cmp"
	"slices"
	"time"
)

// receive makes the requests of all years and decides each: to assess, not to assess, or withdrawn.
func receive(seed uint64) []*request {
	arrivals, decisions := newDice(seed, streamReceived), newDice(seed, streamDecided)
	var all []*request
	for _, year := range requestYears() {
		var requests []*request
		for i, n := range year.byMonth {
			m := monthOf(year.year, time.Month(i+1))
			for range n {
				requests = append(requests, &request{received: arrivals.dayIn(max(m.first(), historyStart()), m.last())})
			}
		}
		decide(decisions, year, requests)
		all = append(all, requests...)
	}
	slices.SortStableFunc(all, func(a, b *request) int { return cmp.Compare(a.received, b.received) })
	return all
}

// decide gives a year's requests their outcomes and the days of them, so that the year's own end finds exactly
// the published numbers of each.
func decide(d dice, year requestYear, requests []*request) {
	for _, r := range requests {
		r.decided = d.openDay(r.received + d.daysToDecide(r.received))
	}
	settled := requests
	if year.isKnownAtYearEnd {
		settled = splitAtYearEnd(d, year, requests)
	}
	refused, others := exactly(d, settled, year.refused, refusalWeight)
	withdrawn, assessed := exactly(d, others, year.withdrawn, func(*request) float64 { return 1 })
	setOutcome(refused, outcomeNo)
	setOutcome(withdrawn, outcomeWithdrawn)
	setOutcome(assessed, outcomeYes)
}

func setOutcome(requests []*request, outcome string) {
	for _, r := range requests {
		r.outcome = outcome
		if outcome == outcomeWithdrawn {
			r.closed, r.closedWhy = r.decided, "withdrawn"
		}
	}
}

// daysToDecide draws the wait for a decision. Few wait beyond six weeks by late 2023: the year ends with no
// more undecided cases than about two weeks' requests.
func (d dice) daysToDecide(received day) day {
	late, most := 0.16, 41
	switch m := received.month(); {
	case m >= monthOf(2023, time.October):
		late, most = 0.03, 32
	case m >= monthOf(2023, time.July):
		late = 0.10
	}
	if d.chance(late) {
		return day(d.between(43, 85))
	}
	return day((d.between(8, most) + d.between(8, most)) / 2)
}

// splitAtYearEnd leaves exactly the published number of requests undecided at the end of the year: those that
// would have been decided last. It returns the rest.
func splitAtYearEnd(d dice, year requestYear, requests []*request) []*request {
	byDecision := slices.Clone(requests)
	slices.SortStableFunc(byDecision, func(a, b *request) int { return cmp.Compare(a.decided, b.decided) })
	cut := len(byDecision) - year.open
	settled, open := byDecision[:cut], byDecision[cut:]
	end := on(year.year, time.December, 31)
	for _, r := range settled {
		if r.decided > end {
			r.decided = d.dayIn(max(r.received+1, end-18), end)
		}
	}
	for _, r := range open {
		if r.decided <= end {
			r.decided = d.dayIn(end+2, end+20)
		}
		r.outcome = outcomeYes
		// The refusals of January 2024 are already those of the year to come.
		if d.chance(0.58) {
			r.outcome = outcomeNo
		}
	}
	return settled
}

// refusalWeight rises through 2023 and 2024: DfE's share of requests refused went from 31% to 55%.
func refusalWeight(r *request) float64 {
	since := float64(r.received.month() - monthOf(2023, time.January))
	return 0.26 + 0.015*min(max(since, 0), 22)
}

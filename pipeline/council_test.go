package pipeline_test

import (
	"fmt"
	"slices"
)

// council is an invented small authority whose case records change from night to
// night, and which knows by itself what a revised figure and its causes are.
type council struct {
	d     dice
	today day
	first day // from which its extract is complete
	cases []pupil
	next  int // number of the next case
	// changes are those since the night before, each of another case.
	changes []change
}

// pupil is one case; its days are noDay while they have not come.
type pupil struct {
	id, area               string
	received, plan, closed day
}

// change is what became of one case, and why. A case that was or is not there is
// nil.
type change struct {
	why       string
	then, now *pupil
}

// newCouncil has two years of cases, of which most have their plan.
func newCouncil(d dice, today day, cases int) *council {
	c := &council{d: d, today: today, first: today - 730}
	for range cases {
		p := c.arrived(c.first + day(d(730)))
		switch end := p.received + 90 + day(d(160)); {
		case end >= today || d.chance(10):
		case d.chance(10):
			p.closed = end
		default:
			p.plan = end
		}
		c.cases = append(c.cases, p)
	}
	return c
}

func (c *council) arrived(on day) pupil {
	c.next++
	return pupil{id: fmt.Sprintf("k%d", c.next), area: []string{"North", "South", "East"}[c.d(3)], received: on, plan: noDay, closed: noDay}
}

// sleep is a day: cases come in, end, and are put right.
func (c *council) sleep() {
	c.today++
	c.changes = nil
	var kept []pupil
	for _, p := range c.cases {
		then := p
		switch why := c.live(&p); {
		case why == "deleted":
			c.changes = append(c.changes, change{why, &then, nil})
			continue
		case why != "":
			now := p
			c.changes = append(c.changes, change{why, &then, &now})
		}
		kept = append(kept, p)
	}
	late := 0
	if c.d.chance(25) {
		late = 1
	}
	for i := range c.d(5) + late {
		received := c.today - day(c.d(3))
		if i < late {
			received = c.today - 20 - day(c.d(200))
		}
		p := c.arrived(received)
		c.changes = append(c.changes, change{"late_registered", nil, &p})
		kept = append(kept, p)
	}
	c.cases = kept
}

// live is a day of one case. It says why the past looks different from it, if it
// does.
func (c *council) live(p *pupil) (why string) {
	age, open := c.today-p.received, p.plan == noDay && p.closed == noDay
	switch per10000 := c.d(10_000); {
	case per10000 < 4:
		return "deleted"
	case per10000 < 8 && p.received-40 >= c.first:
		p.received -= 1 + day(c.d(40))
		return "start_moved"
	case per10000 < 60 && p.closed != noDay:
		p.closed = noDay
		return "closure_withdrawn"
	case !open || age < 20:
	case per10000 < 20:
		p.closed = c.today - day(c.d(int(age)))
		return "closure_backdated"
	case per10000 < 30:
		p.plan = c.today - day(c.d(int(age)))
		return "closure_backdated"
	case per10000 < 45:
		p.closed = c.today
	case per10000 < 145 && age > 80:
		p.plan = c.today
	}
	return ""
}

// extract is what the council's system exports.
func (c *council) extract() []record {
	rows := make([]record, len(c.cases))
	for i, p := range c.cases {
		rows[i] = record{"case_id": p.id, "received_date": p.received.String(), "area": p.area}
		if p.plan != noDay {
			rows[i]["plan_issued_date"] = p.plan.String()
		}
		if p.closed != noDay {
			rows[i]["closed_date"], rows[i]["closed_reason"] = p.closed.String(), "withdrawn"
		}
	}
	return rows
}

// watched are the measures whose revisions the council works out, with the weeks
// that they are of.
func watched() map[string]day {
	return map[string]day{
		"open": -1, "over_20_weeks": in20, "over_30_weeks": in30, "over_52_weeks": in52, "received": 0,
		"falling_due_20": in20, "falling_due_30": in30, "falling_due_52": in52, "pc_within_20_weeks": in20, "pc_within_52_weeks": in52,
	}
}

// isRate says whether a measure is a percentage: of one a case changes numerator
// and denominator, and counts once.
func isRate(measure string) bool {
	return !slices.Contains([]string{"open", "over_20_weeks", "over_30_weeks", "over_52_weeks", "received"}, measure)
}

// adds is what a case adds to a measure of the days from one to another: to the
// number, or to a rate's numerator and denominator.
func (p *pupil) adds(measure string, from, to day) (part, whole int) {
	if p == nil {
		return 0, 0
	}
	limit, within := watched()[measure], func(on day) bool { return on != noDay && from <= on && on <= to }
	end := p.plan
	if end == noDay {
		end = p.closed
	}
	switch {
	case measure == "received":
		return counted(within(p.received)), 0
	case !isRate(measure):
		return counted(p.received <= to && (end == noDay || end > to) && to-p.received > limit), 0
	case measure == "pc_within_20_weeks", measure == "pc_within_52_weeks":
		return counted(within(p.plan) && p.plan-p.received <= limit), counted(within(p.plan))
	case !within(p.received + limit):
		return 0, 0
	}
	left := p.plan == noDay && p.closed != noDay && p.closed-p.received <= limit
	return counted(p.plan != noDay && p.plan-p.received <= limit), counted(!left)
}

func counted(is bool) int {
	if is {
		return 1
	}
	return 0
}

// figure is a measure as it is published.
func (c *council) figure(measure string, from, to day) string {
	part, whole := 0, 0
	for i := range c.cases {
		p, w := c.cases[i].adds(measure, from, to)
		part, whole = part+p, whole+w
	}
	switch {
	case !isRate(measure):
		return fmt.Sprintf("%d.0", part)
	case whole == 0:
		return ""
	}
	tenths := (2000*part + whole) / (2 * whole)
	return fmt.Sprintf("%d.%d", tenths/10, tenths%10)
}

// caused adds to causes what the changes since the night before did to a measure.
// What is deleted, closed earlier or moved counts as what it takes away.
func (c *council) caused(measure string, from, to day, causes map[string]int) {
	for _, change := range c.changes {
		partThen, wholeThen := change.then.adds(measure, from, to)
		partNow, wholeNow := change.now.adds(measure, from, to)
		switch by := partNow - partThen; {
		case by == 0 && wholeThen == wholeNow:
		case isRate(measure):
			causes[change.why]++
		case slices.Contains([]string{"late_registered", "closure_withdrawn"}, change.why):
			causes[change.why] += by
		default:
			causes[change.why] -= by
		}
	}
}

package sample

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"time"
)

const (
	reviewedPlans  = 4000
	chasedPerWeek  = 8 // meetings that are held at last, of those that were not held for long
	shortestChased = 120
)

// A review is one row of the annual reviews.
type review struct {
	plan *reviewedPlan
	before,
	due, held, decided, final day
	decision string
}

// A reviewedPlan is one of the county's plans; its reviews follow each other.
type reviewedPlan struct {
	number          int
	area, need, age string
	start           day
}

// reviewList is the reviews of some of the county's plans, scaled from what Kent published: two in three outstanding
// in September 2022, and a backlog that falls as more is decided every week. What is decided is partly the newest,
// partly the oldest.
func reviewList() list {
	return list{
		name: "annual_reviews",
		header: []string{
			"plan_id", "area", "primary_need", "age_group", "plan_start_date", "last_decision_date", "review_due_date", "meeting_date",
			"decision_date", "decision", "final_amended_date", "health_invited", "health_attended", "health_reported", "parent_attended",
		},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamReviews)
			for _, r := range d.reviews(k.asAt) {
				if err := row(d.review(k, r)...); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// reviews are those that were due or open from autumn 2022 on, in order of plan and day.
func (d dice) reviews(asAt day) []*review {
	var all, open []*review
	for number := range reviewedPlans {
		p := &reviewedPlan{
			number: number + 1, need: d.code(needChoices()),
			area:  d.code([]choice{{"North Sample", 25}, {"East Sample", 27}, {"South Sample", 25}, {"West Sample", 23}}),
			age:   d.code([]choice{{"Under 5", 4}, {"5 to 10", 34}, {"11 to 15", 36}, {"16 to 19", 20}, {"20 to 25", 6}}),
			start: d.dayIn(on(2014, 9, 1), on(2020, 12, 31)),
		}
		first := &review{plan: p, due: d.dayIn(on(2021, 3, 1), on(2022, 10, 31))}
		d.meet(first)
		open = append(open, first)
	}
	for week := on(2021, time.September, 6); week <= asAt; week += 7 {
		d.chase(open, week)
		for _, r := range d.decide(open, week) {
			next := &review{plan: r.plan, before: r.decided, due: r.decided + 365}
			d.meet(next)
			open = append(open, next)
		}
		open = slices.DeleteFunc(open, func(r *review) bool {
			if r.decided != 0 {
				all = append(all, r)
			}
			return r.decided != 0
		})
	}
	all = append(all, open...)
	all = slices.DeleteFunc(all, func(r *review) bool {
		from := on(2022, time.September, 1)
		return r.due < from && r.held < from && r.decided != 0 && max(r.decided, r.final) < on(2022, time.December, 1)
	})
	slices.SortFunc(all, func(a, b *review) int {
		return cmp.Or(cmp.Compare(a.plan.number, b.plan.number), cmp.Compare(a.due, b.due))
	})
	return all
}

// meet dates the meeting: mostly in time, and for some not until somebody asks.
func (d dice) meet(r *review) {
	switch {
	case d.chance(0.78):
		r.held = d.openDay(r.due - day(d.between(6, 40)))
	case d.chance(0.7):
		r.held = d.openDay(r.due + day(d.between(1, 75)))
	}
}

// chase holds a few meetings that nobody has dated.
func (d dice) chase(open []*review, week day) {
	chased := 0
	for _, r := range open {
		if r.held == 0 && r.due+shortestChased < week && chased < chasedPerWeek {
			r.held = week + day(d.between(0, 4))
			chased++
		}
	}
}

// decide decides on as many of the reviews that were held as a week has time for, and dates the amended plans.
func (d dice) decide(open []*review, week day) (decided []*review) {
	var held []*review
	for _, r := range open {
		if r.held != 0 && r.held+7 < week {
			held = append(held, r)
		}
	}
	slices.SortStableFunc(held, func(a, b *review) int { return cmp.Compare(a.held, b.held) })
	capacity, newest := decisionsPerWeek(week)
	for turn := range min(capacity, len(held)) {
		at := 0
		switch {
		case turn == 0 || d.chance(newest):
			at = len(held) - 1
		case d.chance(0.2):
			at = d.IntN(len(held))
		}
		r := held[at]
		held = slices.Delete(held, at, at+1)
		r.decided = week + day(d.between(0, 4))
		r.decision = d.code([]choice{{"maintain", 55}, {"amend", 42}, {"cease", 3}})
		switch {
		case r.decision == "amend" && d.chance(newest):
			r.final = d.openDay(r.decided + day(d.between(20, 56)))
		case r.decision == "amend":
			r.final = d.openDay(r.decided + day(d.between(50, 200)))
		}
		if r.decision != "cease" {
			decided = append(decided, r)
		}
	}
	return decided
}

// decisionsPerWeek is how many reviews are decided in a week, and which part of them are the newest.
func decisionsPerWeek(week day) (capacity int, newest float64) {
	switch {
	case week < on(2022, time.October, 1):
		return 28, 0.35
	case week < on(2024, time.January, 1):
		return 50, 0.35
	}
	return 62, 0.5
}

// review is a row; what came after as-at is blank, and of some meetings it is not recorded who came.
func (d dice) review(k kent, r *review) []string {
	cells := []string{
		fmt.Sprintf("P%05d", r.plan.number), r.plan.area, r.plan.need, r.plan.age, k.date(r.plan.start), k.date(r.before), "",
		k.date(r.held), k.date(r.decided), "", k.date(r.final),
	}
	if r.before == 0 { // The extract does not go back to the review before.
		cells[6] = (r.due + k.move).String()
	}
	if cells[8] != "" {
		cells[9] = r.decision
	}
	for _, share := range []float64{0.8, 0.22, 0.35, 0.88} {
		switch {
		case cells[7] == "" || d.chance(0.08):
			cells = append(cells, "")
		default:
			cells = append(cells, strconv.Itoa(map[bool]int{true: 1}[d.chance(share)]))
		}
	}
	return cells
}

package pipeline_test

import (
	"slices"
	"strconv"
	"time"
)

// The recount is written from the words of the contract alone, as plain loops
// over cases, so that the program's SQL can be compared with it.

// day is a date as a count of days; noDay where there is none.
type day int

const (
	noDay day = -1 << 30

	in20, in30, in52 = 140, 210, 364
)

func dayOf(text string) day {
	at, err := time.Parse(time.DateOnly, text)
	if err != nil {
		return noDay
	}
	return day(at.Unix() / 86400)
}

func (d day) String() string {
	if d == noDay {
		return ""
	}
	return time.Unix(int64(d)*86400, 0).UTC().Format(time.DateOnly)
}

// A spell is a period in which a case is open, as known at the as-at date.
type spell struct {
	start, opened, ended day
	entry, how           string
	undated              bool // ended, and nobody knows when
	exception, disputed  bool
}

// event is a way to end, in the order that stands on one day.
type event struct {
	how string
	on  day
}

// endOf is the earliest event on or after the day a spell opened; of events on
// one day the first in the order given.
func endOf(opened day, events []event) event {
	end := event{on: noDay}
	for _, e := range events {
		if e.on != noDay && e.on >= opened && (end.on == noDay || e.on < end.on) {
			end = e
		}
	}
	return end
}

// spellsOf gives the spells of a row as they were known at the end of a day.
func spellsOf(row record, asAt day) []spell {
	known := func(column string) day {
		if on := dayOf(row[column]); on <= asAt {
			return on
		}
		return noDay
	}
	outcome := func(column string) string {
		if dayOf(row[column+"_date"]) > asAt {
			return "A"
		}
		return row[column]
	}
	request, assessment := outcome("request_outcome"), outcome("assessment_outcome")
	requested, assessed := known("request_outcome_date"), known("assessment_outcome_date")
	plan, closed, reopened := known("plan_issued_date"), known("closed_date"), known("reopened_date")
	reason := row["closed_reason"]
	if dayOf(row["closed_date"]) > asAt {
		reason = ""
	}
	s := spell{
		start: dayOf(row["received_date"]), entry: "started", exception: row["week20_exception"] == "1",
		disputed: row["request_mediation"] == "1" || row["assessment_tribunal"] == "1",
	}
	s.opened = s.start
	if row["opened_date"] != "" {
		s.opened = dayOf(row["opened_date"])
	}
	if row["entry_type"] != "" && row["entry_type"] != "new" {
		s.entry = row["entry_type"]
	}
	if s.entry == "transferred_in" {
		s.start = s.opened
	}
	if s.start == noDay {
		// Only a plan is known of it.
		if plan == noDay {
			return nil
		}
		s.ended, s.how = plan, "plan"
		return []spell{s}
	}
	if s.opened > asAt {
		return nil
	}
	only := func(is bool, on day) day {
		if is {
			return on
		}
		return noDay
	}
	// A refusal on the day on which a reopened spell opens is the one that was
	// overturned: without a day of its own the reopening has that of the refusal.
	overturned := func(on day) bool { return s.entry == "reopened" && on == s.opened }
	notIssued := only(assessment == "N" && !overturned(assessed), assessed)
	notAssessed := only(request == "N" && !overturned(requested), requested)
	ends := []event{
		{"plan", plan},
		{"not_issued", notIssued},
		{"not_assessed", notAssessed},
		{"withdrawn", only(request == "W", requested)},
		{"withdrawn", only(assessment == "W", assessed)},
		{"withdrawn", only(reason == "withdrawn", closed)},
		{"moved_out", only(reason == "moved_out", closed)},
		{"other", only(reason != "withdrawn" && reason != "moved_out", closed)},
	}
	first := endOf(s.opened, ends)
	s.ended, s.how = first.on, first.how
	// An outcome or reason that says it has ended, with no date.
	endedOnUnknownDay := row["closed_date"] == "" && reason != "" ||
		(request == "N" || request == "W") && row["request_outcome_date"] == "" ||
		(assessment == "N" || assessment == "W") && row["assessment_outcome_date"] == ""
	s.undated = s.ended == noDay && endedOnUnknownDay
	refused := first.how == "not_assessed" || first.how == "not_issued"
	// An assessment without a date came after the refusal, unless the row says
	// that the case was reopened later than the picture. A return gives the decision
	// to issue no day but that of the plan: before it nothing was decided.
	undatedAssessment := assessment == "Y" && row["assessment_outcome_date"] == "" && dayOf(row["reopened_date"]) <= asAt &&
		dayOf(row["plan_issued_date"]) <= asAt
	later := plan > first.on || (first.how == "not_assessed" && (assessed > first.on || undatedAssessment)) ||
		(reopened != noDay && reopened >= first.on)
	if !refused || !later {
		return []spell{s}
	}
	second := s
	second.entry, second.opened = "reopened", first.on
	if reopened != noDay {
		second.opened = reopened
	}
	second.ended, second.how = noDay, ""
	ends = slices.DeleteFunc(ends, func(e event) bool { return e.on <= first.on })
	if end := endOf(second.opened, ends); end.on != noDay {
		second.ended, second.how = end.on, end.how
	}
	second.undated = second.ended == noDay && endedOnUnknownDay
	return []spell{s, second}
}

// openOn is opened on or before the day and not ended on or before it.
func (s spell) openOn(d day) bool {
	return s.start != noDay && !s.undated && s.opened <= d && (s.ended == noDay || s.ended > d)
}

// band is the weeks-open band of a wait.
func band(days day) string {
	switch {
	case days <= in20:
		return "weeks_0_to_20"
	case days <= in30:
		return "weeks_over_20_to_30"
	case days <= in52:
		return "weeks_over_30_to_52"
	}
	return "weeks_over_52"
}

// counts are figures by the names of their columns.
type counts map[string]int

// backlogOn recounts the stock at the end of a day.
func backlogOn(spells []spell, d day) counts {
	n := counts{}
	for _, s := range spells {
		if s.undated && s.opened <= d {
			n["ended_undated"]++
		}
		if !s.openOn(d) {
			continue
		}
		waited := d - s.start
		n["open"]++
		n[band(waited)]++
		for _, limit := range []struct {
			days   day
			column string
		}{{in20, "over_20_weeks"}, {in30, "over_30_weeks"}, {in52, "over_52_weeks"}} {
			if waited > limit.days {
				n[limit.column]++
			}
		}
		n["oldest_weeks_open"] = max(n["oldest_weeks_open"], int(waited)/7)
	}
	return n
}

// plansIn recounts the plans issued in a period.
func plansIn(spells []spell, from, to day) counts {
	n := counts{}
	for _, s := range spells {
		if s.how != "plan" || s.ended < from || s.ended > to {
			continue
		}
		if s.disputed {
			n["plans_issued_after_mediation_or_tribunal"]++
			continue
		}
		add := func(column string) {
			n[column]++
			if !s.exception {
				n[column+"_excl"]++
			}
		}
		add("plans_issued")
		if s.start == noDay {
			n["undated"]++
			n["issued_from_flow"]++
			continue
		}
		for weeks, limit := range map[int]day{20: in20, 30: in30, 52: in52} {
			side := "within_"
			if s.ended-s.start > limit {
				side = "over_"
			}
			add(side + strconv.Itoa(weeks) + "_weeks")
		}
		if from-1-s.start >= in20 {
			n["issued_from_backlog"]++
		} else {
			n["issued_from_flow"]++
		}
	}
	return n
}

// dueIn recounts the spells whose day at a threshold falls in a period.
func dueIn(spells []spell, from, to, limit day) counts {
	n := counts{}
	for _, s := range spells {
		due := s.start + limit
		if s.start == noDay || due < from || due > to || s.opened > due {
			continue
		}
		if s.disputed {
			n["fell_due_after_mediation_or_tribunal"]++
			continue
		}
		column := "open_at_due_date"
		switch {
		case s.undated, s.ended != noDay && s.ended <= due && s.how != "plan":
			column = "ended_without_plan"
		case s.ended != noDay && s.ended <= due:
			column = "issued_by_due_date"
		}
		n["fell_due"]++
		n[column]++
		if !s.exception {
			n["fell_due_excl"]++
			if column == "issued_by_due_date" {
				n["issued_by_due_date_excl"]++
			}
		}
	}
	return n
}

// flowIn recounts the movements of a period, of one band or of all.
func flowIn(spells []spell, from, to day, only string) counts {
	n := counts{}
	add := func(column string, on, waited day) {
		if on >= from && on <= to && (only == "All" || only == band(waited)) {
			n[column]++
		}
	}
	exits := map[string]string{"plan": "plans_issued", "other": "other_closed"}
	for _, s := range spells {
		if s.start == noDay || s.undated {
			continue
		}
		add(s.entry, s.opened, s.opened-s.start)
		if s.ended != noDay {
			column := exits[s.how]
			if column == "" {
				column = s.how
			}
			add(column, s.ended, s.ended-s.start)
		}
		for _, edge := range []struct {
			column string
			on     day
		}{{"opening", from - 1}, {"closing", to}} {
			if s.openOn(edge.on) && (only == "All" || only == band(edge.on-s.start)) {
				n[edge.column]++
			}
		}
		if only == "All" {
			continue
		}
		for _, limit := range []day{in20, in30, in52} {
			// A spell that ends on the day it grows into a band has moved up first.
			grown := s.start + limit + 1
			if s.opened < grown && (s.ended == noDay || s.ended >= grown) {
				add("moved_up_out", grown, limit)
				add("moved_up_in", grown, limit+1)
			}
		}
	}
	return n
}

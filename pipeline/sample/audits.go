package sample

import (
	"fmt"
	"strconv"
)

// auditsList are monthly audits of plans that were issued not long before. They get better, as the share that
// Kent reported rose from 20% to 75% good between March 2020 and March 2021.
func auditsList() list {
	return list{
		name:   "plan_audits",
		header: []string{"plan_id", "audit_date", "audit_type", "grade", "moderated_grade", "plan_issued_date", "plan_kind"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamAudits)
			for _, r := range k.requests {
				if r.planned < on(2022, 10, 1) || !d.chance(0.11) {
					continue
				}
				audited := d.openDay(r.planned + day(d.between(10, 100)))
				if audited > k.asAt {
					continue
				}
				grade := d.grade(audited)
				moderated := ""
				if d.chance(0.4) {
					moderated = grade
					if d.chance(0.2) {
						moderated = d.grade(audited)
					}
				}
				if err := row(fmt.Sprintf("N%06d", r.number), k.date(audited), d.code([]choice{{"Single agency", 70}, {"Multi-agency", 30}}),
					grade, moderated, k.date(r.planned), "New"); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

func (d dice) grade(audited day) string {
	share := min(0.75, 0.25+0.5*float64(audited-on(2023, 1, 1))/700)
	if d.chance(share) {
		return d.code([]choice{{"good", 88}, {"outstanding", 12}})
	}
	return d.code([]choice{{"requires_improvement", 78}, {"inadequate", 22}})
}

// question is one that is asked of somebody when a case has come to a stage.
type question struct{ text, stage, respondent string }

func questions() []question {
	return []question{
		{"Did you understand what would happen?", "Request", "Parent"},
		{"Were you listened to?", "Assessment", "Parent"},
		{"Does the plan say what is needed?", "Plan", "Parent"},
		{"Was the council in touch in time?", "Plan", "Setting"},
	}
}

// feedbackList are answers to four questions, of some of those who were invited when their case ended.
func feedbackList() list {
	return list{
		name:   "feedback",
		header: []string{"response_date", "question", "respondent", "stage", "positive", "invited"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamFeedback)
			ended := map[month]int{}
			for _, r := range k.requests {
				ended[r.planned.month()]++
			}
			for m := monthOf(2023, 1); m.first() <= k.asAt; m++ {
				for i, q := range questions() {
					if err := d.answers(k, m, q, i, ended[m]/4+i, row); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

// answers are those of a month to one of the questions, of some of those invited.
func (d dice) answers(k kent, m month, q question, place, invited int, row func(...string) error) error {
	for range invited {
		if !d.chance(0.22) {
			continue
		}
		positive := d.chance(0.42 + 0.06*float64(place) + 0.008*float64(m-monthOf(2023, 1)))
		if err := row(k.date(d.dayIn(m.first(), min(m.last(), k.asAt))), q.text, q.respondent, q.stage,
			flag(true, positive), strconv.Itoa(invited)); err != nil {
			return err
		}
	}
	return nil
}

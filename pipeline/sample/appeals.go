package sample

import "fmt"

// appealsList are appeals against refusals and, of fewer, against what a plan says.
func appealsList() list {
	return list{
		name:   "appeals",
		header: []string{"case_id", "lodged_date", "type", "outcome", "outcome_date"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamAppeals)
			for _, r := range k.requests {
				from, about, share := r.decided, "Refusal to assess", 0.11
				switch {
				case r.planned != 0:
					from, about, share = r.planned, "Contents of the plan", 0.03
				case r.assessment == outcomeNo:
					from, about, share = r.assessed, "Refusal to issue", 0.14
				case r.outcome != outcomeNo:
					continue
				}
				lodged := d.openDay(from + day(d.between(14, 60)))
				if !d.chance(share) || lodged > k.asAt {
					continue
				}
				ended := d.openDay(lodged + day(d.between(60, 380)))
				outcome := d.code([]choice{{"Conceded", 55}, {"Withdrawn", 14}, {"Upheld", 26}, {"Dismissed", 5}})
				if ended > k.asAt {
					outcome = ""
				}
				if err := row(fmt.Sprintf("S%06d", r.number), k.date(lodged), about, outcome, k.date(ended)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

package sample

import "fmt"

// adviceList is the advice that was asked for in every assessment: of psychologists, of health and of social care,
// and for some children of others. Psychologists are late in 2023 and catch up in 2024, as the plans do.
func adviceList() list {
	return list{
		name: "advice",
		header: []string{
			"case_id", "advice_type", "provider", "requested_date", "received_date", "response", "exception",
		},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamAdvice)
			for _, r := range k.requests {
				if r.outcome != outcomeYes && r.reopened == 0 {
					continue
				}
				for _, kind := range []string{"ep", "health", "social_care", "other"} {
					if kind == "other" && !d.chance(0.15) {
						continue
					}
					if err := row(d.advice(k, r, kind)...); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

// advice is one piece of advice: asked for within days of the decision, and received before there was a plan.
func (d dice) advice(k kent, r *request, kind string) []string {
	asked := d.openDay(r.underway() + day(d.between(0, 4)))
	if asked > k.asAt {
		asked = k.asAt
	}
	received := d.openDay(asked + day(d.between(d.lag(asked, kind))))
	if last := r.planned - 10; r.planned != 0 && received > last {
		received = max(asked+1, last)
	}
	response := d.code(responses(kind))
	if ended := r.ended(); received > k.asAt || ended != 0 && r.planned == 0 && received > ended && d.chance(0.7) {
		received, response = 0, ""
	}
	exception := "0"
	if d.chance(0.02) {
		exception = "1"
	}
	return []string{
		fmt.Sprintf("S%06d", r.number), kind, provider(d, r, kind), k.date(asked), k.date(received), response, exception,
	}
}

// lag is how many days a service takes, from and to.
func (d dice) lag(asked day, kind string) (low, high int) {
	switch {
	case kind == "ep" && asked < on(2024, 1, 1):
		return 30, 150
	case kind == "ep":
		return 25, 75
	case kind == "health":
		return 20, 60
	}
	return 10, 50
}

func responses(kind string) []choice {
	switch kind {
	case "health":
		return []choice{{"advice", 80}, {"not_known", 14}, {"existing_report", 6}}
	case "social_care":
		return []choice{{"advice", 48}, {"not_known", 50}, {"declined", 2}}
	}
	return []choice{{"advice", 95}, {"existing_report", 5}}
}

func provider(d dice, r *request, kind string) string {
	switch kind {
	case "ep":
		return d.code([]choice{{"Sample EP service", 78}, {"Locum psychologists", 22}})
	case "health":
		return map[string]string{"North Sample": "Northern Trust", "East Sample": "Northern Trust"}[r.area] +
			map[string]string{"South Sample": "Southern Trust", "West Sample": "Southern Trust"}[r.area]
	case "social_care":
		return "Sample social care"
	}
	return "Specialist teachers"
}

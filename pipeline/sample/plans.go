package sample

import (
	"fmt"
	"strconv"
)

// olderPlans are how many plans the county maintained or had ceased to before the first request of the profile.
const olderPlans = 4200

// plansList is the caseload: plans from before the profile begins, those that its requests led to, and those
// that came with children who moved in.
func plansList() list {
	return list{
		name:   "plans",
		header: []string{"plan_id", "start_date", "cease_date", "cease_reason", "area", "primary_need", "age_group", "moved_in", "person_id"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamPlans)
			older := olderPlans * len(k.requests) / max(1, calibratedCases)
			for i := range older {
				start := d.dayIn(on(2015, 1, 5), on(2021, 6, 30))
				group := d.code(ageGroups())
				if err := row(d.plan(k, fmt.Sprintf("L%06d", i+1), start, group,
					d.code([]choice{{"North Sample", 25}, {"East Sample", 25}, {"South Sample", 25}, {"West Sample", 25}}),
					d.code(needChoices()), "")...); err != nil {
					return err
				}
			}
			for _, r := range k.requests {
				if r.planned == 0 {
					continue
				}
				if err := row(d.plan(k, fmt.Sprintf("N%06d", r.number), r.planned, ageGroupOf(r.age), r.area, r.need,
					fmt.Sprintf("P%06d", r.person))...); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// calibratedCases is the number of cases of the profile itself, by which the older plans are scaled.
const calibratedCases = 13892

func ageGroups() []choice {
	return []choice{{"Under 5", 3}, {"5 to 10", 32}, {"11 to 15", 36}, {"16 to 19", 22}, {"20 to 25", 7}}
}

// ageGroupOf is the group of an age in years; blank where that is.
func ageGroupOf(age string) string {
	years, err := strconv.Atoi(age)
	switch {
	case err != nil:
		return ""
	case years < 5:
		return "Under 5"
	case years <= 10:
		return "5 to 10"
	case years <= 15:
		return "11 to 15"
	case years <= 19:
		return "16 to 19"
	}
	return "20 to 25"
}

// plan is one plan: the older the young person, the likelier it has ceased.
func (d dice) plan(k kent, id string, start day, group, area, need, person string) []string {
	yearly := map[string]float64{"16 to 19": 0.16, "20 to 25": 0.34}[group]
	ceased, reason := day(0), ""
	for year := start + 90; year < k.asAt; year += 365 {
		if d.chance(0.025 + yearly) {
			ceased = d.openDay(year + day(d.IntN(365)))
			break
		}
	}
	if ceased > k.asAt {
		ceased = 0
	}
	if ceased != 0 {
		reason = d.code(reasons(group))
	}
	moved := "0"
	if d.chance(0.03) {
		moved = "1"
	}
	return []string{id, k.date(start), k.date(ceased), reason, area, need, group, moved, person}
}

func reasons(group string) []choice {
	if group == "16 to 19" || group == "20 to 25" {
		return []choice{
			{"Maximum age", 20},
			{"Higher education", 14},
			{"Paid employment", 16},
			{"No longer wishes to engage", 22},
			{"Needs met without a plan", 16},
			{"Moved to another authority", 12},
		}
	}
	return []choice{{"Moved to another authority", 62}, {"Needs met without a plan", 26}, {"Moved outside England", 9}, {"Deceased", 3}}
}

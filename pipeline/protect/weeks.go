package protect

// Total is what has happened to a cohort so far.
type Total struct {
	Entered, Left int64
	Ended         [3]int64 // by the way it ended: plan, refused, closed
}

// Shown says which shares of a week may be shown.
type Shown struct {
	Ended [3]bool
	Open  bool
}

// leastCohort is how many times the minimum count a cohort must have for any
// of its shares to be shown.
const leastCohort = 10

// Weeks says which shares of a cohort of so many cases may be shown, week by
// week, to one who knows how many they are and so can turn a share into cases.
// A share is shown where none, or at least the minimum count, ended in that way
// since the last week in which it was. As the shares add to 100, one is never
// hidden alone: the share open is shown beside all three others only. Where
// fewer than the minimum count are left waiting it is hidden, with the share
// that closed; where none are, it is as good as shown, and two others are
// hidden or none. Of a small cohort nothing is shown.
func (r Rule) Weeks(totals []Total, cases int64) []Shown {
	minimum := int64(r.MinimumCount)
	small := func(count int64) bool { return count > 0 && count < minimum }
	shown := make([]Shown, len(totals))
	if minimum > 1 && cases < leastCohort*minimum {
		return shown
	}
	var last [3]int64
	for i, total := range totals {
		waiting := total.Entered - total.Left
		var is [3]bool
		for way, count := range total.Ended {
			is[way] = !small(count - last[way])
		}
		const refused, closed = 1, 2
		switch all := is[0] && is[refused] && is[closed]; {
		case small(waiting), waiting == 0 && !all && is[closed]:
			is[closed] = false
		case waiting == 0 && !all && is[0] && is[refused]:
			is[refused] = false
		}
		for way, count := range total.Ended {
			if is[way] {
				last[way] = count
			}
		}
		shown[i] = Shown{Ended: is, Open: is[0] && is[refused] && is[closed] && !small(waiting)}
	}
	return shown
}

package sample

import "time"

// flagExceptions marks exactly the published numbers of plans as exceptions. The Augusts are left alone: the
// minutes' rates for them are to hold with and without exceptions.
func flagExceptions(d dice, requests []*request) {
	byYear := exceptionQuotas()
	for year := 2023; year <= 2024; year++ {
		var bands [3][]*request
		for _, r := range requests {
			if r.planned == 0 || r.planned.year() != year || r.afterDispute() {
				continue
			}
			if r.planned.month()%12 != month(time.August)-1 {
				bands[band(r)] = append(bands[band(r)], r)
			}
		}
		for i, n := range byYear[year] {
			flagged, _ := exactly(d, bands[i], n, func(*request) float64 { return 1 })
			for _, r := range flagged {
				r.isException = true
			}
		}
	}
}

// band is 0 for a plan within 20 weeks, 1 for one between 20 and 52 and 2 for a later one.
func band(r *request) int {
	switch waited := r.planned - r.start(); {
	case waited <= in20Weeks:
		return 0
	case waited <= in52Weeks:
		return 1
	}
	return 2
}

package mapping

import (
	"regexp"
	"strconv"
)

var slashed = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}`)

// dateOrder tells from the values of date columns whether the day comes first
// (dmy) or the month (mdy); "both" when some say the one and some the other, and
// nothing when no value is written so. Where none tells, dmy is assumed.
func dateOrder(values []string) (order string, assumed bool) {
	var dayFirst, monthFirst, either bool
	for _, value := range values {
		found := slashed.FindStringSubmatch(value)
		if found == nil {
			continue
		}
		first, _ := strconv.Atoi(found[1])
		second, _ := strconv.Atoi(found[2])
		switch {
		case first > 12 && second <= 12:
			dayFirst = true
		case second > 12 && first <= 12:
			monthFirst = true
		default:
			either = true
		}
	}
	switch {
	case dayFirst && monthFirst:
		return "both", false
	case monthFirst:
		return "mdy", false
	case dayFirst || either:
		return "dmy", !dayFirst
	}
	return "", false
}

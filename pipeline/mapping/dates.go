package mapping

import (
	"regexp"
	"strconv"
)

var slashed = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}`)

// DateOrder tells from the values of date columns whether the day comes first
// (dmy) or the month (mdy), or that it cannot be told (both, or neither).
func DateOrder(values []string) string {
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
		return "both"
	case monthFirst:
		return "mdy"
	case dayFirst || either:
		return "dmy"
	}
	return ""
}

// Values are those of the column with this heading, in the rows.
func Values(header []string, rows [][]string, heading string) []string {
	for place, name := range header {
		if name == heading {
			return columnOf(rows, place)
		}
	}
	return nil
}

// IsDay says whether a canonical column holds days.
func IsDay(column string) bool {
	i := orderOf(column)
	return i >= 0 && meanings()[i].shape == day
}

package series

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The orders of days such as 03/04/2024.
const (
	DayFirst   = "dmy"
	MonthFirst = "mdy"
)

// slashed is a day in numbers whose order is to be told.
var slashed = regexp.MustCompile(`^(\d{1,2})[/.-](\d{1,2})[/.-]\d{4}`)

// orderOf tells from days in numbers whether the day comes first or the month; ok
// is false where they do not tell, or some say the one and some the other.
func orderOf(written []string) (order string, ok bool) {
	var dayFirst, monthFirst, either bool
	for _, text := range written {
		found := slashed.FindStringSubmatch(text)
		if found == nil || found[1] == found[2] {
			continue
		}
		const months = 12
		first, _ := strconv.Atoi(found[1])
		second, _ := strconv.Atoi(found[2])
		dayFirst = dayFirst || first > months
		monthFirst = monthFirst || second > months
		either = true
	}
	switch {
	case dayFirst && !monthFirst:
		return DayFirst, true
	case monthFirst && !dayFirst:
		return MonthFirst, true
	}
	return DayFirst, !either
}

// dayWritten reads a day in the forms that an extract may have, alone or at
// midnight: 2024-01-31, 31/01/2024, 31-Jan-2024, 31 January 2024.
func dayWritten(text, order string) (time.Time, bool) {
	numbers := []string{"2/1/2006", "2-1-2006", "2.1.2006"}
	if order == MonthFirst {
		numbers = []string{"1/2/2006", "1-2-2006", "1.2.2006"}
	}
	forms := slices.Concat([]string{time.DateOnly}, numbers, []string{"2-Jan-2006", "2 Jan 2006", "2 January 2006", "2/Jan/2006", "2006-Jan-02"})
	text = strings.Join(strings.Fields(text), " ")
	for _, form := range forms {
		for _, clock := range []string{"", " 15:04:05", " 15:04", "T15:04:05", "T15:04", "T15:04:05Z07:00", " 3:04:05 PM"} {
			at, err := time.Parse(form+clock, text)
			if err == nil {
				day := time.Date(at.Year(), at.Month(), at.Day(), 0, 0, 0, 0, time.UTC)
				isMidnight := at.Hour()+at.Minute()+at.Second()+at.Nanosecond() == 0
				return day, isMidnight && day.Year() >= firstYear && day.Year() <= lastYear
			}
		}
	}
	return time.Time{}, false
}

package sample

import (
	"slices"
	"time"
)

// A day counts days from 1 January 1970; 0 stands for a blank date.
type day int

// A month counts months from January of year 0.
type month int

func on(year int, m time.Month, d int) day {
	return dayOf(time.Date(year, m, d, 0, 0, 0, 0, time.UTC))
}

// dayOf takes the civil date as written, whatever the time zone.
func dayOf(t time.Time) day {
	year, m, d := t.Date()
	return day(time.Date(year, m, d, 0, 0, 0, 0, time.UTC).Unix() / (24 * 60 * 60))
}

func (d day) time() time.Time {
	return time.Unix(int64(d)*24*60*60, 0).UTC()
}

// String gives the ISO date, or nothing for a blank.
func (d day) String() string {
	if d == 0 {
		return ""
	}
	return d.time().Format(time.DateOnly)
}

func (d day) month() month {
	t := d.time()
	return monthOf(t.Year(), t.Month())
}

func (d day) year() int { return d.time().Year() }

func monthOf(year int, m time.Month) month { return month(year*12 + int(m) - 1) }

func (m month) first() day { return on(int(m)/12, time.Month(int(m)%12+1), 1) }

func (m month) last() day { return (m + 1).first() - 1 }

// quietShare is the share of an ordinary working day's events that falls on a day when offices are shut.
const quietShare = 0.02

// busyness is the relative number of events on a day.
func busyness(d day) float64 {
	if shut(d) {
		return quietShare
	}
	return 1
}

// shut says whether offices are closed: weekends, bank holidays, and Christmas Day to New Year's Day.
func shut(d day) bool {
	t := d.time()
	if t.Weekday() == time.Saturday || t.Weekday() == time.Sunday {
		return true
	}
	if t.Month() == time.December && t.Day() >= 25 || t.Month() == time.January && t.Day() == 1 {
		return true
	}
	_, found := slices.BinarySearch(bankHolidays(), d.String())
	return found
}

// bankHolidays lists those of England and Wales that are not already shut (GOV.UK, 'UK bank holidays').
func bankHolidays() []string {
	return []string{
		"2021-08-30",
		"2022-01-03", "2022-04-15", "2022-04-18", "2022-05-02", "2022-06-02", "2022-06-03", "2022-08-29", "2022-09-19",
		"2023-01-02", "2023-04-07", "2023-04-10", "2023-05-01", "2023-05-08", "2023-05-29", "2023-08-28",
		"2024-03-29", "2024-04-01", "2024-05-06", "2024-05-27", "2024-08-26",
	}
}

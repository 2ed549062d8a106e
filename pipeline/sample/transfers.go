package sample

import (
	"fmt"
	"strconv"
	"time"
)

// transferList is the moves to another phase of 2023 to 2025. In 2023 two in five plans are final by their day, in
// 2024 more; those of 2025 have only begun.
func transferList() list {
	return list{
		name:   "phase_transfers",
		header: []string{"plan_id", "transfer_type", "transfer_year", "due_date", "final_plan_date", "outcome", "area"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamTransfers)
			number := 0
			for _, year := range []int{2023, 2024, 2025} {
				for range 900 {
					number++
					if err := row(d.transfer(k, number, year)...); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

// transfer is one plan that moves: most are finalised in the weeks around their day, and some on it.
func (d dice) transfer(k kent, number, year int) []string {
	kind := d.code([]choice{
		{"early_years_to_school", 15},
		{"infant_to_junior", 7},
		{"primary_to_middle", 1},
		{"primary_to_secondary", 43},
		{"middle_to_secondary", 1},
		{"secondary_to_post_16", 26},
		{"post_16_to_post_16", 7},
	})
	due, given := on(year, time.February, 15), ""
	switch kind {
	case "secondary_to_post_16":
		due = on(year, time.March, 31)
	case "post_16_to_post_16":
		if due = on(year, time.March, 31); d.chance(0.85) {
			given = (due + k.move).String()
		}
	}
	inTime, atLast := 0.42, 0.96
	if year == 2024 {
		inTime, atLast = 0.56, 0.93
	}
	var final day
	switch {
	case d.chance(inTime * 0.2):
		final = due
	case d.chance(inTime):
		final = d.openDay(due - day(d.between(1, d.between(2, 90))))
	case d.chance(atLast):
		final = d.openDay(due + day(d.between(1, d.between(2, 160))))
	}
	outcome := ""
	if final != 0 && final <= k.asAt {
		outcome = d.code([]choice{{"Setting named", 92}, {"Type of setting named", 8}})
	}
	return []string{
		fmt.Sprintf("T%05d", number), kind, strconv.Itoa((on(year, time.July, 1) + k.move).year()), given, k.date(final), outcome,
		d.code([]choice{{"North Sample", 25}, {"East Sample", 27}, {"South Sample", 25}, {"West Sample", 23}}),
	}
}

package config

import (
	"fmt"
	"strconv"
)

// Retention says how long runs are kept: every one for some days, and then the
// last of each of the newest months and quarters.
type Retention struct {
	Days        Positive `yaml:"days"` // from the start of a run
	MonthEnds   Days     `yaml:"month_ends"`
	QuarterEnds string   `yaml:"quarter_ends"` // a number or all
}

// AllQuarters is what Quarters gives where every quarter's end is kept.
const AllQuarters = -1

// Quarters is how many quarter ends are kept, or AllQuarters.
func (r Retention) Quarters() int {
	n, err := strconv.Atoi(r.QuarterEnds)
	switch {
	case r.QuarterEnds == "":
		return 0
	case err != nil || n < 0:
		return AllQuarters
	}
	return n
}

// checkRetention wants days: without them a rule would let go of last night's run.
func checkRetention(r *Retention) error {
	if r == nil {
		return nil
	}
	quarters, err := strconv.Atoi(r.QuarterEnds)
	switch {
	case r.Days == 0:
		return &valueError{"retention", "it has no days", "add days: with how long every run is kept, such as 30"}
	case r.Days == notPositive:
		return &valueError{"retention.days", "this is not a number of days: a whole number of 1 or more", ""}
	case r.MonthEnds < 0:
		return &valueError{"retention.month_ends", "this is not a count: a whole number of 0 or more", ""}
	case r.QuarterEnds != "" && r.QuarterEnds != "all" && (err != nil || quarters < 0):
		return &valueError{"retention.quarter_ends", fmt.Sprintf("%q is not known", r.QuarterEnds), "use all, or how many are kept, such as 8"}
	}
	return nil
}

package pipeline

import (
	"context"
	"database/sql/driver"
	"fmt"
	"math"
	"strconv"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/protect"
	"ehcp/queries"
)

// timeToPlan estimates by week what has become of each increment's requests,
// from the counts of a cohort's moments.
func (j *job) timeToPlan(ctx context.Context) (int64, error) {
	if err := j.db.Exec(ctx, `create table work.time_to_plan_tenths (authority_id bigint, period_id bigint, week bigint,
		at_risk bigint, plan bigint, low bigint, high bigint, refused bigint, closed bigint, open bigint,
		plan_is_shown bigint, refused_is_shown bigint, closed_is_shown bigint, open_is_shown bigint)`); err != nil {
		return 0, err
	}
	_, cells, err := j.db.Text(ctx, `select authority_id, period_id, half_days, entered, plans, refused, closed, censored
		from wait_moments order by authority_id, period_id, half_days`)
	if err != nil {
		return 0, err
	}
	rows, err := weeksOf(cells, protect.Rule{MinimumCount: int(j.o.Config.Disclosure.MinimumCount)})
	if err != nil {
		return 0, err
	}
	if err := j.appendRows(ctx, "work", "time_to_plan_tenths", rows); err != nil {
		return 0, err
	}
	return int64(len(rows)), j.build(ctx, queries.TimeToPlan())
}

// weeksOf works through the moments of every cohort, which stand in order.
func weeksOf(cells [][]*string, rule protect.Rule) (rows [][]driver.Value, err error) {
	var cohort [2]int64 // authority and increment
	var moments []evidence.Moment
	for i, line := range cells {
		var n [8]int64
		for k, cell := range line {
			if n[k], err = strconv.ParseInt(*cell, 10, 64); err != nil {
				return nil, fmt.Errorf("moments of waits: %w", err)
			}
		}
		if own := [2]int64{n[0], n[1]}; own != cohort {
			cohort, moments = own, nil
		}
		moments = append(moments, evidence.Moment{
			Time: n[2], Entered: n[3], Ended: [3]int64{evidence.Plan: n[4], evidence.Refused: n[5], evidence.Closed: n[6]}, Censored: n[7],
		})
		if i+1 < len(cells) && *cells[i+1][0] == *line[0] && *cells[i+1][1] == *line[1] {
			continue
		}
		weeks, err := cohortWeeks(cohort, moments, rule)
		if err != nil {
			return nil, err
		}
		rows = append(rows, weeks...)
	}
	return rows, nil
}

// cohortWeeks gives a cohort's rows of time_to_plan_tenths: its state at the
// end of each week, shares as tenths of a percent, and what the public may see.
func cohortWeeks(cohort [2]int64, moments []evidence.Moment, rule protect.Rule) ([][]driver.Value, error) {
	const halfDaysAWeek = 14
	states, err := evidence.AalenJohansen(moments)
	if err != nil {
		return nil, fmt.Errorf("time to plan: %w", err)
	}
	var rows [][]driver.Value
	var totals []protect.Total
	var sofar protect.Total
	for i, s := range states {
		m := moments[i]
		sofar.Entered += m.Entered
		sofar.Left += m.Censored
		for how, count := range m.Ended {
			sofar.Ended[how] += count
			sofar.Left += count
		}
		if s.Time%halfDaysAWeek != 0 {
			continue
		}
		plan, refused, closed, open := quarters(s)
		row := []driver.Value{cohort[0], cohort[1], s.Time / halfDaysAWeek, s.AtRisk, plan, nil, nil, refused, closed, open}
		if low, high, ok := evidence.LogLogLimits(s.Reached[evidence.Plan], s.Error[evidence.Plan]); ok {
			row[5], row[6] = tenthsOf(low), tenthsOf(high)
		}
		rows, totals = append(rows, row), append(totals, sofar)
	}
	for i, shown := range rule.Weeks(totals, sofar.Entered) {
		rows[i] = append(rows[i], truth(shown.Ended[evidence.Plan]), truth(shown.Ended[evidence.Refused]),
			truth(shown.Ended[evidence.Closed]), truth(shown.Open))
	}
	return rows, nil
}

func truth(is bool) int64 {
	if is {
		return 1
	}
	return 0
}

// hair is how far, in tenths of a percent, the arithmetic may leave a share
// from its true value.
const hair = 1e-9

// tenthsOf is an estimated share as tenths of a percent, rounded half up.
func tenthsOf(share float64) int64 { return int64(math.Floor(share*1000 + 0.5 + hair)) }

// quarters are the four shares of a state as tenths of a percent that add to
// 1,000: each rounded half up, and the rest open. Where nobody is left open the
// roundings can come to 1,001; then the share that was rounded up by most, but
// for the plans, gives one back.
func quarters(s evidence.State) (plan, refused, closed, open int64) {
	plan, refused, closed = tenthsOf(s.Reached[evidence.Plan]), tenthsOf(s.Reached[evidence.Refused]), tenthsOf(s.Reached[evidence.Closed])
	if open = 1000 - plan - refused - closed; open >= 0 {
		return plan, refused, closed, open
	}
	up := func(rounded int64, way int) float64 { return float64(rounded) - 1000*s.Reached[way] }
	if up(refused, evidence.Refused) > up(closed, evidence.Closed)+hair {
		refused--
	} else {
		closed--
	}
	return plan, refused, closed, open + 1
}

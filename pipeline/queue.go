package pipeline

import (
	"context"
	"database/sql/driver"
	"strconv"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/verdict"
)

const (
	// targetWeeks is the lawful time to a plan (SEND Regulations 2014, reg. 13(2)).
	targetWeeks = 20
	// reliefWeeks is how soon the queue would be down to its target.
	reliefWeeks = 26
	// queueFactor is the share of the target that is left to the mean wait, as the
	// NHS indicators have it.
	queueFactor = 4
)

// keepQueue stores each authority's NHS queue indicators for the query queue:
// demand and endings a week over the last weeks, and what they mean for a queue
// with a target of 20 weeks.
func (j *job) keepQueue(ctx context.Context, all []*verdict.Authority) error {
	if err := j.db.Exec(ctx, `create table ehcp.main.queue_indicators (authority_code varchar, demand_a_week double, endings_a_week double,
		load double, open_now double, target_queue double, target_capacity double, relief_capacity double, pressure double)`); err != nil {
		return err
	}
	waits, err := j.meanWaits(ctx)
	if err != nil {
		return err
	}
	var rows [][]driver.Value
	for _, a := range all {
		state, known := a.Past[0]
		if !known {
			continue
		}
		demand, endings, open := total(state.Entrants)/float64(state.Weeks), total(state.Exits)/float64(state.Weeks), total(state.Open)
		target, _ := evidence.TargetQueue(demand, targetWeeks, queueFactor)
		row := []driver.Value{a.Code, demand, endings, nil, open, target, nil, nil, nil}
		for i, indicator := range []func() (float64, bool){
			3: func() (float64, bool) { return evidence.QueueLoad(demand, endings) },
			6: func() (float64, bool) { return evidence.TargetCapacity(demand, targetWeeks, queueFactor, 1, 1) },
			7: func() (float64, bool) { return evidence.ReliefCapacity(demand, open, target, reliefWeeks) },
			8: func() (float64, bool) {
				wait, known := waits[a.Code]
				pressure, ok := evidence.QueuePressure(wait, targetWeeks)
				return pressure, ok && known
			},
		} {
			if indicator == nil {
				continue
			}
			if value, ok := indicator(); ok {
				row[i] = value
			}
		}
		rows = append(rows, row)
	}
	return j.appendRows(ctx, "queue_indicators", rows)
}

// meanWaits are the mean weeks to the plans of the newest increment that is over,
// by authority.
func (j *job) meanWaits(ctx context.Context) (map[string]float64, error) {
	_, rows, err := j.db.Text(ctx, `select authority_code, arg_max(mean_weeks, period_start) from timeliness
		where period_type = 'three_months' and is_complete and breakdown_topic = 'All' and mean_weeks is not null group by authority_code`)
	if err != nil {
		return nil, err
	}
	waits := map[string]float64{}
	for _, row := range rows {
		if waits[*row[0]], err = strconv.ParseFloat(*row[1], 64); err != nil {
			return nil, err
		}
	}
	return waits, nil
}

func total(counts []int64) float64 {
	var sum int64
	for _, n := range counts {
		sum += n
	}
	return float64(sum)
}

// appendRows adds rows to a table of the run's database.
func (j *job) appendRows(ctx context.Context, table string, rows [][]driver.Value) error {
	next := 0
	return j.db.Append(ctx, "ehcp", table, func() ([]driver.Value, error) {
		if next == len(rows) {
			return nil, nil
		}
		next++
		return rows[next-1], nil
	})
}

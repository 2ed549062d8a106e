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
		state, found := a.Past[0]
		if !found {
			continue
		}
		demand, endings, open := total(state.Entrants)/float64(state.Weeks), total(state.Exits)/float64(state.Weeks), total(state.Open)
		target, _ := evidence.TargetQueue(demand, targetWeeks, queueFactor)
		wait, hasWait := waits[a.Code]
		pressure, hasPressure := evidence.QueuePressure(wait, targetWeeks)
		rows = append(rows, []driver.Value{
			a.Code, demand, endings, known(evidence.QueueLoad(demand, endings)), open, target,
			known(evidence.TargetCapacity(demand, targetWeeks, queueFactor, 1, 1)),
			known(evidence.ReliefCapacity(demand, open, target, reliefWeeks)), known(pressure, hasPressure && hasWait),
		})
	}
	return j.appendRows(ctx, "ehcp", "queue_indicators", rows)
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

// known is a number for the driver, null where it is none.
func known(number float64, ok bool) driver.Value {
	if !ok {
		return nil
	}
	return number
}

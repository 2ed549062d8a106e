package pipeline

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/verdict"
	"ehcp/queries"
)

// readSeries gives every measure and guard of every authority by month and
// increment.
func (j *job) readSeries(ctx context.Context) ([]*verdict.Authority, error) {
	if err := j.buildAll(ctx, queries.Series()); err != nil {
		return nil, err
	}
	_, rows, err := j.db.Text(ctx, `select authority_code, authority_name, measure, period_type, period_start, period_end, period, is_complete,
		is_sound, numerator, denominator, value from series order by authority_code, is_guard, measure, period_type, period_start`)
	if err != nil {
		return nil, err
	}
	var all []*verdict.Authority
	for i, row := range rows {
		if i == 0 || *row[0] != *rows[i-1][0] {
			all = append(all, verdict.NewAuthority(*row[0], *row[1]))
		}
		s, found := all[len(all)-1].Series(*row[2])
		if !found {
			return nil, fmt.Errorf("series has the measure %s, which is not known", *row[2])
		}
		period, err := periodOf(row[4:], s.Measure.Kind)
		if err != nil {
			return nil, err
		}
		if *row[3] == "month" {
			s.Months = append(s.Months, period)
		} else {
			s.Increments = append(s.Increments, period)
		}
	}
	return all, j.readFlows(ctx, all)
}

// periodOf reads one row of series from period_start on.
func periodOf(cells []*string, kind registry.Kind) (p verdict.Period, err error) {
	if p.Start, err = time.Parse(time.DateOnly, *cells[0]); err != nil {
		return p, err
	}
	if p.End, err = time.Parse(time.DateOnly, *cells[1]); err != nil {
		return p, err
	}
	p.Label, p.IsComplete, p.IsSound = *cells[2], *cells[3] == "true", *cells[4] == "true"
	var counts [2]*int64
	for i, cell := range cells[5:7] {
		if cell != nil {
			n, err := strconv.ParseInt(*cell, 10, 64)
			if err != nil {
				return p, err
			}
			counts[i] = &n
		}
	}
	var value *float64
	if cells[7] != nil {
		number, err := strconv.ParseFloat(*cells[7], 64)
		if err != nil {
			return p, err
		}
		value = &number
	}
	return verdict.NewPeriod(p, kind, counts[0], counts[1], value), nil
}

// readFlows adds what became of each weeks-open band in every increment.
func (j *job) readFlows(ctx context.Context, all []*verdict.Authority) error {
	_, rows, err := j.db.Text(ctx, `select authority_code, period_start,
		list_position(['weeks_0_to_20', 'weeks_over_20_to_30', 'weeks_over_30_to_52', 'weeks_over_52'], weeks_open_band) - 1,
		opening, started + transferred_in + reopened, moved_up_in - moved_up_out, plans_issued, not_assessed + not_issued,
		withdrawn + moved_out + other_closed, closing
		from flow where period_type = 'three_months' and breakdown_topic = 'All' and weeks_open_band <> 'All'`)
	if err != nil {
		return err
	}
	byCode := map[string]*verdict.Authority{}
	for _, a := range all {
		byCode[a.Code] = a
	}
	for _, row := range rows {
		start, err := time.Parse(time.DateOnly, *row[1])
		if err != nil {
			return err
		}
		var n [8]int64
		for i, cell := range row[2:] {
			if n[i], err = strconv.ParseInt(*cell, 10, 64); err != nil {
				return err
			}
		}
		bands := byCode[*row[0]].Flows[start]
		bands[n[0]] = evidence.StockIncrement{
			Opening: n[1], Entered: n[2], MovedUp: n[3], Plans: n[4], Refusals: n[5], Withdrawals: n[6], Closing: n[7],
		}
		byCode[*row[0]].Flows[start] = bands
	}
	return nil
}

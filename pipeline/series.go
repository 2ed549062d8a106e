package pipeline

import (
	"context"
	"errors"
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
	if err := j.compareWithBefore(ctx); err != nil {
		return nil, err
	}
	counts := queries.SeriesCounts()
	if err := errors.Join(j.create(ctx, counts, counts.SQL()+j.listedSeries()), j.buildAll(ctx, queries.Series())); err != nil {
		return nil, err
	}
	return j.readAuthorities(ctx)
}

// readAuthorities reads series, and flow and the states of forecasts with them.
func (j *job) readAuthorities(ctx context.Context) ([]*verdict.Authority, error) {
	_, rows, err := j.db.Text(ctx, `select authority_code, authority_name, measure, period_type, period_start, period_end, period, is_complete,
		is_sound, is_unsettled, numerator, denominator, value from series order by authority_code, is_guard, measure, period_type, period_start`)
	if err != nil {
		return nil, err
	}
	var all []*verdict.Authority
	measures := registry.MeasuresOf(j.has)
	for i, row := range rows {
		if i == 0 || *row[0] != *rows[i-1][0] {
			all = append(all, verdict.NewAuthority(*row[0], *row[1], measures))
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
	byCode := map[string]*verdict.Authority{}
	for _, a := range all {
		byCode[a.Code] = a
	}
	_, assumed, err := j.db.Text(ctx, "select authority_code from coverage inner join authorities using (authority_id) where is_assumed")
	for _, row := range assumed {
		if a, found := byCode[*row[0]]; found {
			a.IsAssumed = true
		}
	}
	return all, errors.Join(err, j.readFlows(ctx, byCode), j.readStates(ctx, byCode))
}

// periodOf reads one row of series from period_start on.
func periodOf(cells []*string, kind registry.Kind) (p verdict.Period, err error) {
	if p.Start, err = time.Parse(time.DateOnly, *cells[0]); err != nil {
		return p, err
	}
	if p.End, err = time.Parse(time.DateOnly, *cells[1]); err != nil {
		return p, err
	}
	p.Label, p.IsComplete, p.IsSound, p.IsUnsettled = *cells[2], *cells[3] == "true", *cells[4] == "true", *cells[5] == "true"
	var counts [2]*int64
	for i, cell := range cells[6:8] {
		if cell != nil {
			n, err := strconv.ParseInt(*cell, 10, 64)
			if err != nil {
				return p, err
			}
			counts[i] = &n
		}
	}
	var value *float64
	if cells[8] != nil {
		number, err := strconv.ParseFloat(*cells[8], 64)
		if err != nil {
			return p, err
		}
		value = &number
	}
	return verdict.NewPeriod(p, kind, counts[0], counts[1], value), nil
}

// readFlows adds what became of each weeks-open band in every increment.
func (j *job) readFlows(ctx context.Context, byCode map[string]*verdict.Authority) error {
	return j.eachNumbers(ctx, `select authority_code, date_diff('day', date '1970-01-01', period_start),
		list_position(['weeks_0_to_20', 'weeks_over_20_to_30', 'weeks_over_30_to_52', 'weeks_over_52'], weeks_open_band) - 1,
		opening, started + transferred_in + reopened, moved_up_in - moved_up_out, plans_issued, not_assessed + not_issued,
		withdrawn + moved_out + other_closed, closing
		from flow where period_type = 'three_months' and breakdown_topic = 'All' and weeks_open_band <> 'All'`, 9, func(code string, n []int64) {
		start := time.Unix(n[0]*24*60*60, 0).UTC()
		bands := byCode[code].Flows[start]
		bands[n[1]] = evidence.StockIncrement{
			Opening: n[2], Entered: n[3], MovedUp: n[4], Plans: n[5], Refusals: n[6], Withdrawals: n[7], Closing: n[8],
		}
		byCode[code].Flows[start] = bands
	})
}

// readStates adds what forecasts could have been made from, and the open cases
// that then came.
func (j *job) readStates(ctx context.Context, byCode map[string]*verdict.Authority) error {
	const states = "select authority_code, origin, age, open, exposure, exits, entrants from forecast_states"
	err := j.eachNumbers(ctx, states, 6, func(code string, n []int64) {
		a := byCode[code]
		state, found := a.Past[int(n[0])]
		if !found {
			ages := verdict.OldestAge + 1
			state = evidence.WeeklyState{
				Weeks: verdict.WeeksBack, Open: make([]int64, ages), Exposure: make([]int64, ages), Exits: make([]int64, ages), Entrants: make([]int64, ages),
			}
		}
		state.Open[n[1]], state.Exposure[n[1]], state.Exits[n[1]], state.Entrants[n[1]] = n[2], n[3], n[4], n[5]
		a.Past[int(n[0])] = state
	})
	if err != nil {
		return err
	}
	return j.eachNumbers(ctx, `select authority_code, weeks_before, coalesce(sum(open) filter (age > 20), 0), coalesce(sum(open) filter (age > 30), 0),
		coalesce(sum(open) filter (age > 52), 0) from open_weeks inner join authorities using (authority_id)
		inner join coverage using (authority_id) cross join run
		where run.has_ends and as_at - 7 * weeks_before::integer >= coverage.complete_from group by all`, 4, func(code string, n []int64) {
		byCode[code].Stocks[int(n[0])] = [3]int64{n[1], n[2], n[3]}
	})
}

// eachNumbers reads rows of an authority's code and so many whole numbers.
func (j *job) eachNumbers(ctx context.Context, query string, numbers int, each func(code string, n []int64)) error {
	_, rows, err := j.db.Text(ctx, query)
	if err != nil {
		return err
	}
	for _, row := range rows {
		n := make([]int64, numbers)
		for i, cell := range row[1:] {
			if n[i], err = strconv.ParseInt(*cell, 10, 64); err != nil {
				return err
			}
		}
		each(*row[0], n)
	}
	return nil
}

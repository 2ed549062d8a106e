package sample

import (
	"cmp"
	"compress/gzip"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// writeKent writes the calibrated cases with their faulty rows, or, for another number of cases or another
// day, a draw from them.
func writeKent(ctx context.Context, w io.Writer, o Options, asAt day) (int, error) {
	requests, err := calibrated(o.Seed)
	if err != nil {
		return 0, fmt.Errorf("build the kent profile with seed %d: %w", o.Seed, err)
	}
	return writeZipped(w, kentHeader(), func(out *csv.Writer) (int, error) {
		if asAt == calibratedAsAt() && (o.Cases == 0 || o.Cases == len(requests)) {
			return writeCalibrated(ctx, out, requests)
		}
		rows := 0
		for r := range drawn(requests, o) {
			if err := errors.Join(ctx.Err(), out.Write(r.fields(asAt-calibratedAsAt()))); err != nil {
				return rows, err
			}
			rows++
		}
		return rows, nil
	})
}

// writeZipped writes a header and rows as packed CSV.
func writeZipped(w io.Writer, header []string, write func(*csv.Writer) (int, error)) (int, error) {
	// The level is the best there is and the header has no time, so that the same rows give the same bytes.
	zipped, err := gzip.NewWriterLevel(w, gzip.BestCompression)
	if err != nil {
		return 0, err
	}
	out := csv.NewWriter(zipped)
	if err := out.Write(header); err != nil {
		return 0, err
	}
	rows, err := write(out)
	if err != nil {
		return rows, err
	}
	out.Flush()
	if err := out.Error(); err != nil {
		return rows, err
	}
	return rows, zipped.Close()
}

// calibrated builds the cases by steps, each of which keeps to published totals: receive and decide, reopen,
// end, date the decisions to issue, forget what came after as-at, describe, number.
func calibrated(seed uint64) ([]*request, error) {
	requests := receive(seed)
	if err := reopen(seed, requests); err != nil {
		return nil, err
	}
	requests = append(requests, transferIn(seed)...)
	monthly, err := quotas(requests)
	if err != nil {
		return nil, err
	}
	if err := endAssessments(seed, requests, monthly); err != nil {
		return nil, err
	}
	decideToIssue(seed, requests)
	for _, r := range requests {
		r.forget(calibratedAsAt())
	}
	slices.SortStableFunc(requests, func(a, b *request) int { return cmp.Compare(a.received, b.received) })
	describe(seed, requests)
	number(newDice(seed, streamNumbered), requests)
	return requests, nil
}

// number gives case ids in order of receipt and person ids in none.
func number(d dice, requests []*request) {
	for i, person := range d.Perm(len(requests)) {
		requests[i].number, requests[i].person = i+1, person+1
	}
	askAgain(d, requests)
}

// askAgain makes one child of some pairs of requests: the first was refused or withdrawn, and the second came
// seven months or more later, at an age that fits.
func askAgain(d dice, requests []*request) {
	const pairs, soonest, latest = 60, 210, 540
	taken := map[*request]bool{}
	for range 200 * len(requests) {
		first, second := requests[d.IntN(len(requests))], requests[d.IntN(len(requests))]
		gap := second.received - first.ended()
		isOver := first.ended() != 0 && first.planned == 0
		isAlike := first.phase == second.phase && first.age == second.age && first.sex == second.sex
		if !isOver || !isAlike || gap < soonest || gap > latest || taken[first] || taken[second] {
			continue
		}
		taken[first], taken[second] = true, true
		second.person = first.person
		second.area, second.team, second.ethnicity, second.need = first.area, first.team, first.ethnicity, first.need
		if len(taken) == 2*pairs {
			return
		}
	}
}

func writeCalibrated(ctx context.Context, out *csv.Writer, requests []*request) (int, error) {
	faulty := faultyRows(requests)
	rows := 0
	for i, r := range requests {
		if err := ctx.Err(); err != nil {
			return rows, err
		}
		for _, fields := range append([][]string{r.fields(0)}, faulty[i]...) {
			if err := out.Write(fields); err != nil {
				return rows, err
			}
			rows++
		}
	}
	return rows, nil
}

// drawn are cases drawn with replacement, or each once when their number is the profile's own.
func drawn(requests []*request, o Options) iter.Seq[*request] {
	return func(yield func(*request) bool) {
		d := newDice(o.Seed, streamDrawn)
		cases := o.Cases
		if cases == 0 {
			cases = len(requests)
		}
		for i := range cases {
			r := *requests[i%len(requests)]
			if cases != len(requests) {
				r = *requests[d.IntN(len(requests))]
				r.number, r.person = i+1, i+1
			}
			if !yield(&r) {
				return
			}
		}
	}
}

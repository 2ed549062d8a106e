package pipeline

import (
	"context"
	"database/sql/driver"
	"math"
	"strconv"

	"ehcp/pipeline/evidence"
	"ehcp/queries"
)

// evidence works out the limits of the published percentages and the time to
// plan, makes the tables, and says what these show.
func (j *job) evidence(ctx context.Context) (int64, error) {
	pairs, err := j.wilson(ctx)
	if err != nil {
		return 0, err
	}
	weeks, err := j.timeToPlan(ctx)
	if err != nil {
		return 0, err
	}
	if err := j.buildEach(ctx, queries.Published()); err != nil {
		return 0, err
	}
	if err := j.buildAll(ctx, queries.Beside()); err != nil {
		return 0, err
	}
	if err := j.publishLists(ctx); err != nil {
		return 0, err
	}
	if err := j.verdicts(ctx); err != nil {
		return 0, err
	}
	rows, err := j.keepJudged(ctx)
	if err != nil {
		return 0, err
	}
	if j.has("actions") { // which stand beside the verdicts
		if err := j.build(ctx, queries.Model{Path: "publish/actions", Form: queries.Table}); err != nil {
			return 0, err
		}
	}
	revised, err := j.compareFigures(ctx)
	return pairs + weeks + rows + revised, err
}

// wilson gives the limits of every published percentage of counts: once for
// each pair of counts, however many rows share it.
func (j *job) wilson(ctx context.Context) (int64, error) {
	_, pairs, err := j.db.Text(ctx, "select part, whole from ("+queries.Text("measure/evidence_pairs")+j.listPairs()+
		") where whole > 0 order by whole, part")
	if err != nil {
		return 0, err
	}
	if err := j.db.Exec(ctx, "create table work.wilson_tenths (part bigint, whole bigint, low bigint, high bigint)"); err != nil {
		return 0, err
	}
	next := 0
	if err := j.db.Append(ctx, "work", "wilson_tenths", func() ([]driver.Value, error) {
		if next == len(pairs) {
			return nil, nil
		}
		part, err := strconv.ParseInt(*pairs[next][0], 10, 64)
		if err != nil {
			return nil, err
		}
		whole, err := strconv.ParseInt(*pairs[next][1], 10, 64)
		if err != nil {
			return nil, err
		}
		low, high, _ := evidence.Wilson(part, whole)
		next++
		return []driver.Value{part, whole, tenths(low), tenths(high)}, nil
	}); err != nil {
		return 0, err
	}
	return int64(len(pairs)), j.db.Exec(ctx, `create table work.wilson as
		select part, whole, (low / 10.0)::decimal(4, 1) as low, (high / 10.0)::decimal(4, 1) as high from wilson_tenths`)
}

// tenths is a share as tenths of a percent, rounded half up.
func tenths(share float64) int64 { return int64(math.Floor(share*1000 + 0.5)) }

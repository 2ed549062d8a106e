package pipeline

import (
	"context"
	"database/sql/driver"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/warehouse"
)

// The columns of the counts that the public tables have shown or hidden.
const (
	countColumns = "authority_code varchar, table_name varchar, period_type varchar, from_day varchar, topic varchar, value varchar, part varchar, " +
		"column_name varchar, published bigint, is_shown bigint"
	knownColumns = countColumns + ", first_as_at date, last_as_at date"
)

// recallCounts makes known_counts, what the runs before published and hid, and
// room for what this one does. Whatever --no-history leaves out of the figures is
// still carried on to the runs after this one.
func (j *job) recallCounts(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.public_counts ("+countColumns+")"); err != nil {
		return err
	}
	if j.record == "" {
		return j.db.Exec(ctx, "create table work.known_counts ("+knownColumns+")")
	}
	return j.db.Exec(ctx, "create temp view known_counts as from "+j.recorded(recordCounts))
}

// knownCounts are those of the releases before this one: of every run on record,
// or of those that the configuration says went out.
func (j *job) knownCounts(ctx context.Context, authority *string) ([]protect.Known, error) {
	if j.o.NoHistory || j.record == "" {
		return nil, nil
	}
	went := "true"
	if released := j.o.Config.Disclosure.Released; len(released) > 0 {
		days := make([]string, len(released))
		for i, day := range released {
			days[i] = "date " + warehouse.Literal(day) + " between first_as_at and last_as_at"
		}
		went = "(" + strings.Join(days, " or ") + ")"
	}
	_, rows, err := j.db.Text(ctx, "select table_name, period_type, from_day, topic, value, part, column_name, published, is_shown "+
		"from known_counts where "+isAuthority(authority)+" and "+went+" order by all")
	if err != nil {
		return nil, err
	}
	known := make([]protect.Known, len(rows))
	for i, row := range rows {
		from, err := time.Parse(time.DateOnly, *row[2])
		if err != nil {
			return nil, fmt.Errorf("counts on record: %w", err)
		}
		n, err := strconv.ParseInt(*row[7], 10, 64)
		if err != nil {
			return nil, fmt.Errorf("counts on record: %w", err)
		}
		known[i] = protect.Known{
			Table: *row[0], Kind: *row[1], From: from, Topic: *row[3], Value: *row[4], Part: *row[5], Column: *row[6], Count: n,
			IsShown: *row[8] == "1",
		}
	}
	return known, nil
}

// keepCounts notes what this run shows and hides of an authority.
func (j *job) keepCounts(ctx context.Context, authority *string, known []protect.Known) error {
	var code driver.Value
	if authority != nil {
		code = *authority
	}
	rows := make([][]driver.Value, len(known))
	for i, k := range known {
		shown := int64(0)
		if k.IsShown {
			shown = 1
		}
		rows[i] = []driver.Value{code, k.Table, k.Kind, k.From.Format(time.DateOnly), k.Topic, k.Value, k.Part, k.Column, k.Count, shown}
	}
	return j.appendRows(ctx, "work", "public_counts", rows)
}

// warnOfReleases warns of a release that no run on record was, and, where every
// run counts as one, of what that hides.
func (j *job) warnOfReleases(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, "select distinct first_as_at::varchar, last_as_at::varchar from known_counts")
	if err != nil {
		return err
	}
	var unknown []string
	for _, day := range j.o.Config.Disclosure.Released {
		at, err := config.Date(day)
		if err != nil {
			return err
		}
		text := at.Format(time.DateOnly)
		if text < j.asAt.Format(time.DateOnly) && !slices.ContainsFunc(rows, func(row []*string) bool { return *row[0] <= text && text <= *row[1] }) {
			unknown = append(unknown, text)
		}
	}
	if len(unknown) > 0 {
		j.warn("disclosure.released names days for which no run is on record: " + strings.Join(unknown, ", ") +
			": differences from what was published then are not protected")
	}
	return nil
}

// sayNear warns of what is hidden because every run counts as a release.
func (j *job) sayNear() {
	if n := j.manifest.Suppression.Near; n > 0 && len(j.o.Config.Disclosure.Released) == 0 {
		j.warn(fmt.Sprintf("%d public counts of breakdowns are hidden because they differ by fewer than %d from those of an earlier run; if not every "+
			"run left the council, name the as-at dates of those that did under disclosure: released:", n, j.manifest.Suppression.MinimumCount))
	}
}

package ask

import (
	"context"
	"errors"
	"maps"
	"slices"
	"time"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// usualValues are values of the parameters of the program's own queries that the
// run takes, by name: its as-at day, a day half a year later, its newest whole
// month and calendar year. as_at and complete_from are words for a default. It has none of a run
// that does not tell them.
func usualValues(ctx context.Context, db *warehouse.ReadOnly) map[string]string {
	question, err := db.Prepare(ctx, `select as_at::varchar, (as_at + 182)::varchar,
		(select max_by(period, period_start) from timeliness where period_type = 'month' and is_complete),
		(select max_by(period, period_start) from timeliness where period_type = 'calendar_year' and is_complete),
		as_at::varchar, complete_from::varchar from run`)
	if err != nil {
		return nil
	}
	result, err := question.Run(ctx, nil)
	if err != nil {
		_ = question.Close()
		return nil
	}
	usual := map[string]string{}
	err = result.Each(func(values []any) error {
		for i, name := range []string{"date", "by", "period", "year", "as_at", "complete_from"} {
			if value, ok := values[i].(string); ok {
				usual[name] = value
			}
		}
		return nil
	})
	if err := errors.Join(err, result.Close()); err != nil {
		return nil
	}
	return usual
}

// withDefaults adds the defaults of the parameters that no value is given for. A
// default may be a word for a day of the run, as_at or complete_from.
func withDefaults(ctx context.Context, db *warehouse.ReadOnly, q Query, given map[string]string) map[string]string {
	all := maps.Clone(given)
	if all == nil {
		all = map[string]string{}
	}
	for _, p := range q.Parameters() {
		if _, found := all[p.Name]; found || !p.HasDefault {
			continue
		}
		all[p.Name] = p.Default
		if p.Default == "as_at" || p.Default == "complete_from" {
			all[p.Name] = usualValues(ctx, db)[p.Default]
		}
	}
	return all
}

// AsAt is the as-at day of the run that was asked; the zero time of a database
// that does not tell it.
func (a *Answer) AsAt(ctx context.Context) time.Time {
	asAt, err := time.Parse(time.DateOnly, usualValues(ctx, a.db)["date"])
	if err != nil {
		return time.Time{}
	}
	return asAt
}

// withExample names the query that an error is about and, where nothing better is
// known, shows values that it takes.
func withExample(ctx context.Context, db *warehouse.ReadOnly, q Query, names []string, err error) error {
	err = inFile(q, err)
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool {
		return slices.ContainsFunc(q.Parameters(), func(p Parameter) bool { return p.Name == name && p.HasDefault })
	})
	var told *fault.Error
	if !errors.As(err, &told) || told.Try != "" || told.Kind != fault.Usage || len(names) == 0 || q.Name == "" {
		return err
	}
	return fault.Wrap(told.Kind, err, told.What, example(q, names, usualValues(ctx, db)))
}

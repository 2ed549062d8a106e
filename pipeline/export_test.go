package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// Counting is how a run counts: from which tables, by which statements.
type Counting struct {
	Codes      []string   // statements that make the types of codes
	Given      []string   // tables that are not counted, by name
	Statements [][]string // that count, layer by layer
	Made       []string   // tables and views that they make, by name
}

// Counted runs extracts until all tables are counted, and lets look see how and
// the database before it is closed. Nothing is published.
func Counted(ctx context.Context, o Options, look func(*warehouse.DB, Counting) error) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var seen error
	j := &job{o: o, scratch: filepath.Join(o.Out, ".scratch")}
	reached := false
	j.o.Progress = func(done Step) {
		if done.Name == "evidence" {
			reached = true
			if seen = j.build(ctx, evidencePairs()); seen == nil {
				seen = look(j.db, j.counting())
			}
			stop()
		}
	}
	_, err := j.whole(ctx)
	if reached && errors.Is(err, context.Canceled) {
		return seen
	}
	return err
}

// counting is what the steps clock, measure and evidence do from the coded
// spells on, but for what they work out in Go.
func (j *job) counting() Counting {
	c := Counting{
		Codes: codes(),
		Given: []string{
			"coded_spells", "run", "thresholds", "topics", "authorities", "coverage", "periods", "stock_dates", "calendar",
			"wilson", "time_to_plan_tenths", "repeats", "advice_waits",
		},
		Made: []string{"breakdown_cells"},
	}
	c.add(slices.Concat(queries.Clock(), queries.Kinds()))
	gathering := []string{breakdownCells}
	for _, t := range j.topics {
		gathering = slices.Concat(gathering, t.numbering(), t.gathering())
		c.Made = append(c.Made, fmt.Sprint("topic_cells_", t.id))
	}
	c.Statements = append(c.Statements, gathering)
	for _, m := range slices.Concat(queries.Starts(), queries.Events(), queries.Plans(), queries.Stays()) {
		c.Made = append(c.Made, m.Name())
	}
	c.add(slices.Concat(queries.Gathered()...))
	c.add(append(queries.Measures(), evidencePairs(), queries.TimeToPlan()))
	c.add(slices.DeleteFunc(slices.Concat(queries.Published(), queries.Series()), func(m queries.Model) bool {
		return slices.Contains([]string{"series_counts", "guard_counts", "series", "demand"}, m.Name()) // of the published tables, and of lists
	}))
	return c
}

// evidencePairs is what a run asks for without keeping it.
func evidencePairs() queries.Model {
	return queries.Model{Path: "measure/evidence_pairs", Form: queries.Glimpse}
}

// add adds a layer of models, but for those that are given.
func (c *Counting) add(models []queries.Model) {
	var layer []string
	for _, m := range models {
		if !slices.Contains(c.Given, m.Name()) {
			layer, c.Made = append(layer, making(m, m.SQL())), append(c.Made, m.Name())
		}
	}
	c.Statements = append(c.Statements, layer)
}

package pipeline

import (
	"context"
	"fmt"
	"strings"

	"ehcp/queries"
)

// measure counts, topic by topic, and then rolls the facts up into periods.
func (j *job) measure(ctx context.Context) (int64, error) {
	if err := j.writeTopics(ctx); err != nil {
		return 0, err
	}
	for _, t := range j.topics {
		if err := j.measureTopic(ctx, t); err != nil {
			return 0, fmt.Errorf("measure by %s: %w", t.name, err)
		}
	}
	var rows int64
	for _, m := range queries.Measures() {
		if err := j.build(ctx, m); err != nil {
			return 0, err
		}
		n, err := j.rowsOf(ctx, m.Name())
		if err != nil {
			return 0, err
		}
		rows += n
	}
	return rows, nil
}

// writeTopics makes the tables that say what the topics' numbers mean.
func (j *job) writeTopics(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.topics (topic_id integer, breakdown_topic varchar, in_periods boolean, "+
		"in_backlog boolean, in_flow boolean, is_public boolean, at_as_at_only boolean, dfe_topic varchar)"); err != nil {
		return err
	}
	for _, t := range j.topics {
		if err := j.db.Exec(ctx, "insert into topics values (?, ?, ?, ?, ?, ?, ?, nullif(?, ''))",
			t.id, t.name, t.inPeriods, t.inBacklog, t.inFlow, t.public, t.atAsAtOnly, t.dfe); err != nil {
			return err
		}
	}
	return nil
}

// measureTopic gathers one topic's facts from the spells.
func (j *job) measureTopic(ctx context.Context, t topic) error {
	if err := j.db.Exec(ctx, "create or replace temp view spells_by as select *, "+t.expression+" as breakdown from spells"); err != nil {
		return err
	}
	stays, values := "measure/stays", "measure/breakdown_values"
	if t.staged {
		stays, values = "measure/stage_stays", "measure/stage_values"
	}
	if err := j.db.Exec(ctx, "create or replace temp view stays_by as "+queries.Text(stays)); err != nil {
		return err
	}
	if err := j.facts(ctx, t, "breakdown_values", queries.Text(values)); err != nil {
		return err
	}
	var models []queries.Model
	if t.inPeriods || t.dfe != "" {
		models = append(models, queries.Plans()...)
	}
	if t.inPeriods {
		models = append(append(models, queries.Dues()...), queries.Requests()...)
	}
	if t.inBacklog {
		models = append(models, queries.Stocks()...)
	}
	if t.inFlow {
		models = append(models, queries.Flows()...)
	}
	for _, m := range models {
		if m.Form == queries.Facts {
			if err := j.facts(ctx, t, m.Name(), m.SQL()); err != nil {
				return err
			}
			continue
		}
		if err := j.build(ctx, m); err != nil {
			return err
		}
	}
	return nil
}

// facts adds one topic's rows to a table of facts, with the breakdown as it is
// shown. The first topic, All, makes the table.
func (j *job) facts(ctx context.Context, t topic, table, sql string) error {
	into := "insert into work.main." + table
	if t.id == 1 {
		into = "create table work.main." + table + " as"
	}
	distinct := ""
	if strings.HasSuffix(table, "_values") {
		distinct = "distinct "
	}
	return j.db.Exec(ctx, fmt.Sprintf("%s select %s%d as topic_id, shown(coalesce(breakdown::varchar, 'Not recorded')) as breakdown, "+
		"facts.* exclude (breakdown) from (%s) as facts", into, distinct, t.id, sql))
}

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
	if err := j.db.Exec(ctx, "create table work.cells (cell_id integer, topic_id integer, authority_id smallint, breakdown varchar)"); err != nil {
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
	var models []queries.Model
	if t.inBacklog {
		stays := "measure/stays"
		if t.staged {
			stays = "measure/stage_stays"
		}
		if err := j.db.Exec(ctx, "create or replace temp view stays_by as "+queries.Text(stays)); err != nil {
			return err
		}
		if err := j.build(ctx, queries.Model{Path: "measure/stock", Form: queries.Scratch}); err != nil {
			return err
		}
		models = append(models, queries.Stocks()...)
		if !t.staged {
			models = append(models, queries.Undated()...)
		}
	}
	if t.inPeriods || t.dfe != "" {
		models = append(models, queries.Plans()...)
	}
	if t.inPeriods {
		if err := j.build(ctx, queries.Model{Path: "measure/starts", Form: queries.Scratch}); err != nil {
			return err
		}
		models = append(append(models, queries.Dues()...), queries.Requests()...)
	}
	if t.inFlow {
		models = append(models, queries.Flows()...)
	}
	if err := j.numberCells(ctx, t); err != nil {
		return err
	}
	for _, m := range models {
		if err := j.topicModel(ctx, t, m); err != nil {
			return err
		}
	}
	return nil
}

// numberCells gives every authority and value of a topic a number, which the
// facts are kept by, and the words that are shown for it.
func (j *job) numberCells(ctx context.Context, t topic) error {
	found, stage := queries.Text("measure/cells"), "null::stage_kind as stage"
	shown := "coalesce(breakdown::varchar, 'Not recorded')"
	if t.staged {
		found, stage = queries.Text("measure/stage_cells"), "stage"
		shown = "concat_ws(': ', breakdown::varchar, stage::varchar)"
	}
	if err := j.db.Exec(ctx, fmt.Sprintf(`create or replace table work.main.topic_cells as
		select authority_id, breakdown, %s, (dense_rank() over (order by authority_id, shown(%s))
			+ (select coalesce(max(cell_id), 0) from cells))::integer as cell_id, shown(%[2]s) as words
		from (%[3]s) as found`, stage, shown, found)); err != nil {
		return err
	}
	return j.db.Exec(ctx, fmt.Sprintf("insert into cells select distinct cell_id, %d, authority_id, words from topic_cells", t.id))
}

// topicModel builds one model for one topic. Facts are added to a table of
// all topics, by cell; the first topic, All, makes the table.
func (j *job) topicModel(ctx context.Context, t topic, m queries.Model) error {
	if m.Form != queries.Facts {
		return j.build(ctx, m)
	}
	into, same, less := "insert into work.main."+m.Name(), "", ""
	if t.id == 1 {
		into = "create table work.main." + m.Name() + " as"
	}
	if strings.HasPrefix(m.Name(), "stock_") && m.Name() != "stock_undated" {
		same, less = "and facts.stage is not distinct from topic_cells.stage", ", stage"
	}
	return j.db.Exec(ctx, fmt.Sprintf(`%s select topic_cells.cell_id, facts.* exclude (authority_id, breakdown%s)
		from (%s) as facts inner join topic_cells on facts.authority_id = topic_cells.authority_id
		and facts.breakdown is not distinct from topic_cells.breakdown %s`, into, less, m.SQL(), same))
}

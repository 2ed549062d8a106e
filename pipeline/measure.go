package pipeline

import (
	"context"
	"fmt"

	"ehcp/queries"
)

// measure counts, topic by topic, and then rolls the facts up into periods.
func (j *job) measure(ctx context.Context) (int64, error) {
	if err := j.writeTopics(ctx); err != nil {
		return 0, err
	}
	if err := j.measureTopics(ctx); err != nil {
		return 0, err
	}
	if err := j.buildTogether(ctx, queries.Gathered()...); err != nil {
		return 0, err
	}
	if err := j.buildEach(ctx, queries.Measures()); err != nil {
		return 0, err
	}
	var rows int64
	for _, m := range queries.Measures() {
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
		"in_backlog boolean, in_flow boolean, is_public boolean, at_as_at_only boolean, is_staged boolean, dfe_topic varchar)"); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table work.breakdown_cells "+
		"(cell_id integer, topic_id integer, authority_id smallint, breakdown varchar)"); err != nil {
		return err
	}
	for _, t := range j.topics {
		if err := j.db.Exec(ctx, "insert into topics values (?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))",
			t.id, t.name, t.inPeriods, t.inBacklog, t.inFlow, t.public, t.atAsAtOnly, t.staged, t.dfe); err != nil {
			return err
		}
	}
	return nil
}

// measureTopics gathers the facts of every topic: of the first, All, before the
// others, as it makes the tables.
func (j *job) measureTopics(ctx context.Context) error {
	var others []func(context.Context) error
	for _, t := range j.topics {
		if err := j.numberCells(ctx, t); err != nil {
			return fmt.Errorf("number the values of %s: %w", t.name, err)
		}
		gather := func(ctx context.Context) error {
			if err := j.measureTopic(ctx, t); err != nil {
				return fmt.Errorf("measure by %s: %w", t.name, err)
			}
			return nil
		}
		if t.id > 1 {
			others = append(others, gather)
		} else if err := gather(ctx); err != nil {
			return err
		}
	}
	return j.db.Together(ctx, j.atATime(), others)
}

// spellsBy is what all models of a topic read: the spells by its values.
func (j *job) spellsBy(ctx context.Context, t topic) error {
	// Stages alone need the later stock dates, which make for many more facts.
	spells := "* replace (null::smallint as issue_stock, null::smallint as draft_stock)"
	if t.staged {
		spells = "*"
	}
	return j.db.Exec(ctx, fmt.Sprintf("create or replace temp view spells_by as select %s, %s as breakdown from coded_spells", spells, t.expression))
}

// measureTopic gathers one topic's facts from the spells.
func (j *job) measureTopic(ctx context.Context, t topic) error {
	if err := j.spellsBy(ctx, t); err != nil {
		return err
	}
	var models []queries.Model
	if !t.staged {
		models = append(models, queries.Starts()...)
	}
	if t.inPeriods {
		models = append(models, queries.Events()...)
	}
	if t.inPeriods || t.dfe != "" {
		models = append(models, queries.Plans()...)
	}
	if t.inBacklog {
		models = append(models, queries.Stays()...)
	}
	for _, m := range models {
		if err := j.gather(ctx, t, m); err != nil {
			return err
		}
	}
	return nil
}

// numberCells gives every authority and value of a topic a number, which the
// facts are kept by, and the words that are shown for it.
func (j *job) numberCells(ctx context.Context, t topic) error {
	if err := j.spellsBy(ctx, t); err != nil {
		return err
	}
	words := "coalesce(breakdown::varchar, 'Not recorded')"
	if t.staged {
		words = "breakdown::varchar"
	}
	if err := j.db.Exec(ctx, fmt.Sprintf(`create table work.main.topic_cells_%d as
		select authority_id, breakdown, shown(%s) as words,
			(dense_rank() over (order by authority_id, words)
			+ (select coalesce(max(cell_id), 0) from breakdown_cells))::integer as cell_id
		from (%s) as found`, t.id, words, queries.Text("measure/topic_cells"))); err != nil {
		return err
	}
	return j.db.Exec(ctx, fmt.Sprintf(
		"insert into breakdown_cells select distinct cell_id, %[1]d, authority_id, words from topic_cells_%[1]d", t.id))
}

// gather adds one topic's facts to the table of all topics, by cell; the first
// topic, All, makes the table.
func (j *job) gather(ctx context.Context, t topic, m queries.Model) error {
	into := "insert into work.main." + m.Name()
	if t.id == 1 {
		into = "create table work.main." + m.Name() + " as"
	}
	return j.db.Exec(ctx, fmt.Sprintf(`%s select topic_cells.cell_id, facts.* exclude (authority_id, breakdown)
		from (%s) as facts inner join topic_cells_%d as topic_cells on facts.authority_id = topic_cells.authority_id
		and facts.breakdown is not distinct from topic_cells.breakdown`, into, m.SQL(), t.id))
}

package pipeline

import (
	"context"
	"errors"
	"fmt"

	"ehcp/queries"
)

// measure counts, topic by topic, and then rolls the facts up into periods.
func (j *job) measure(ctx context.Context) (int64, error) {
	if err := errors.Join(j.writeTopics(ctx), j.build(ctx, queries.Repeats())); err != nil {
		return 0, err
	}
	if err := j.measureAdviceWaits(ctx); err != nil {
		return 0, err
	}
	if err := j.measureTopics(ctx); err != nil {
		return 0, err
	}
	if err := j.buildTogether(ctx, queries.Gathered()...); err != nil {
		return 0, err
	}
	if err := j.buildEach(ctx, append(queries.Measures(), queries.Demand()...)); err != nil {
		return 0, err
	}
	rows, err := j.measureLists(ctx)
	if err != nil {
		return 0, err
	}
	for _, m := range queries.Measures() {
		n, err := j.rowsOf(ctx, m.Name())
		if err != nil {
			return 0, err
		}
		rows += n
	}
	return rows, nil
}

// measureAdviceWaits works out which plans over 20 weeks waited for advice: none
// where no extract tells of advice.
func (j *job) measureAdviceWaits(ctx context.Context) error {
	waits := queries.AdviceWaits()
	if !j.has("advice") {
		return j.create(ctx, waits, "select null::bigint as stage_row, null::integer as days_waited where false")
	}
	return j.build(ctx, waits)
}

// breakdownCells makes the table of what the numbers of cells mean.
const breakdownCells = "create table work.main.breakdown_cells " +
	"(cell_id integer, topic_id integer, authority_id smallint, breakdown varchar)"

// writeTopics makes the tables that say what the topics' numbers mean.
func (j *job) writeTopics(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.topics (topic_id integer, breakdown_topic varchar, in_periods boolean, "+
		"in_backlog boolean, in_flow boolean, in_demand boolean, is_public boolean, at_as_at_only boolean, "+
		"is_staged boolean, dfe_topic varchar)"); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, breakdownCells); err != nil {
		return err
	}
	for _, t := range j.topics {
		if err := j.db.Exec(ctx, "insert into topics values (?, ?, ?, ?, ?, ?, ?, ?, ?, nullif(?, ''))",
			t.id, t.name, t.inPeriods, t.inBacklog, t.inFlow, t.inPeriods || t.inDemand, t.public, t.atAsAtOnly, t.staged, t.dfe); err != nil {
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
		if err := j.doAll(ctx, t.numbering()); err != nil {
			return fmt.Errorf("number the values of %s: %w", t.name, err)
		}
		gather := func(ctx context.Context) error {
			if err := j.doAll(ctx, t.gathering()); err != nil {
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

func (j *job) doAll(ctx context.Context, statements []string) error {
	for _, statement := range statements {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// countedBy are the columns of the coded spells that facts are counted by.
const countedBy = "stage_row, authority_id, kind, asker, setting, clock_start, opened_date, own_due_date, request_decided_date, ended_date, " +
	"ended_month, ended_week, due_month, due_week, assessed_stock, ended_stock, " +
	"days_to_assess, days_to_issue, days_to_draft, "

// spellsBy makes what all models of a topic read: the spells by its values.
func (t topic) spellsBy() string {
	// Stages alone need the later stock dates, which make for many more facts.
	stocks := "null::smallint as issue_stock, null::smallint as draft_stock, "
	if t.staged {
		stocks = "issue_stock, draft_stock, "
	}
	return "create or replace temp view spells_by as select " + countedBy + stocks + t.expression + " as breakdown from coded_spells"
}

// numbering are the statements that give every authority and value of a topic a
// number, which the facts are kept by, and the words that are shown for it.
func (t topic) numbering() []string {
	words := "coalesce(breakdown::varchar, 'Not recorded')"
	if t.staged {
		words = "breakdown::varchar"
	}
	return []string{
		t.spellsBy(),
		fmt.Sprintf(`create table work.main.topic_cells_%d as
			select authority_id, breakdown, words,
				(dense_rank() over (order by authority_id, words)
				+ (select coalesce(max(cell_id), 0) from breakdown_cells))::integer as cell_id
			from (select authority_id, breakdown, shown(%s) as words from (%s) as found) as named`,
			t.id, words, queries.Text("measure/topic_cells")),
		fmt.Sprintf("insert into breakdown_cells select distinct cell_id, %[1]d, authority_id, words from topic_cells_%[1]d", t.id),
	}
}

// gathering are the statements that gather a topic's facts from the spells.
func (t topic) gathering() []string {
	var models []queries.Model
	if t.inPeriods || t.inDemand {
		models = append(models, queries.Asked()...)
	}
	if !t.staged && !t.inDemand {
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
	statements := []string{t.spellsBy()}
	for _, m := range models {
		statements = append(statements, t.adding(m))
	}
	return statements
}

// adding is the statement that adds one topic's facts to the table of all topics,
// by cell; the first topic, All, makes the table.
func (t topic) adding(m queries.Model) string {
	into := "insert into work.main." + m.Name()
	if t.id == 1 {
		into = "create table work.main." + m.Name() + " as"
	}
	return fmt.Sprintf(`%s select topic_cells.cell_id, facts.* exclude (authority_id, breakdown)
		from (%s) as facts inner join topic_cells_%d as topic_cells on facts.authority_id = topic_cells.authority_id
		and facts.breakdown is not distinct from topic_cells.breakdown`, into, m.SQL(), t.id)
}

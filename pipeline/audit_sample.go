package pipeline

import (
	"context"
	"database/sql/driver"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/queries"
)

// samplesAudits says whether the run can hold audited plans against all plans.
func (j *job) samplesAudits() bool { return j.has("plan_audits") && j.has("plans") }

// countAuditSample counts the plans open on a day and those of them that were audited.
func (j *job) countAuditSample(ctx context.Context) (rows int64, err error) {
	if !j.samplesAudits() {
		return 0, nil
	}
	model := queries.AuditSample().Counted[0]
	if err := j.build(ctx, model); err != nil {
		return 0, err
	}
	var audited, unlisted int64
	if err := j.db.Scan(ctx, "select count(*), count(*) filter (plan_id not in (select plan_id from stage_plans)) "+
		"from (select distinct plan_id from stage_plan_audits)", &audited, &unlisted); err != nil {
		return 0, err
	}
	if unlisted > 0 {
		j.warn(fmt.Sprintf("audit_sample leaves out %s that no extract of plans has; check that plan_id is written alike in both",
			partOf(unlisted, audited, "audited plans")))
	}
	return j.rowsOf(ctx, model.Name())
}

// auditedGroup is one row of the measure: a value of a topic on a day.
type auditedGroup struct {
	evidence.Group

	authority  int64
	day        time.Time
	topic      string
	value      string
	isCompared bool
}

func (g auditedGroup) isSameDay(other auditedGroup) bool {
	return g.authority == other.authority && g.day.Equal(other.day)
}

// publishAuditSample works out how far the audited plans stand for all, and makes
// the table.
func (j *job) publishAuditSample(ctx context.Context) error {
	if !j.samplesAudits() {
		return nil
	}
	if err := j.db.Exec(ctx, `create table work.likeness (authority_id bigint, as_at date, breakdown_topic varchar, breakdown varchar,
		difference bigint, chance bigint, represented varchar, topic_difference bigint, topic_chance bigint, topic_chance_adjusted bigint,
		topic_differs boolean, either_side bigint, needed_10_points bigint, needed_5_points bigint)`); err != nil {
		return err
	}
	groups, err := j.auditedGroups(ctx)
	if err != nil {
		return err
	}
	var rows [][]driver.Value
	for len(groups) > 0 {
		n := slices.IndexFunc(groups, func(g auditedGroup) bool { return !g.isSameDay(groups[0]) })
		if n < 0 {
			n = len(groups)
		}
		rows, groups = append(rows, likenessOfDay(groups[:n])...), groups[n:]
	}
	if err := j.appendRows(ctx, "work", "likeness", rows); err != nil {
		return err
	}
	return j.buildAll(ctx, queries.AuditSample().Published)
}

// auditedGroups reads the measure, day by day and topic by topic.
func (j *job) auditedGroups(ctx context.Context) ([]auditedGroup, error) {
	_, cells, err := j.db.Text(ctx, "select authority_id, as_at, breakdown_topic, breakdown, is_compared, plans, audited "+
		"from measure_audit_sample order by all")
	if err != nil {
		return nil, err
	}
	groups := make([]auditedGroup, len(cells))
	for i, row := range cells {
		day, err := time.Parse(time.DateOnly, *row[1])
		if err != nil {
			return nil, fmt.Errorf("audit sample: %w", err)
		}
		var numbers [3]int64
		for k, place := range []int{0, 5, 6} {
			if numbers[k], err = strconv.ParseInt(*row[place], 10, 64); err != nil {
				return nil, fmt.Errorf("audit sample: %w", err)
			}
		}
		groups[i] = auditedGroup{
			Group: evidence.Group{Population: numbers[1], Sample: numbers[2]}, authority: numbers[0], day: day,
			topic: *row[2], value: *row[3], isCompared: *row[4] == "true" && numbers[1] > 0,
		}
	}
	return groups, nil
}

// likenessOfDay are the rows of one day. Its topics are looked at together.
func likenessOfDay(groups []auditedGroup) (rows [][]driver.Value) {
	compared := map[string][]evidence.Group{}
	for _, g := range groups {
		if g.isCompared {
			compared[g.topic] = append(compared[g.topic], g.Group)
		}
	}
	likeness := map[string]evidence.Likeness{}
	var tested []string
	var chances []float64
	for _, topic := range slices.Sorted(maps.Keys(compared)) {
		if l, ok := evidence.LikenessOf(compared[topic]); ok {
			likeness[topic], tested, chances = l, append(tested, topic), append(chances, l.P)
		}
	}
	adjusted := map[string]float64{}
	for i, p := range evidence.Holm(chances) {
		adjusted[tested[i]] = p
	}
	next := map[string]int{} // the place of a value among those of its topic that are compared
	for _, g := range groups {
		row := []driver.Value{g.authority, g.day, g.topic, g.value, nil, nil, nil, nil, nil, nil, nil}
		if l, isTested := likeness[g.topic]; isTested && g.isCompared {
			at := next[g.topic]
			next[g.topic]++
			row = append(row[:4], tenths(l.Differences[at]), tenths(l.Chances[at]),
				string(evidence.Says(l.Differences[at], l.Chances[at], adjusted[g.topic])),
				tenths(l.Overall), tenths(l.P), tenths(adjusted[g.topic]), evidence.IsBeyondChance(adjusted[g.topic]))
		}
		rows = append(rows, append(row, g.precision()...))
	}
	return rows
}

// precision is how well the audited plans tell a share of the group, and how many
// would tell it to 10 and 5 percentage points.
func (g auditedGroup) precision() []driver.Value {
	var known driver.Value
	if half, ok := evidence.EitherSide(g.Population, g.Sample); ok {
		known = tenths(half)
	}
	return []driver.Value{known, evidence.SampleNeeded(g.Population, 0.10), evidence.SampleNeeded(g.Population, 0.05)}
}

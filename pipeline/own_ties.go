package pipeline

import (
	"context"
	"fmt"
	"slices"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// ties are what other public tables do with the counts of a team's table.
type ties struct {
	table registry.Table
	cells map[string]protect.Elsewhere
	// absent are the topics that the others leave out on a day or in a period.
	absent map[string]bool
}

// tiesOf reads the ties of one authority. A count that stands in several tables and
// is shown in one of them is known.
func (j *job) tiesOf(ctx context.Context, t registry.Table, authority string) (*ties, error) {
	found := &ties{t, map[string]protect.Elsewhere{}, map[string]bool{}}
	_, rows, err := j.db.Text(ctx, "select kind, since, breakdown_topic, breakdown, own_column, bool_or(try_cast(mark as bigint) is not null), "+
		"count(mark) = 0 from own_ties where authority_code = "+warehouse.Literal(authority)+" group by all")
	if err != nil {
		return nil, err
	}
	for _, row := range rows {
		state := protect.HiddenElsewhere
		if *row[5] == "true" {
			state = protect.ShownElsewhere
		}
		found.cells[tieKey(*row[0], *row[1], *row[2], *row[3], *row[4])] = state
		if *row[6] == "true" {
			found.absent[tieKey(*row[0], *row[1], *row[2])] = true
		}
	}
	return found, nil
}

func tieKey(parts ...string) string { return fmt.Sprintf("%q", parts) }

// texts are those of some columns of a row; empty where the table has no such
// column.
func (f *ties) texts(row []*string, columns ...string) (texts []string) {
	for _, name := range columns {
		text := ""
		if i := slices.Index(f.table.Header(), name); i >= 0 && row[i] != nil {
			text = *row[i]
		}
		texts = append(texts, text)
	}
	return texts
}

// elsewhere says what other public tables do with a count of a row.
func (f *ties) elsewhere(row []*string, column string) protect.Elsewhere {
	t := f.texts(row, "period_type", "period_start", "as_at", "breakdown_topic", "breakdown")
	return f.cells[tieKey(t[0], t[1]+t[2], t[3], t[4], column)]
}

// without takes out the rows of the topics that other tables leave out on a day or
// in a period, and says which they are.
func (f *ties) without(rows [][]*string) (left [][]*string, dropped []string) {
	for _, row := range rows {
		t := f.texts(row, "period_type", "period_start", "as_at", "breakdown_topic")
		if !f.absent[tieKey(t[0], t[1]+t[2], t[3])] {
			left = append(left, row)
			continue
		}
		where := f.table.Name + ", " + t[2] + ": " + t[3]
		if t[0] != "" {
			where = f.table.Name + ", " + t[0] + " from " + t[1] + ": " + t[3]
		}
		if !slices.Contains(dropped, where) {
			dropped = append(dropped, where)
		}
	}
	return left, dropped
}

package pipeline

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// Supported says what the extracts can tell of one measure.
type Supported struct {
	Measure string   `json:"measure"`
	Needs   []string `json:"needs"`             // columns
	Missing []string `json:"missing,omitempty"` // of those, what no extract has
	Rows    int64    `json:"usable_rows"`       // staged, with all that is needed
	First   string   `json:"first_day,omitempty"`
	Last    string   `json:"last_day,omitempty"`
}

// describeSupport says of each measure which of the columns that it needs the
// extracts have, how many rows are usable and which days they cover.
func (j *job) describeSupport(ctx context.Context) error {
	var list []Supported
	var selected []string
	present := j.present()
	has := func(column string) bool { return slices.Contains(present, column) }
	for _, s := range registry.Supports() {
		supported := Supported{Measure: s.Measure, Needs: slices.Concat(s.Needs, s.OneOf)}
		supported.Missing = slices.DeleteFunc(slices.Clone(s.Needs), has)
		if len(s.OneOf) > 0 && !slices.ContainsFunc(s.OneOf, has) {
			supported.Missing = append(supported.Missing, "one of "+strings.Join(s.OneOf, ", "))
		}
		list = append(list, supported)
		if len(supported.Missing) > 0 {
			continue
		}
		usable := "true"
		for _, column := range s.Filled {
			usable += " and " + warehouse.Name(column) + " is not null"
		}
		day := "null"
		if s.Day != "" {
			day = warehouse.Name(s.Day)
		}
		selected = append(selected, fmt.Sprintf("count(*) filter (%[1]s) as rows_%[3]d, min(%[2]s) filter (%[1]s) as first_%[3]d, "+
			"max(%[2]s) filter (%[1]s) as last_%[3]d", usable, day, len(selected)))
	}
	j.manifest.Supports = list
	if len(selected) == 0 {
		return nil
	}
	_, rows, err := j.db.Text(ctx, "select "+strings.Join(selected, ", ")+" from stage_rows anti join stage_excluded using (stage_row)")
	if err != nil {
		return err
	}
	found := slices.Collect(slices.Chunk(rows[0], 3))
	for i := range list {
		if len(list[i].Missing) > 0 {
			continue
		}
		cells := found[0]
		found = found[1:]
		if list[i].Rows, err = strconv.ParseInt(*cells[0], 10, 64); err != nil {
			return err
		}
		if cells[1] != nil {
			list[i].First, list[i].Last = *cells[1], *cells[2]
		}
	}
	return nil
}

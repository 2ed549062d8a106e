package pipeline

import (
	"context"
	"fmt"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// shareList says which figures of DfE's files are compared, from which of their
// columns, and which authorities are neighbours: what the models of benchmarks
// read beside the rows.
func (j *job) shareList(ctx context.Context, kind registry.Extract) error {
	if err := j.db.Exec(ctx, "create table work.benchmark_neighbours (area_code varchar)"); err != nil {
		return err
	}
	for _, code := range j.o.Config.Benchmark.Neighbours {
		if err := j.db.Exec(ctx, "insert into benchmark_neighbours select authority_code from england_authorities "+
			"where authority_code = ? or old_code = ?", code, code); err != nil {
			return err
		}
	}
	var parts string
	for i, b := range registry.BenchmarkedFigures() {
		value, of, per := j.benchmarked(kind, b.Value, b.Also), j.benchmarked(kind, b.Of, b.Also), j.benchmarked(kind, b.Per, nil)
		if i > 0 {
			parts += " union all "
		}
		parts += fmt.Sprintf("select extract_id, list_row, %s as measure, %s as ranks, %s as value, %s as numerator, %s as denominator from stage_%s",
			warehouse.Literal(b.Name), warehouse.Literal(b.Ranks), value, of, per, kind.Name)
	}
	return j.db.Exec(ctx, "create view work.main.benchmark_cells as "+parts)
}

// benchmarked is the column of one of DfE's figures: under the first of its names
// that a row fills.
func (j *job) benchmarked(kind registry.Extract, name string, also []string) string {
	if name == "" {
		return "null::double"
	}
	columns := warehouse.Name(name)
	for _, other := range also {
		// The other spellings are of the value and of the numerator: a share begins with pc.
		if _, known := kind.Field(other); known && (other[:3] == "pc_") == (name[:3] == "pc_") {
			columns += ", " + warehouse.Name(other)
		}
	}
	return "coalesce(" + columns + ")"
}

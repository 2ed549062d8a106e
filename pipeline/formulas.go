package pipeline

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"ehcp/pipeline/workbook"
)

// configuredFormulas notes the words of the configuration that stand in tables
// and that a spreadsheet would take for a formula, the names of authorities apart.
func (j *job) configuredFormulas(ctx context.Context) error {
	var words [][2]string
	for _, name := range slices.Sorted(maps.Keys(j.o.Config.Breakdowns.Extra)) {
		words = append(words, [2]string{"breakdowns.extra", name})
	}
	if b := j.o.Config.Baseline; b != nil {
		for i, r := range b.Rebase {
			words = append(words, [2]string{fmt.Sprintf("baseline.rebase[%d].reason", i), workbook.OneLine(r.Reason)})
		}
	}
	for _, w := range words {
		if err := j.db.Exec(ctx, "insert into formula_values select ?, ? where ? <> ?", w[0], w[1], w[1], workbook.Harmless(w[1])); err != nil {
			return err
		}
	}
	return nil
}

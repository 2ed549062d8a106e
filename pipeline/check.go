package pipeline

import (
	"context"
	"fmt"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/queries"
)

// check runs the identities. A broken one stops the run: it names the rows by
// their topic and period, never a case.
func (j *job) check(ctx context.Context) (int64, error) {
	var checked int64
	for _, m := range queries.Checks() {
		columns, rows, err := j.db.Text(ctx, "from ("+m.SQL()+") limit 5")
		if err != nil {
			return 0, fmt.Errorf("%s: %w", m.Name(), err)
		}
		checked++
		if len(rows) == 0 {
			continue
		}
		var broken []string
		for _, row := range rows {
			var cells []string
			for i, cell := range row {
				if cell != nil {
					cells = append(cells, columns[i]+"="+*cell)
				}
			}
			broken = append(broken, strings.Join(cells, " "))
		}
		return 0, fault.New(fault.Failed,
			fmt.Sprintf("%s failed: %s Rows: %s", m.Name(), queries.Comment(m.SQL()), strings.Join(broken, "; ")),
			"nothing was published; this is a fault of the program or of its rules: report it with these rows")
	}
	return checked, nil
}

package charts

// tidy builds the table of the numbers drawn: some keys in text, then cells.
type tidy struct{ table Table }

// newTidy starts a table with its columns.
func newTidy(columns ...string) *tidy { return &tidy{table: Table{Columns: columns}} }

// add adds one row.
func (t *tidy) add(keys []string, cells ...cell) {
	texts := append([]string(nil), keys...)
	for _, c := range cells {
		s := c.text
		if c.mark != "" {
			s = c.mark
		}
		texts = append(texts, s)
	}
	t.table.Rows = append(t.table.Rows, texts)
}

// keys gives the period's cells, as periodKeys names them.
func (p period) keys() []string {
	complete := "true"
	if p.provisional {
		complete = "false"
	}
	return []string{p.start.Format(isoDate), p.end.Format(isoDate), p.label, complete}
}

// periodKeys names the cells of period.keys.
func periodKeys(more ...string) []string {
	return append([]string{"period_start", "period_end", "period", "is_complete"}, more...)
}

// dataOf gives columns by period.
func dataOf(periods []period, cells map[string][]cell, columns []string) Table {
	data := newTidy(periodKeys(columns...)...)
	for i, p := range periods {
		values := make([]cell, len(columns))
		for k, name := range columns {
			values[k] = cells[name][i]
		}
		data.add(p.keys(), values...)
	}
	return data.table
}

package charts

// tidy builds the table of the numbers drawn: some keys in text, then cells.
type tidy struct{ table Table }

// newTidy starts a table with its columns.
func newTidy(columns ...string) *tidy { return &tidy{table: Table{Columns: columns}} }

// add adds one row.
func (t *tidy) add(keys []string, cells ...cell) {
	t.table.Rows = append(t.table.Rows, append(append([]string(nil), keys...), texts(cells...)...))
}

// more adds text to the last row.
func (t *tidy) more(texts ...string) {
	last := len(t.table.Rows) - 1
	t.table.Rows[last] = append(t.table.Rows[last], texts...)
}

// texts gives cells as a table has them.
func texts(cells ...cell) []string {
	texts := make([]string, len(cells))
	for i, c := range cells {
		texts[i] = c.text
		if c.mark != "" {
			texts[i] = c.mark
		}
	}
	return texts
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

// dataOf gives columns by period, with the signals of the periods.
func dataOf(periods []period, cells map[string][]cell, columns []string, g signals) Table {
	data := newTidy(append(periodKeys(columns...), g.columns()...)...)
	for i, p := range periods {
		values := make([]cell, len(columns))
		for k, name := range columns {
			values[k] = cells[name][i]
		}
		data.add(p.keys(), values...)
		data.more(g.row(i)...)
	}
	return data.table
}

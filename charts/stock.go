package charts

import (
	"errors"
	"slices"
)

// newStock reads the backlog table at each increment's end, and at the as-at day where that is another day.
// The as-at row is provisional then, because its increment is not over.
func newStock(table Table, s Setting, values ...string) (*source, []period, error) {
	columns := append([]string{"as_at", "is_increment_end", "breakdown_topic", "breakdown"}, values...)
	src, err := newSource(table, columns, allCases(), "day for all cases")
	if err != nil {
		return nil, nil, err
	}
	periods := map[int]period{}
	for _, r := range src.rows {
		day, err := parseDay(src, r, "as_at")
		if err != nil {
			return nil, nil, err
		}
		ends, err := parseTruth(src, r, "is_increment_end")
		if err != nil {
			return nil, nil, err
		}
		if ends || (!s.AsAt.IsZero() && day.Format(isoDate) == s.AsAt.Format(isoDate)) {
			periods[r.line] = period{start: day, end: day, label: day.Format(shortDate), provisional: !ends}
		}
	}
	src.rows = slices.DeleteFunc(src.rows, func(r row) bool {
		_, kept := periods[r.line]
		return !kept
	})
	if len(src.rows) == 0 {
		return nil, nil, errors.New("the table has no day at the end of a three-month period")
	}
	sorted, err := sortedPeriods(src.rows, periods)
	return src, sorted, err
}

// stockKeys names the cells of a stock's day.
func stockKeys(more ...string) []string {
	return append([]string{"as_at", "is_increment_end"}, more...)
}

// stockData gives columns by day.
func stockData(periods []period, cells map[string][]cell, columns []string) Table {
	data := newTidy(stockKeys(columns...)...)
	for i, p := range periods {
		values := make([]cell, len(columns))
		for k, name := range columns {
			values[k] = cells[name][i]
		}
		ends := "true"
		if p.provisional {
			ends = "false"
		}
		data.add([]string{p.end.Format(isoDate), ends}, values...)
	}
	return data.table
}

// stockSpan names the days from first to last, for a subtitle.
func stockSpan(periods []period) string {
	first, last := periods[0].label, periods[len(periods)-1].label
	if first == last {
		return first
	}
	return first + " to " + last
}

// stockNote says what an open case is.
const stockNote = "An open case is a request for an assessment that has not ended: no plan issued, no refusal, not " +
	"withdrawn and not moved away. Requests not yet decided are included. Closures recorded late change earlier points."

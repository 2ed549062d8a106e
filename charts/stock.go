package charts

import (
	"fmt"
	"slices"
	"strconv"
	"time"
)

// stock is the backlog table at the days that are drawn.
type stock struct {
	periods []period
	cells   map[string][]cell
	// note says which days are not drawn.
	note string
}

// newStock reads columns of the backlog table at each period's end, and at the as-at day where that is another day,
// and keeps the days that are drawn.
func newStock(table Table, s Setting, values ...string) (stock, error) {
	columns := append([]string{"as_at", "is_increment_end", "breakdown_topic", "breakdown"}, values...)
	src, err := newSource(table, columns, allCases(), "day for all cases")
	if err != nil {
		return stock{}, err
	}
	all, err := stockDays(src, s)
	if err != nil {
		return stock{}, err
	}
	chosen, err := s.Range.choose(all, maxPeriods)
	if err != nil {
		return stock{}, err
	}
	cells, err := src.columns(src.rows[chosen.first:chosen.end], values...)
	return stock{periods: all[chosen.first:chosen.end], cells: cells, note: chosen.note}, err
}

// stockDays keeps the source's rows that end a period, and that of the as-at day, which is provisional where its
// period is not over, and gives their days in order.
func stockDays(src *source, s Setting) ([]period, error) {
	flag, ends, err := s.Range.endOfPeriod()
	if err != nil {
		return nil, err
	}
	if _, found := src.index[flag]; !found {
		return nil, fmt.Errorf("the table has no column %s", flag)
	}
	periods := map[int]period{}
	for _, r := range src.rows {
		day, err := parseDay(src, r, "as_at")
		if err != nil {
			return nil, err
		}
		flagged, err := parseTruth(src, r, flag)
		if err != nil {
			return nil, err
		}
		ends := flagged && ends(day)
		if ends || (!s.AsAt.IsZero() && day.Format(isoDate) == s.AsAt.Format(isoDate)) {
			periods[r.line] = period{start: day, end: day, label: day.Format(shortDate), provisional: !ends}
		}
	}
	src.rows = slices.DeleteFunc(src.rows, func(r row) bool {
		_, kept := periods[r.line]
		return !kept
	})
	if len(src.rows) == 0 {
		return nil, fmt.Errorf("the table has no day at the end of a %s", s.Range.noun())
	}
	return sortedPeriods(src.rows, periods)
}

// endOfPeriod gives the flag of days that can end a period of the range's type, and which of those days do.
func (r Range) endOfPeriod() (flag string, ends func(time.Time) bool, err error) {
	after := func(month time.Month) func(time.Time) bool {
		return func(day time.Time) bool { return day.Month() == month }
	}
	switch r.periodType() {
	case "three_months":
		return "is_increment_end", func(time.Time) bool { return true }, nil
	case "month":
		return "is_month_end", func(time.Time) bool { return true }, nil
	case "calendar_year":
		return "is_month_end", after(time.December), nil
	case "financial_year":
		return "is_month_end", after(time.March), nil
	case "academic_year":
		return "is_month_end", after(time.August), nil
	}
	return "", nil, fmt.Errorf("open cases are counted at the ends of months, increments and years, not of each %s", r.noun())
}

// stockKeys names the cells of a stock's day.
func (r Range) stockKeys(more ...string) []string {
	ends := "is_increment_end"
	if r.periodType() != "three_months" {
		ends = "is_period_end"
	}
	return append([]string{"as_at", ends}, more...)
}

// stockKeys gives the day's cells, as stockKeys names them.
func (p period) stockKeys() []string {
	return []string{p.end.Format(isoDate), strconv.FormatBool(!p.provisional)}
}

// stockData gives columns by day.
func stockData(days stock, r Range, columns []string) Table {
	data := newTidy(r.stockKeys(columns...)...)
	for i, p := range days.periods {
		values := make([]cell, len(columns))
		for k, name := range columns {
			values[k] = days.cells[name][i]
		}
		data.add(p.stockKeys(), values...)
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

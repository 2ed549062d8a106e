package charts

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"
)

// isoDate is the form of dates in published tables.
const isoDate = "2006-01-02"

// longDate is the form of dates in text.
const longDate = "2 January 2006"

// shortDate is the form of dates in labels.
const shortDate = "2 Jan 2006"

// maxPeriods is the most columns that can be told apart at 160 mm. Every chart shows the last ones, so that all
// charts of a table are of the same time.
const maxPeriods = 14

// period is one place on the x axis: a three-month period, or the end of a day.
type period struct {
	start, end  time.Time
	label       string
	provisional bool
	// isAhead says that the period is still to come, and stands there for a milestone alone.
	isAhead bool
}

// periodColumns are the columns that newPeriods reads.
func periodColumns() []string {
	return []string{"period_type", "period_start", "period_end", "period", "is_complete", "breakdown_topic", "breakdown"}
}

// chosenPeriods reads the periods of rows and keeps those that are drawn, in order of time, with their rows and what
// is said of the others.
func chosenPeriods(src *source, rows []row, s Setting) (periods []period, kept []row, note string, err error) {
	all, err := newPeriods(src, rows)
	if err != nil {
		return nil, nil, "", err
	}
	chosen, err := s.Range.choose(all, maxPeriods)
	return all[chosen.first:chosen.end], rows[chosen.first:chosen.end], chosen.note, err
}

// newPeriods reads the periods of rows, in order of time. It sorts the rows with them.
func newPeriods(src *source, rows []row) ([]period, error) {
	periods := map[int]period{}
	for _, r := range rows {
		start, err := parseDay(src, r, "period_start")
		if err != nil {
			return nil, err
		}
		end, err := parseDay(src, r, "period_end")
		if err != nil {
			return nil, err
		}
		complete, err := parseTruth(src, r, "is_complete")
		if err != nil {
			return nil, err
		}
		periods[r.line] = period{start: start, end: end, label: src.text(r, "period"), provisional: !complete}
	}
	return sortedPeriods(rows, periods)
}

// sortedPeriods puts rows in order of their start and gives their periods, no two of which may start together.
func sortedPeriods(rows []row, periods map[int]period) ([]period, error) {
	slices.SortFunc(rows, func(a, b row) int {
		return cmp.Or(periods[a.line].start.Compare(periods[b.line].start), cmp.Compare(a.line, b.line))
	})
	sorted := make([]period, len(rows))
	for i, r := range rows {
		sorted[i] = periods[r.line]
		if err := onlyASCII("the period label", sorted[i].label); err != nil {
			return nil, err
		}
		if i > 0 && sorted[i].start.Equal(sorted[i-1].start) {
			return nil, fmt.Errorf("rows %d and %d are both of %s", rows[i-1].line, r.line, sorted[i].label)
		}
	}
	return sorted, nil
}

// parseDay reads a date cell.
func parseDay(src *source, r row, column string) (time.Time, error) {
	day, err := time.Parse(isoDate, src.text(r, column))
	if err != nil {
		return time.Time{}, fmt.Errorf("row %d, column %s: %q is not a date like 2024-12-31",
			r.line, column, src.text(r, column))
	}
	return day, nil
}

// parseTruth reads a cell that is true or false.
func parseTruth(src *source, r row, column string) (bool, error) {
	switch s := strings.ToLower(src.text(r, column)); s {
	case "true", "false":
		return s == "true", nil
	default:
		return false, fmt.Errorf("row %d, column %s: %q is neither true nor false", r.line, column, s)
	}
}

// axisLines gives the period's label as the lines that stand under the axis.
func (p period) axisLines() []string {
	const mostBeforeYear = 10 // "Apr to Jun" and no longer.
	label := strings.TrimPrefix(p.label, "Week of ")
	lines := []string{label}
	yearAt := strings.LastIndex(label, " ")
	before, after, found := strings.Cut(label, " to ")
	switch {
	case yearAt > 0 && yearAt <= mostBeforeYear:
		lines = []string{label[:yearAt], label[yearAt+1:]}
	case found:
		lines = []string{before + " to", after}
	}
	if p.provisional {
		lines = append(lines, "provisional")
	}
	return lines
}

// span names the time from the first period's start to the last one's end, for a subtitle.
func span(periods []period) string {
	first, last := periods[0], periods[len(periods)-1]
	wholeMonths := first.start.Day() == 1 && last.end.AddDate(0, 0, 1).Day() == 1
	if wholeMonths {
		return first.start.Format("Jan 2006") + " to " + last.end.Format("Jan 2006")
	}
	return first.start.Format(shortDate) + " to " + last.end.Format(shortDate)
}

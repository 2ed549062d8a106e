package series

import (
	"strconv"
	"strings"
	"time"
)

// DrawnColumns are the columns of DrawnRows.
func DrawnColumns() []string {
	return []string{"date", "value", "mean", "lower", "upper", "rule", "type", "rebase"}
}

// DrawnRows are the points as a picture has them: proportions as percentages
// with one decimal, other lines with one decimal more than whole numbers, and
// the reason of a rebase at the first point of its part.
func (c Charted) DrawnRows() [][]string {
	var rows [][]string
	for i, p := range c.Chart.Points {
		reason := ""
		if i > 0 && p.Segment != c.Chart.Points[i-1].Segment {
			reason = c.Chart.Segments[p.Segment].Reason
		}
		value := exact(p.Value, p.Known)
		if c.Series.Proportions {
			value = c.Drawn(p.Value, p.Known)
		}
		rows = append(rows, []string{
			p.Date.Format(time.DateOnly), value, c.Drawn(p.Mean, p.HasMean), c.Drawn(p.Lower, p.HasLimits), c.Drawn(p.Upper, p.HasLimits),
			string(p.Rule), string(p.Type), reason,
		})
	}
	return rows
}

// Drawn is a number as a picture has it, without its unit; nothing where there
// is none.
func (c Charted) Drawn(value float64, there bool) string {
	if !there {
		return ""
	}
	return strings.TrimSuffix(c.line(value, true), c.Unit())
}

// Unit stands after every number that is drawn.
func (c Charted) Unit() string {
	if c.Series.Proportions {
		return "%"
	}
	return ""
}

// Goal is the target as it is drawn; nothing where there is none.
func (c Charted) Goal() string {
	if c.Options.Target == nil {
		return ""
	}
	value := *c.Options.Target
	if c.Series.Proportions {
		value *= 100
	}
	return strconv.FormatFloat(value, 'f', -1, 64)
}

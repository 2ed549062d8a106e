package protect

import (
	"fmt"
	"strconv"
	"strings"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
)

// cohort is the number of requests that a row of time_to_plan is of, which is no
// column, rounded and as it is.
const (
	cohort     = "[cases]"
	cohortTrue = "[cases, not rounded]"
)

// FewestOfPercent is the smallest rounded denominator of a percentage that is
// shown: 0% or 100% of a smaller group says something of everybody in it.
const FewestOfPercent = 10

// Rounded is a count to the nearest multiple of a base, half up. One that is not 0
// can become 0: a reader is not told, for he would know that it is small.
func Rounded(count, base int64) int64 { return (count + base/2) / base * base }

// round shows every count as a multiple of the base, and what stands on counts
// worked out from those. Nothing of a true count is left in the rows, so that a
// figure that is not shown gives away no more than the rounded counts do.
func (p *Publication) round(report *Report) error {
	for _, s := range p.tables {
		hidden := 0
		for i := range s.rows {
			n, err := p.rule.roundRow(s, &s.rows[i])
			if err != nil {
				return fmt.Errorf("round %s: %w", s.table.Name, err)
			}
			hidden += n
		}
		report.Hidden[s.table.Name] = hidden
	}
	return nil
}

// roundRow rounds the counts of a row, works out its other figures anew and gives
// how many are hidden.
func (r Rule) roundRow(s *sheet, of *row) (hidden int, err error) {
	counts := map[string]int64{}
	behind := map[string]string{"falling_due": dueExcl, "time_to_plan": cohort}[s.table.Name]
	for i, name := range append(s.table.Header(), behind) {
		isCount := i == len(s.table.Columns) || s.table.Columns[i].Role == registry.Count
		if !isCount || i >= len(of.text) || of.text[i] == nil || *of.text[i] == Hidden {
			continue
		}
		n, err := strconv.ParseInt(*of.text[i], 10, 64)
		if err != nil {
			return 0, fmt.Errorf("%s is no count: %w", name, err)
		}
		counts[name] = Rounded(n, int64(r.RoundTo))
		if name == cohort {
			counts[cohortTrue] = n
		}
		of.text[i] = mark(strconv.FormatInt(counts[name], 10))
	}
	for i, column := range s.table.Columns {
		of.text[i] = r.roundedFigure(column, of.text[i], counts)
		if column.Role != registry.Key && column.Role != registry.Flag && *of.text[i] == Hidden {
			hidden++
		}
	}
	return hidden, nil
}

// roundedFigure is a figure as it stands beside rounded counts.
func (r Rule) roundedFigure(column registry.Column, cell *string, counts map[string]int64) *string {
	switch column.Role {
	case registry.Percent, registry.Bound:
		return roundedShare(column, counts)
	case registry.Statistic, registry.Single:
		cases := counts[column.Of]
		switch {
		case cell == nil || cases == 0: // whether nobody or a few: it must look the same
			return mark(NotAvailable)
		case cases-int64(r.RoundTo)/2 < int64(column.Least), column.Role == registry.Single && !r.PublishOldest:
			return mark(Hidden)
		}
	case registry.Estimate:
		return r.roundedEstimate(column, cell, counts)
	case registry.Key, registry.Flag:
		return cell
	case registry.Figure: // a limit of the cases that it is of
		if cases := counts[column.Of]; column.Of != "" && cell != nil {
			if n, err := strconv.ParseInt(*cell, 10, 64); err == nil && n < cases+int64(r.RoundTo) {
				return mark(Hidden)
			}
		}
	case registry.Count, registry.Word, registry.Distinct, registry.PerThousand, registry.Given:
	}
	if cell == nil {
		return mark(NotAvailable)
	}
	return cell
}

// roundedShare is a percentage or a limit of one, from rounded counts alone.
func roundedShare(column registry.Column, counts map[string]int64) *string {
	per := column.Per
	if column.PerIsWider {
		per = dueExcl
	}
	for _, name := range []string{column.Of, column.OfMinus, per, column.PerPlus} {
		if _, known := counts[name]; name != "" && !known {
			return mark(NotAvailable)
		}
	}
	part, whole := counts[column.Of]-counts[column.OfMinus], counts[per]+counts[column.PerPlus]
	switch {
	case whole <= 0:
		return mark(NotAvailable)
	case whole < FewestOfPercent:
		return mark(Hidden)
	case column.Role == registry.Percent:
		return mark(tenths((2000*part + whole) / (2 * whole)))
	}
	low, high, _ := evidence.Wilson(part, whole)
	if strings.HasSuffix(column.Name, "_low") {
		high = low
	}
	return mark(tenths(int64(high*1000 + 0.5)))
}

// roundedEstimate turns an estimated share into cases, rounds those and gives their
// share of the rounded cohort. A limit is hidden: it moves at other weeks than the
// share does, and would tell where between two roundings that is.
func (r Rule) roundedEstimate(column registry.Column, cell *string, counts map[string]int64) *string {
	cases := counts[cohort]
	if cell == nil || cases == 0 {
		return mark(NotAvailable)
	}
	share, err := strconv.ParseFloat(*cell, 64)
	if err != nil || cases < leastCohort*int64(r.RoundTo) || strings.HasSuffix(column.Name, "_low") || strings.HasSuffix(column.Name, "_high") {
		return mark(Hidden)
	}
	tenthsOfPercent := int64(share*10 + 0.5)
	part := Rounded((tenthsOfPercent*counts[cohortTrue]+500)/1000, int64(r.RoundTo))
	return mark(tenths((2000*part + cases) / (2 * cases)))
}

// tenths writes tenths as a number with one decimal.
func tenths(n int64) string { return fmt.Sprintf("%d.%d", n/10, n%10) }

// RoundedWords say to readers what rounding to a base does.
func RoundedWords(base int) string {
	return fmt.Sprintf("Numbers of cases are rounded to the nearest %d, each by itself, to protect people: they need not add up, and 0 stands "+
		"for 0 to %d. Percentages are of rounded numbers.", base, (base-1)/2)
}

package series

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
)

// Bounds of what a cell may hold: beyond these it is a slip of the pen.
const (
	firstYear, lastYear = 1900, 2199
	mostCount           = 1_000_000_000_000
	mostValue           = 1e12
)

// rows reads the points, row by row.
func (p *parser) rows() error {
	seen := map[time.Time]int{}
	for {
		cells, err := p.reader.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault.Wrap(fault.Extract, err, p.name+" cannot be read as CSV"+lineOf(err), "look for a stray quotation mark there")
		}
		row, _ := p.reader.FieldPos(0)
		if blank(cells) {
			continue
		}
		if len(cells) != p.cells {
			return p.wrong(row, fmt.Sprintf("has %d cells and the header %d", len(cells), p.cells), "make them the same number")
		}
		point, err := p.point(row, cells)
		if err != nil {
			return err
		}
		if earlier, twice := seen[point.Date]; twice {
			return p.wrong(row, fmt.Sprintf("has the date of row %d, %s", earlier, point.Date.Format(time.DateOnly)),
				"give each date one row")
		}
		seen[point.Date] = row
		if p.series.Points = append(p.series.Points, point); len(seen) > mostPoints {
			return fault.New(fault.Extract, fmt.Sprintf("%s has more than %d rows", p.name, mostPoints), "chart weeks or months instead of days")
		}
	}
	if len(p.empty) > 0 {
		slices.SortFunc(p.empty, time.Time.Compare)
		p.note("not available on %s: the denominator is 0", days(p.empty))
	}
	return nil
}

// lineOf says in which row CSV cannot be read.
func lineOf(err error) string {
	if parse, ok := errors.AsType[*csv.ParseError](err); ok {
		return fmt.Sprintf(" in row %d", parse.Line)
	}
	return ""
}

func blank(cells []string) bool {
	return !slices.ContainsFunc(cells, func(cell string) bool { return strings.TrimSpace(cell) != "" })
}

func (p *parser) wrong(row int, what, try string) error {
	return fault.New(fault.Extract, fmt.Sprintf("%s row %d %s", p.name, row, what), try)
}

// point reads one row.
func (p *parser) point(row int, cells []string) (evidence.Point, error) {
	day, err := time.Parse(time.DateOnly, strings.TrimSpace(cells[p.day]))
	if err != nil || day.Year() < firstYear || day.Year() > lastYear {
		return evidence.Point{}, p.wrong(row, "has no date that can be read, in the column date", "write it as 2024-01-31")
	}
	if p.value >= 0 {
		return p.measured(row, day, strings.TrimSpace(cells[p.value]))
	}
	return p.proportion(row, day, strings.TrimSpace(cells[p.numerator]), strings.TrimSpace(cells[p.denominator]))
}

// isGap says whether a cell stands for no value: it is empty, R's NA, or one of
// the marks of published tables.
func isGap(cell string) bool { return slices.Contains([]string{"", "NA", "c", "x", "z"}, cell) }

func (p *parser) measured(row int, day time.Time, cell string) (evidence.Point, error) {
	if isGap(cell) {
		return evidence.Missing(day), nil
	}
	value, err := strconv.ParseFloat(cell, 64)
	if err != nil || strings.ContainsAny(cell, "xX_nN") || math.Abs(value) > mostValue {
		return evidence.Point{}, p.wrong(row, "has no number in the column value", "write it in digits, such as 48.9, or leave it empty")
	}
	return evidence.Measured(day, value), nil
}

func (p *parser) proportion(row int, day time.Time, part, whole string) (evidence.Point, error) {
	if isGap(part) && isGap(whole) {
		return evidence.Missing(day), nil
	}
	counts := [2]int64{}
	for i, cell := range []string{part, whole} {
		count, err := strconv.ParseInt(cell, 10, 64)
		if err != nil || count < 0 || count > mostCount {
			return evidence.Point{}, p.wrong(row, "has no count in the column "+[]string{"numerator", "denominator"}[i],
				"write a whole number of 0 or more; leave both empty where there is no figure")
		}
		counts[i] = count
	}
	if counts[0] > counts[1] {
		return evidence.Point{}, p.wrong(row, "has a numerator over its denominator",
			"the numerator is a part of the denominator; chart other rates as date,value")
	}
	if counts[1] == 0 {
		p.empty = append(p.empty, day)
	}
	return evidence.RateOf(day, counts[0], counts[1]), nil
}

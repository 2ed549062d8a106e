// Package series reads a series of dated values and prints its control chart.
package series

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
)

const (
	// mostPoints is the longest series: more than 13 years of days.
	mostPoints = 5000
	// mostBytes is the longest file that is read.
	mostBytes = 16 << 20
)

// Series is what a file holds: its points as they stand, and whether they are
// proportions of 0 to 1.
type Series struct {
	Points      []evidence.Point
	Proportions bool
	// Notes say what was made of the file; sentences without a full stop.
	Notes []string
}

// Read reads a series from a CSV file with the columns date and value, or date,
// numerator and denominator, in any order and case; others are ignored. It may be
// packed by gzip. The order of days such as 03/04/2024 is DayFirst or MonthFirst;
// where it is empty the days must tell it. What is wrong is a fault that names the
// file, the row and the column, but no value.
func Read(path, order string) (s Series, err error) {
	info, err := os.Stat(path)
	if err != nil {
		return s, fault.Wrap(fault.Extract, err, path+" cannot be read", "check the path, and who may read it")
	}
	if !info.Mode().IsRegular() {
		return s, fault.New(fault.Extract, path+" is not a file", "name one CSV file")
	}
	file, err := os.Open(path)
	if err != nil {
		return s, fault.Wrap(fault.Extract, err, path+" cannot be read", "check the path, and who may read it")
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	return Parse(filepath.Base(path), order, file)
}

// Parse reads a series; name stands for the file in faults, and order is as in
// Read.
func Parse(name, order string, r io.Reader) (Series, error) {
	content, err := textOf(name, r)
	if err != nil {
		return Series{}, err
	}
	p := parser{name: name, order: order, marks: map[string]bool{}, reader: csv.NewReader(bytes.NewReader(content))}
	p.reader.FieldsPerRecord, p.reader.Comma = -1, delimiter(content)
	if err := p.header(); err != nil {
		return Series{}, err
	}
	if err := p.rows(); err != nil {
		return Series{}, err
	}
	if !slices.ContainsFunc(p.series.Points, func(q evidence.Point) bool { return q.Known }) {
		return Series{}, fault.New(fault.Extract, name+" has no row with a value", "a series needs one value at least")
	}
	p.series.Proportions = p.value < 0
	return p.series, nil
}

// delimiter is the sign between the cells of the header.
func delimiter(content []byte) rune {
	first, _, _ := bytes.Cut(bytes.TrimLeft(content, "\r\n"), []byte("\n"))
	for _, sign := range []rune{',', ';', '\t', '|'} {
		if bytes.ContainsRune(first, sign) {
			return sign
		}
	}
	return ','
}

// parser reads one file. A column that is not there is -1.
type parser struct {
	name, order                        string
	reader                             *csv.Reader
	day, value, numerator, denominator int
	cells                              int
	series                             Series
	empty                              []time.Time // days with a denominator of 0
	marks                              map[string]bool
	marked                             int // rows with a mark for no figure
}

// header finds the columns.
func (p *parser) header() error {
	row, err := p.reader.Read()
	if err != nil {
		return fault.Wrap(fault.Extract, err, p.name+" has no header that can be read as CSV",
			"the first line must be date,value or date,numerator,denominator")
	}
	p.cells = len(row)
	places := map[string]int{}
	for i, heading := range row {
		heading = strings.ToLower(strings.TrimSpace(heading))
		if _, twice := places[heading]; twice && slices.Contains([]string{"date", "value", "numerator", "denominator"}, heading) {
			return fault.New(fault.Extract, fmt.Sprintf("%s has two columns named %s", p.name, heading), "take one of them out")
		}
		places[heading] = i
	}
	place := func(heading string) int {
		if i, found := places[heading]; found {
			return i
		}
		return -1
	}
	p.day, p.value, p.numerator, p.denominator = place("date"), place("value"), place("numerator"), place("denominator")
	proportions := p.numerator >= 0 && p.denominator >= 0
	switch {
	case p.day < 0:
		return p.lacks("date")
	case p.value < 0 && !proportions && p.numerator >= 0:
		return p.lacks("denominator")
	case p.value < 0 && !proportions && p.denominator >= 0:
		return p.lacks("numerator")
	case p.value < 0 && !proportions:
		return p.lacks("value")
	case p.value >= 0 && proportions:
		p.value = -1
		p.note("the column value is not used: numerator and denominator say more")
	}
	return nil
}

func (p *parser) lacks(column string) error {
	return fault.New(fault.Extract, fmt.Sprintf("%s has no column %s", p.name, column),
		"the first line must name date and value, or date, numerator and denominator")
}

func (p *parser) note(format string, args ...any) {
	p.series.Notes = append(p.series.Notes, fmt.Sprintf(format, args...))
}

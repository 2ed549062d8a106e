package protect

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/registry"
)

// Publication is what one authority would publish: its tables, and the system of
// counts that they make.
type Publication struct {
	rule   Rule
	asAt   time.Time
	tables []*sheet
	system *System
	homes  []home // of each cell
	ties   map[tie]Cell

	earlier map[address]*earlier // what releases before this one said
	// isStartedApart says that flow leaves out some of the requests received.
	isStartedApart bool

	past [][]placed // the proofs of the round before
	// widened is how often rows of flow have been withheld.
	widened int
}

// home is where a cell stands.
type home struct {
	sheet  *sheet
	row    *row
	column string
}

// String names the place: table, period, breakdown and column.
func (h home) String() string {
	when := strings.TrimSpace(h.row.kind + " " + h.row.from.Format(time.DateOnly))
	return fmt.Sprintf("%s, %s, %s", h.sheet.table.Name, when, strings.TrimSpace(h.row.topic+": "+h.row.value+", "+h.column+" "+h.row.part))
}

// sheet is one table of a publication.
type sheet struct {
	table registry.Table
	place map[string]int
	rows  []row
	// isWithheld says that the table is not published at all.
	isWithheld bool
	own        *own // of a team's table
}

// row is one row of a table with the cells of its counts.
type row struct {
	text         []*string
	topic, value string
	part         string // threshold or weeks-open band
	kind         string // period type; empty of a date
	from, to     time.Time
	cells        map[string]Cell // by column, or by a difference's name
	inAll        bool
	isDropped    bool   // the row is not published
	isVeiled     bool   // any count of it but 0 may be hidden
	isWithheld   bool   // the row is not published, and its counts matter for others
	numbered     []Cell // as its family numbers the columns
}

// NewPublication begins with nothing. Periods that are not over end for it on the
// as-at day.
func NewPublication(rule Rule, asAt time.Time) *Publication {
	return &Publication{rule: rule, asAt: asAt, system: NewSystem(rule.MinimumCount), earlier: map[address]*earlier{}}
}

// Add puts a table's rows of the authority in, as text in the order of the
// table's columns; nil is a figure that is not available. With the falling-due
// table goes the denominator dueExcl behind the others. The table time_to_plan
// comes with its marks: see Weeks.
func (p *Publication) Add(table registry.Table, rows [][]*string) error {
	s := &sheet{table: table, place: map[string]int{}}
	for i, name := range table.Header() {
		s.place[name] = i
	}
	for _, text := range rows {
		r, err := s.read(text, p.asAt)
		if err != nil {
			return err
		}
		s.rows = append(s.rows, r)
	}
	p.tables = append(p.tables, s)
	return nil
}

// read reads a row's keys.
func (s *sheet) read(text []*string, asAt time.Time) (row, error) {
	cell := func(name string) string {
		if i, found := s.place[name]; found && text[i] != nil {
			return *text[i]
		}
		return ""
	}
	r := row{
		text: text, topic: cell("breakdown_topic"), value: cell("breakdown"), part: cell("threshold_weeks") + cell("weeks_open_band"),
		kind: cell("period_type"), cells: map[string]Cell{},
	}
	r.inAll = r.topic == "All"
	from, to := cell("period_start"), cell("period_end")
	if s.table.Dated {
		from, to = cell("as_at"), cell("as_at")
	}
	var err error
	if r.from, err = time.Parse(time.DateOnly, from); err != nil {
		return r, fmt.Errorf("protect %s: %w", s.table.Name, err)
	}
	if r.to, err = time.Parse(time.DateOnly, to); err != nil {
		return r, fmt.Errorf("protect %s: %w", s.table.Name, err)
	}
	if r.to.After(asAt) {
		r.to = asAt
	}
	return r, nil
}

// build makes the system of counts of all rows that have not been dropped.
func (p *Publication) build() error {
	p.system, p.homes, p.ties = NewSystem(p.rule.MinimumCount), nil, map[tie]Cell{}
	p.isStartedApart = p.startsApart()
	for _, s := range p.tables {
		for i := range s.rows {
			if err := p.count(s, &s.rows[i]); err != nil {
				return err
			}
		}
	}
	for _, s := range p.tables {
		p.addUpTopics(s)
		p.addUpPeriods(s)
	}
	p.joinFlow()
	p.joinPlans()
	p.joinStarted()
	return nil
}

// count puts a row's counts in, and the differences that they make.
func (p *Publication) count(s *sheet, r *row) error {
	clear(r.cells)
	kind := Published
	switch {
	case s.table.Name == "time_to_plan", s.isWithheld, r.isDropped && !s.hasYear(r):
		return nil
	case r.isDropped: // a year that it is part of is published
		kind = Difference
	}
	for i, column := range s.table.Columns {
		if column.Role != registry.Count || r.text[i] == nil {
			continue
		}
		n, err := strconv.ParseInt(*r.text[i], 10, 64)
		if err != nil {
			return fmt.Errorf("protect %s: %s is no count: %w", s.table.Name, column.Name, err)
		}
		r.cells[column.Name] = p.add(s, r, column.Name, n, r.kindOf(s, column.Name, kind))
	}
	if s.table.Name == "falling_due" && len(r.text) > len(s.table.Columns) && r.text[len(s.table.Columns)] != nil {
		n, err := strconv.ParseInt(*r.text[len(s.table.Columns)], 10, 64)
		if err != nil {
			return err
		}
		r.cells[dueExcl] = p.add(s, r, dueExcl, n, kind)
	}
	if r.isVeiled {
		for column, cell := range r.cells {
			if _, isTied := tieOf(s.table.Name, r, column); !isTied {
				p.system.Hide(cell)
			}
		}
	}
	for _, sum := range s.identities() {
		p.relate(s, r, sum)
	}
	return nil
}

// kindOf is the kind of a column's counts: what is withheld a reader can only
// work out, and of a team's table some counts stand elsewhere too.
func (r *row) kindOf(s *sheet, column string, kind Kind) Kind {
	if _, isTied := tieOf(s.table.Name, r, column); r.isWithheld && !isTied {
		return Difference
	}
	isGiven := r.inAll && slices.Contains(s.table.Shown, column) || s.own != nil && s.own.elsewhere(r.text, column) == ShownElsewhere
	if kind == Published && isGiven {
		return Given
	}
	return kind
}

// isPublished says whether a row is there for the public to see.
func (r *row) isPublished() bool { return !r.isDropped && !r.isWithheld }

// hasYear says whether a year is published that an increment is part of.
func (s *sheet) hasYear(r *row) bool {
	return r.kind == "three_months" && slices.ContainsFunc(s.rows, func(other row) bool {
		return other.topic == r.topic && !other.isDropped && other.kind != r.kind && overlaps([]*row{r}, &other)
	})
}

func (p *Publication) add(s *sheet, r *row, column string, value int64, kind Kind) Cell {
	w := weight(r, column)
	known, isTied := p.tieOf(s, r, column)
	if isTied {
		if cell, found := p.tied(known, value, kind, w); found {
			p.regard(s, r, column, cell, value)
			return cell
		}
	}
	p.homes = append(p.homes, home{s, r, column})
	cell := p.system.Add(value, kind, w)
	if isTied {
		p.ties[known] = cell
	}
	if r.inAll && p.rule.Headline > 0 {
		p.system.SetMinimum(cell, p.rule.Headline)
	}
	p.regard(s, r, column, cell, value)
	return cell
}

// relate puts an identity in, with the difference that it defines. Where a count
// is missing it says nothing.
func (p *Publication) relate(s *sheet, r *row, sum identity) {
	terms := []Term{}
	unknown, rest := "", int64(0)
	for i, name := range slices.Concat([]string{sum.whole}, sum.parts) {
		sign := int8(1)
		if i == 0 {
			sign = -1
		}
		cell, found := r.cells[name]
		switch {
		case found:
			terms = append(terms, Term{cell, sign})
			rest += int64(sign) * p.system.value[cell]
		case name[0] != '[' || unknown != "" || i == 0:
			return
		default:
			unknown = name
		}
	}
	if unknown != "" {
		if rest > 0 {
			return // it is no part of the whole: nothing can be said of it
		}
		cell := p.add(s, r, unknown, -rest, Difference)
		r.cells[unknown] = cell
		terms = append(terms, Term{cell, 1})
	}
	p.system.Relate(terms...)
}

// dear is the cost from which a breakdown is given up rather than a count hidden.
const dear = 1_000_000

// weight is what it costs to hide a count: little in a breakdown, more for all
// cases and most in increments and years of what the product is about.
func weight(r *row, column string) int {
	if !r.inAll {
		return 1
	}
	w := map[string]int{"month": 3, "rolling_12_months": 3, "three_months": 40}[r.kind]
	if w == 0 {
		w = 20 // a year or a date
	}
	if strings.HasPrefix(r.part, "weeks_") && column != "opening" && column != "closing" {
		return max(1, w/4) // a band of flow
	}
	switch column {
	case "plans_issued", "within_20_weeks", "over_20_weeks", "fell_due", "issued_by_due_date", "open_at_due_date", "open",
		"over_30_weeks", "over_52_weeks", "received", "audited", "good_or_better", "answers", "positive":
		if r.kind == "rolling_12_months" {
			return 10 * w
		}
		return dear
	case "plans_issued_excl", "within_20_weeks_excl", "over_20_weeks_excl", "issued_from_backlog", "issued_from_flow", "fell_due_excl",
		"issued_by_due_date_excl", dueExcl:
		return 100 * w // DfE's rate leaves exceptions out; the split says what clearance does to a rate
	}
	return w
}

package protect_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
)

// ownCell is a count of a team's table: of one value (0 is all cases), one month (0
// is the increment that the three months make) and one column.
type ownCell struct{ value, month, column int }

// ownTable is a small table of a team's: values of a topic by month and column. The
// second column counts some of the cases of the first.
type ownTable struct {
	values, months, columns int
	counts                  map[ownCell]int
}

func (o ownTable) registry() registry.Table {
	columns := []registry.Column{registry.OwnCount("cases_all", "cases", "Cases", "All of them.")}
	if o.columns == 2 {
		columns = append(columns, registry.OwnCount("cases_late", "cases", "Late cases", "Some of them."))
	}
	return registry.Own("ours", "Ours", "About.", "ours.sql", false, columns)
}

// fill works out the sums.
func (o ownTable) fill() {
	for column := range o.columns {
		for value := 1; value <= o.values; value++ {
			o.counts[ownCell{value, 0, column}] = 0
			for month := 1; month <= o.months; month++ {
				o.counts[ownCell{value, 0, column}] += o.counts[ownCell{value, month, column}]
			}
		}
		for month := 0; month <= o.months; month++ {
			o.counts[ownCell{0, month, column}] = 0
			for value := 1; value <= o.values; value++ {
				o.counts[ownCell{0, month, column}] += o.counts[ownCell{value, month, column}]
			}
		}
	}
}

// protected protects the table and gives the counts that are shown, and which rows
// are there at all.
func (o ownTable) protected(t interface {
	Helper()
	Fatal(args ...any)
}, known map[ownCell]protect.Elsewhere,
) (shown map[ownCell]int, there map[[2]int]bool) {
	t.Helper()
	table := o.registry()
	var rows [][]*string
	for month := range o.months + 1 {
		for value := range o.values + 1 {
			rows = append(rows, o.row(table, value, month))
		}
	}
	p := protect.NewPublication(protect.Rule{MinimumCount: 5}, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	elsewhere := func(row []*string, column string) protect.Elsewhere {
		value, month := placeOf(table, row)
		return known[ownCell{value, month, slices.Index([]string{"cases_all", "cases_late"}, column)}]
	}
	if err := p.AddOwn(table, rows, elsewhere); err != nil {
		t.Fatal(err)
	}
	report, err := p.Protect(context.Background())
	if err != nil || len(report.Leaks) > 0 {
		t.Fatal(err, report.Leaks)
	}
	shown, there = map[ownCell]int{}, map[[2]int]bool{}
	for _, row := range p.Rows("ours") {
		value, month := placeOf(table, row)
		there[[2]int{value, month}] = true
		for column := range o.columns {
			if n, err := strconv.Atoi(*row[len(row)-o.columns+column]); err == nil {
				shown[ownCell{value, month, column}] = n
			}
		}
	}
	return shown, there
}

func (o ownTable) row(table registry.Table, value, month int) []*string {
	cells := map[string]string{
		"period_type": "month", "period_start": fmt.Sprintf("2024-%02d-01", max(month, 1)), "breakdown_topic": "Kind",
		"breakdown": strconv.Itoa(value), "period_end": time.Date(2024, time.Month(month+1), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly),
	}
	if month == 0 {
		cells["period_type"] = "three_months"
		cells["period_end"] = time.Date(2024, time.Month(o.months+1), 0, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
	}
	if value == 0 {
		cells["breakdown_topic"], cells["breakdown"] = "All", "All"
	}
	for column, name := range []string{"cases_all", "cases_late"}[:o.columns] {
		cells[name] = strconv.Itoa(o.counts[ownCell{value, month, column}])
	}
	row := make([]*string, len(table.Columns))
	for i, name := range table.Header() {
		if cell, found := cells[name]; found {
			row[i] = &cell
		}
	}
	return row
}

// placeOf tells of which value and month a row is.
func placeOf(table registry.Table, row []*string) (value, month int) {
	at := func(name string) string { return *row[slices.Index(table.Header(), name)] }
	value, _ = strconv.Atoi(at("breakdown"))
	if at("period_type") == "month" {
		day, _ := time.Parse(time.DateOnly, at("period_start"))
		month = int(day.Month())
	}
	return value, month
}

// attack tries every world that a reader can think of who sees what is shown, and
// gives the values that each count, and what the second column leaves of the first,
// can have. He knows that no zero is hidden and that nothing is below 0.
type attack struct {
	o     ownTable
	shown map[ownCell]int
	there map[[2]int]bool
	base  []ownCell
	low   [4][4][2]int
	high  [4][4][2]int
	world [4][4][2]int             // sums of what is set so far included
	can   [4][4][3][mostOfAll]bool // column 2 is the difference
}

// The most that is tried of one count, which is more than any of the tables, and
// more than any sum of them.
const (
	mostOfOne = 15
	mostOfAll = 6*mostOfOne + 1
)

func (a *attack) run() {
	for value := range a.o.values + 1 {
		for month := range a.o.months + 1 {
			for column := range a.o.columns {
				cell := ownCell{value, month, column}
				low, high := &a.low[value][month][column], &a.high[value][month][column]
				*high = mostOfAll
				if known, isShown := a.shown[cell]; isShown {
					*low, *high = known, known
				} else if a.there[[2]int{value, month}] {
					*low = 1
				}
				if value > 0 && month > 0 {
					a.base, *high = append(a.base, cell), min(*high, mostOfOne)
				}
			}
		}
	}
	a.try(0)
}

func (a *attack) try(n int) {
	if n == len(a.base) {
		a.note()
		return
	}
	cell := a.base[n]
	high := a.high[cell.value][cell.month][cell.column]
	if cell.column == 1 {
		high = min(high, a.world[cell.value][cell.month][0])
	}
	for v := a.low[cell.value][cell.month][cell.column]; v <= high; v++ {
		if fits := a.set(cell, v); fits {
			a.try(n + 1)
		}
		a.set(cell, -v)
	}
}

// set adds to a count and to the sums that it is part of, and says whether none of
// them is passed.
func (a *attack) set(cell ownCell, by int) (fits bool) {
	fits = true
	for _, at := range [][2]int{{cell.value, cell.month}, {0, cell.month}, {cell.value, 0}, {0, 0}} {
		a.world[at[0]][at[1]][cell.column] += by
		fits = fits && a.world[at[0]][at[1]][cell.column] <= a.high[at[0]][at[1]][cell.column]
	}
	return fits
}

// note keeps a whole world if it is like what is shown.
func (a *attack) note() {
	for value := range a.o.values + 1 {
		for month := range a.o.months + 1 {
			for column := range a.o.columns {
				if a.world[value][month][column] < a.low[value][month][column] {
					return
				}
			}
		}
	}
	for value := range a.o.values + 1 {
		for month := range a.o.months + 1 {
			at := a.world[value][month]
			a.can[value][month][0][at[0]], a.can[value][month][1][at[1]], a.can[value][month][2][at[0]-at[1]] = true, true, true
		}
	}
}

// isSafe says whether a count of 1 to 4 may also be none of those.
func (a *attack) isSafe(cell ownCell) bool {
	can := a.can[cell.value][cell.month][cell.column]
	return can[0] || slices.Contains(can[5:], true)
}

// TestOwnTableWithstandsSubtraction makes small tables of a team's, protects them,
// and tries every table that looks alike: no count from 1 to 4 is known to be one,
// nor is what a part leaves of the whole.
func TestOwnTableWithstandsSubtraction(t *testing.T) {
	t.Parallel()
	for _, shape := range []ownTable{{values: 3, months: 1, columns: 2}, {values: 2, months: 3, columns: 1}} {
		t.Run(fmt.Sprintf("%d values, %d months, %d columns", shape.values, shape.months, shape.columns), func(t *testing.T) {
			t.Parallel()
			rapid.Check(t, func(t *rapid.T) {
				o := ownTable{shape.values, shape.months, shape.columns, map[ownCell]int{}}
				for value := 1; value <= o.values; value++ {
					for month := 1; month <= o.months; month++ {
						n := rapid.IntRange(0, 7).Draw(t, "cases")
						o.counts[ownCell{value, month, 0}] = n
						if o.columns == 2 {
							o.counts[ownCell{value, month, 1}] = rapid.IntRange(0, n).Draw(t, "late")
						}
					}
				}
				o.fill()
				// What another table shows gives nobody away by itself: here all cases.
				known := map[ownCell]protect.Elsewhere{}
				if all := (ownCell{0, 0, 0}); o.counts[all] >= 5 && rapid.Bool().Draw(t, "known") {
					known[all] = protect.ShownElsewhere
					if o.months == 1 {
						known[ownCell{0, 1, 0}] = protect.ShownElsewhere // which is the same
					}
				}
				a := attack{o: o}
				a.shown, a.there = o.protected(t, known)
				for cell := range known { // he knows it from another table
					a.shown[cell] = o.counts[cell]
				}
				if len(a.shown) == 0 {
					return // nothing tells of anything
				}
				a.run()
				for cell, n := range o.counts {
					if n > 0 && n < 5 && !a.isSafe(cell) {
						t.Fatalf("%v: %d is known to be small; shown is %v of %v", cell, n, a.shown, o.counts)
					}
					rest := ownCell{cell.value, cell.month, 2}
					if left := n - o.counts[ownCell{cell.value, cell.month, 1}]; o.columns == 2 && cell.column == 0 && left > 0 && left < 5 && !a.isSafe(rest) {
						t.Fatalf("%v: what is not late, %d, is known to be small; shown is %v of %v", cell, left, a.shown, o.counts)
					}
				}
			})
		})
	}
}

// TestOwnTableIsHiddenByColumn hides all of a column where one of its counts is
// hidden: elsewhere a total of just some of them may be published.
func TestOwnTableIsHiddenByColumn(t *testing.T) {
	t.Parallel()
	o := ownTable{3, 1, 2, map[ownCell]int{
		{1, 1, 0}: 40, {2, 1, 0}: 50, {3, 1, 0}: 60,
		{1, 1, 1}: 3, {2, 1, 1}: 20, {3, 1, 1}: 30,
	}}
	o.fill()
	shown, _ := o.protected(t, nil)
	for value := 1; value <= 3; value++ {
		if n, isShown := shown[ownCell{value, 1, 0}]; !isShown || n != o.counts[ownCell{value, 1, 0}] {
			t.Errorf("the cases of value %d are %d, %t", value, n, isShown)
		}
		if n, isShown := shown[ownCell{value, 1, 1}]; isShown {
			t.Errorf("the late cases of value %d are shown: %d", value, n)
		}
	}
	if n := shown[ownCell{0, 1, 1}]; n != 53 {
		t.Errorf("of all cases %d are late, want 53", n)
	}
}

// TestOwnTableThatDoesNotAddUp refuses what cannot be protected because its rows do
// not say how they go together.
func TestOwnTableThatDoesNotAddUp(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(o ownTable){
		"a value counted twice": func(o ownTable) { o.counts[ownCell{1, 1, 0}] += 2 },
		"months beyond the sum": func(o ownTable) { o.counts[ownCell{0, 0, 0}], o.counts[ownCell{1, 0, 0}] = 61, 21 },
	} {
		o := ownTable{2, 3, 1, map[ownCell]int{}}
		for month := 1; month <= 3; month++ {
			o.counts[ownCell{1, month, 0}], o.counts[ownCell{2, month, 0}] = 10, 20
		}
		o.fill()
		change(o)
		if err := addOwn(o, func(int, int) bool { return true }); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
	whole := ownTable{2, 1, 1, map[ownCell]int{{1, 1, 0}: 10, {2, 1, 0}: 20}}
	whole.fill()
	if err := addOwn(whole, func(int, int) bool { return true }); err != nil {
		t.Error(err)
	}
	var sum *protect.SumError
	if err := addOwn(whole, func(value, month int) bool { return value > 0 || month == 0 }); !errors.As(err, &sum) || sum.Column != "cases_all" {
		t.Errorf("a month without a row of all cases gave %v", err)
	}
}

func addOwn(o ownTable, isThere func(value, month int) bool) error {
	var rows [][]*string
	for month := range o.months + 1 {
		for value := range o.values + 1 {
			if isThere(value, month) {
				rows = append(rows, o.row(o.registry(), value, month))
			}
		}
	}
	p := protect.NewPublication(protect.Rule{MinimumCount: 5}, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	return p.AddOwn(o.registry(), rows, func([]*string, string) protect.Elsewhere { return protect.NotElsewhere })
}

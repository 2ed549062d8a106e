package protect_test

import (
	"encoding/json"
	"os"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/protect"
)

// tables is a run of tables of the same shape, each with its totals, and their
// sum where it is published too.
type tables struct {
	system *protect.System
	cells  [][][]protect.Cell // table, row, column; the last of each is the total
	values [][][]int64
	told   map[protect.Cell]int64 // what the attacker is told each is less than
}

// publish puts tables into a system, with the sum of all if asked.
func publish(input [][][]int64, withSum bool, minimum int) tables {
	var t tables
	t.system = protect.NewSystem(minimum)
	if withSum {
		sum := make([][]int64, len(input[0]))
		for r := range sum {
			sum[r] = make([]int64, len(input[0][r]))
			for _, table := range input {
				for c := range sum[r] {
					sum[r][c] += table[r][c]
				}
			}
		}
		input = append(input[:len(input):len(input)], sum)
	}
	for _, table := range input {
		t.add(table)
	}
	if !withSum {
		return t
	}
	last := len(t.cells) - 1
	for r, row := range t.cells[last] {
		for c := range row {
			terms := []protect.Term{{Cell: row[c], Sign: -1}}
			for _, table := range t.cells[:last] {
				terms = append(terms, protect.Term{Cell: table[r][c], Sign: 1})
			}
			t.system.Relate(terms...)
		}
	}
	return t
}

// add puts one table and its totals into the system.
func (t *tables) add(inner [][]int64) {
	rows, columns := len(inner), len(inner[0])
	values := make([][]int64, rows+1)
	cells := make([][]protect.Cell, rows+1)
	for r := range values {
		values[r] = make([]int64, columns+1)
	}
	for r, row := range inner {
		for c, v := range row {
			values[r][c] = v
			values[r][columns] += v
			values[rows][c] += v
			values[rows][columns] += v
		}
	}
	for r := range cells {
		for c := range columns + 1 {
			weight := 1
			if r == rows || c == columns {
				weight = 4
			}
			cells[r] = append(cells[r], t.system.Add(values[r][c], protect.Published, weight))
		}
	}
	for r := range cells {
		terms := []protect.Term{{Cell: cells[r][columns], Sign: -1}}
		for c := range columns {
			terms = append(terms, protect.Term{Cell: cells[r][c], Sign: 1})
		}
		t.system.Relate(terms...)
	}
	for c := range columns + 1 {
		terms := []protect.Term{{Cell: cells[rows][c], Sign: -1}}
		for r := range rows {
			terms = append(terms, protect.Term{Cell: cells[r][c], Sign: 1})
		}
		t.system.Relate(terms...)
	}
	t.cells, t.values = append(t.cells, cells), append(t.values, values)
}

// attack enumerates what every hidden count can be, by trying all values one
// after the other: slow, and without anything of the system's own reasoning. It
// gives up after so many steps.
func (t *tables) attack(steps int) (values map[protect.Cell]map[int64]bool, done bool) {
	var hidden []place
	for i, table := range t.cells {
		for r, row := range table {
			for c, cell := range row {
				if t.system.Hidden(cell) {
					hidden = append(hidden, place{i, r, c})
				}
			}
		}
	}
	return enumerate(t, hidden, steps)
}

func TestReferenceTables(t *testing.T) {
	t.Parallel()
	text, err := os.ReadFile("testdata/expected_suppression.json")
	if err != nil {
		t.Fatal(err)
	}
	var cases map[string]struct {
		Input     [][][]int64
		Totals    bool `json:"totals_published"`
		Threshold int
		Primary   []string
		Secondary []string
		Value     int64 `json:"value_of_secondaries"`
	}
	if err := json.Unmarshal(text, &cases); err != nil {
		t.Fatal(err)
	}
	for name, c := range cases {
		if len(c.Input) == 0 {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			published := publish(c.Input, c.Totals, c.Threshold)
			unsafe := published.system.Suppress(published.system.Mend())
			leaks := published.system.Audit()
			hidden, worth := 0, int64(0)
			for i, table := range published.cells {
				for r, row := range table {
					for col, cell := range row {
						v := published.values[i][r][col]
						if v > 0 && v < int64(c.Threshold) && !published.system.Hidden(cell) {
							t.Errorf("table %d row %d column %d: %d is shown", i, r, col, v)
						}
						if published.system.Hidden(cell) && v >= int64(c.Threshold) {
							hidden++
							worth += v
						}
					}
				}
			}
			t.Logf("%d others hidden, worth %d; the reference hides %d worth %d", hidden, worth, len(c.Secondary), c.Value)
			if len(unsafe) > 0 || len(leaks) > 0 {
				t.Errorf("unsafe %v, leaks %v", unsafe, leaks)
			}
		})
	}
}

// Random tables, protected and then attacked by trying every value.
func TestRandomTablesWithstandEnumeration(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		minimum := rapid.IntRange(3, 5).Draw(t, "minimum")
		count, rows, columns := rapid.IntRange(1, 2).Draw(t, "tables"), rapid.IntRange(2, 3).Draw(t, "rows"), rapid.IntRange(2, 3).Draw(t, "columns")
		input := make([][][]int64, count)
		for i := range input {
			input[i] = make([][]int64, rows)
			for r := range input[i] {
				input[i][r] = rapid.SliceOfN(rapid.Int64Range(0, 9), columns, columns).Draw(t, "row")
			}
		}
		published := publish(input, count > 1, minimum)
		unsafe := map[protect.Cell]bool{}
		for _, cell := range published.system.Suppress(published.system.Mend()) {
			unsafe[cell] = true
		}
		values, done := published.attack(20_000)
		if !done {
			return
		}
		for cell, can := range values {
			small := true
			for v := range can {
				small = small && v < int64(minimum)
			}
			if (len(can) < 2 || small) && !unsafe[cell] {
				t.Fatalf("cell %d can be %v and passes for safe", cell, can)
			}
		}
		for _, leak := range published.system.Audit() {
			if !unsafe[leak.Cell] {
				t.Fatalf("the audit finds cell %d, which passed for safe", leak.Cell)
			}
		}
	})
}

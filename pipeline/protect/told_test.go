package protect_test

import (
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/protect"
)

// Parts of a total that is shown.
func TestTellable(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		minimum int
		values  []int64
		told    int
	}{
		{5, []int64{2, 9, 40}, 1}, // 1 to 4 beside 10 to 7
		{2, []int64{1, 9, 40}, 0}, // fewer than 2 would be 1
		{5, []int64{6, 9, 40}, 0}, // nothing is hidden
		{5, []int64{0, 9, 40}, 0}, // and a zero is shown
	} {
		s := protect.NewSystem(c.minimum)
		var cells []protect.Cell
		var terms []protect.Term
		total := int64(0)
		for _, v := range c.values {
			cell := s.Add(v, protect.Published, 1)
			cells, terms, total = append(cells, cell), append(terms, protect.Term{Cell: cell, Sign: 1}), total+v
		}
		s.Relate(append(terms, protect.Term{Cell: s.Add(total, protect.Published, 1000), Sign: -1})...)
		s.Suppress(s.Mend())
		var small []protect.Cell
		for i, cell := range cells {
			if c.values[i] < int64(c.minimum) && s.Hidden(cell) {
				small = append(small, cell)
			}
		}
		if told := s.Tellable(small); len(told) != c.told {
			t.Errorf("%v below %d: told of cells %v, want %d", c.values, c.minimum, told, c.told)
		}
	}
}

// Random tables, protected, with all told that may be, and attacked by trying every
// value that agrees.
func TestToldTablesWithstandEnumeration(t *testing.T) {
	t.Parallel()
	told := 0
	rapid.Check(t, func(t *rapid.T) {
		minimum := rapid.IntRange(3, 5).Draw(t, "minimum")
		rows, columns := rapid.IntRange(2, 3).Draw(t, "rows"), rapid.IntRange(2, 3).Draw(t, "columns")
		table := make([][]int64, rows)
		for r := range table {
			table[r] = rapid.SliceOfN(rapid.Int64Range(0, 9), columns, columns).Draw(t, "row")
		}
		published := publish([][][]int64{table}, false, minimum)
		unsafe := map[protect.Cell]bool{}
		for _, cell := range published.system.Suppress(published.system.Mend()) {
			unsafe[cell] = true
		}
		value := map[protect.Cell]int64{}
		var small []protect.Cell
		for r, row := range published.cells[0] {
			for c, cell := range row {
				if value[cell] = published.values[0][r][c]; published.system.Hidden(cell) && value[cell] < int64(minimum) {
					small = append(small, cell)
				}
			}
		}
		published.told = map[protect.Cell]int64{}
		for _, cell := range published.system.Tellable(small) {
			published.told[cell] = int64(minimum)
			told++
		}
		values, done := published.attack(20_000)
		if !done {
			return
		}
		for cell, can := range values {
			isSmall := true
			for v := range can {
				isSmall = isSmall && v < int64(minimum)
			}
			_, isTold := published.told[cell]
			if (len(can) < 2 || isSmall && !isTold) && !unsafe[cell] {
				t.Fatalf("cell %d, %d, told: %t, can be %v and passes for safe", cell, value[cell], isTold, can)
			}
		}
	})
	if told == 0 {
		t.Error("nothing was told in any table")
	}
}

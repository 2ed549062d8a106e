package workbook_test

import (
	"errors"
	"strings"
	"testing"

	"ehcp/pipeline/workbook"
)

// TestRefused wants an error for a table that would not be accessible.
func TestRefused(t *testing.T) {
	t.Parallel()
	table := workbook.Table{Sheet: "t", Name: "t", Title: "T", Columns: []workbook.Column{{Title: "A", Width: 9}, {Title: "B", Width: 9}}}
	for want, given := range map[string][][]string{
		"sheet t: B is empty in row 2":          {{"a", "b"}, {"a", ""}},
		"sheet t: the table has no rows":        nil,
		"sheet t: a row has 1 cells, want 2":    {{"a"}},
		"sheet t: what the reader of rows says": {{"stop"}},
	} {
		book, err := workbook.New(workbook.Properties{})
		if err != nil {
			t.Fatal(err)
		}
		table.Rows = workbook.Given(given)
		if len(given) == 1 && given[0][0] == "stop" {
			table.Rows = func(func([]string) error) error { return errors.New("what the reader of rows says") }
		}
		if _, err := book.Table(table); err == nil || err.Error() != want {
			t.Errorf("got %v, want %s", err, want)
		}
		if err := book.Close(); err != nil {
			t.Error(err)
		}
	}
}

func TestHarmless(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"=1+1", "+1", "-2", "@x", "\tx", "\rx", "\nx", "＝1", "＋1", "－1", "＠x"} {
		if got := workbook.Harmless(text); got != "'"+text {
			t.Errorf("%q becomes %q", text, got)
		}
		if once := "'" + text; workbook.Harmless(once) != once {
			t.Errorf("%q changes again", once)
		}
	}
	for _, text := range []string{"", "a=1", "1-2", " =1", "'", "É", "[c]", "−2"} {
		if got := workbook.Harmless(text); got != text {
			t.Errorf("%q becomes %q", text, got)
		}
	}
}

// TestFit wants columns as wide as what stands in them, within reason.
func TestFit(t *testing.T) {
	t.Parallel()
	long := strings.Repeat("word ", 100)
	fitted := workbook.Fit([]workbook.Column{{Title: "A"}, {Title: "A"}, {Title: "A", Kind: workbook.Wrapped}, {Title: "Authorities of England and Wales"}},
		[][]string{{"1", "A value of twenty one", long, "1"}})
	for i, bounds := range [][2]float64{{9, 9}, {21, 27}, {80, 80}, {13, 17}} {
		if w := fitted[i].Width; w < bounds[0] || w > bounds[1] {
			t.Errorf("column %d is %g wide, want %v", i, w, bounds)
		}
	}
}

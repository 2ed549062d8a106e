package ask_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// typedColumns and typedRows hold a value of each kind and a row of nothing.
func typedColumns() []warehouse.Column {
	return []warehouse.Column{
		{Name: "n", Type: "HUGEINT"},
		{Name: "pc", Type: "DECIMAL(4,1)"},
		{Name: "day", Type: "DATE"},
		{Name: "yes", Type: "BOOLEAN"},
		{Name: "at", Type: "TIMESTAMP"},
		{Name: "day", Type: "VARCHAR"},
		{Name: "list", Type: "INTEGER[]"},
	}
}

func typedRows() [][]any {
	return [][]any{
		{
			warehouse.Number("-9007199254740993"), warehouse.Number("60.0"), "2024-02-29", true, "2024-02-29 12:30:00.5", "=1+1",
			[]any{warehouse.Number("1"), nil},
		},
		{nil, nil, nil, nil, nil, nil, nil},
	}
}

// written are the bytes that a format makes of rows.
func written(t *testing.T, format string, look ask.Look, columns []warehouse.Column, rows [][]any) []byte {
	t.Helper()
	var out bytes.Buffer
	w, err := ask.NewWriter(format, &out, look)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Begin(columns); err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if err := w.Row(row); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.End(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func TestTypedFormatsRefuseWhatDoesNotFit(t *testing.T) {
	t.Parallel()
	for _, format := range []string{"arrow", "parquet", "xlsx"} {
		for typ, value := range map[string]any{
			"HUGEINT": warehouse.Number("9223372036854775808"), "DATE": "5877642-06-25 (BC)",
		} {
			if format == "xlsx" && typ == "DATE" { // stands as text
				continue
			}
			w, err := ask.NewWriter(format, &bytes.Buffer{}, ask.Look{})
			if err != nil {
				t.Fatal(err)
			}
			if err := w.Begin([]warehouse.Column{{Name: "odd", Type: typ}}); err != nil {
				t.Fatal(err)
			}
			if err := w.Row([]any{value}); fault.KindOf(err) != fault.Usage || !strings.Contains(fmt.Sprint(err), "odd: ") {
				t.Errorf("%s takes %v as %s: %v", format, value, typ, err)
			}
		}
	}
}

func TestWorkbookIsTypedAndHarmless(t *testing.T) {
	t.Parallel()
	look := ask.Look{Title: "=Which?", Day: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC)}
	given := typedRows()
	given[0][0] = warehouse.Number("-900719925474099")
	text := written(t, "xlsx", look, typedColumns(), given)
	if again := written(t, "xlsx", look, typedColumns(), given); !bytes.Equal(text, again) {
		t.Error("the same answer gives other bytes")
	}
	book, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := book.GetRows("Answer", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	want := [][]string{
		{"'=Which?"},
		{"Restricted: case records or unprotected figures. Not for publication."},
		{"[x]: no value."},
		{"n", "pc", "day", "yes", "at", "day_2", "list"},
		{"-900719925474099", "60", "45351", "Yes", "2024-02-29 12:30:00.5", "'=1+1", "[1, null]"},
		{"[x]", "[x]", "[x]", "[x]", "[x]", "[x]", "[x]"},
	}
	if fmt.Sprint(rows) != fmt.Sprint(want) {
		t.Errorf("the sheet holds %q", rows)
	}
	for _, cell := range []string{"A5", "C5", "F5"} {
		if formula, err := book.GetCellFormula("Answer", cell); err != nil || formula != "" {
			t.Errorf("%s has the formula %q, %v", cell, formula, err)
		}
	}
	if err := book.Close(); err != nil {
		t.Error(err)
	}
	if _, err := excelize.OpenReader(bytes.NewReader(written(t, "xlsx", ask.Look{}, typedColumns(), nil))); err != nil {
		t.Errorf("no row: %v", err)
	}
}

// TestTableFits: a table within a width breaks its headers first, then cuts its
// longest texts, and goes record by record where that will not do.
func TestTableFits(t *testing.T) {
	t.Parallel()
	columns := []warehouse.Column{{Name: "authority_name", Type: "VARCHAR"}, {Name: "weeks_over_20_to_30", Type: "BIGINT"}}
	rows := [][]any{{"Sample county of the north", warehouse.Number("7")}}
	for width, want := range map[int]string{
		0: "authority_name              weeks_over_20_to_30\n" +
			"--------------------------  -------------------\n" +
			"Sample county of the north                    7\n",
		40: "                            weeks_\n" +
			"                             over_\n" +
			"                            20_to_\n" +
			"authority_name                  30\n" +
			"--------------------------  ------\n" +
			"Sample county of the north       7\n",
		24: "                  weeks_\n" +
			"                   over_\n" +
			"                  20_to_\n" +
			"authority_name        30\n" +
			"----------------  ------\n" +
			"Sample county o…       7\n",
		15: "-- row 1\n" +
			"authority_name       Sample county of the north\n" +
			"weeks_over_20_to_30  7\n",
	} {
		if got := string(written(t, "table", ask.Look{Width: width}, columns, rows)); got != want {
			t.Errorf("in %d characters:\n%s", width, got)
		}
	}
}

// TestTableWraps: what explains goes on beneath.
func TestTableWraps(t *testing.T) {
	t.Parallel()
	columns := []warehouse.Column{{Name: "column"}, {Name: "meaning"}}
	rows := [][]any{{"days", "From the day of receipt to the end of the spell."}, {"team", nil}}
	const want = "column  meaning\n" +
		"------  ----------------------\n" +
		"days    From the day of\n" +
		"        receipt to the end of\n" +
		"        the spell.\n" +
		"team\n"
	if got := string(written(t, "table", ask.Look{Width: 30, Wraps: true}, columns, rows)); got != want {
		t.Errorf("it gives:\n%s", got)
	}
}

func TestFormatOf(t *testing.T) {
	t.Parallel()
	for path, want := range map[string]string{
		"": "table", "answer": "table", "a.TXT": "table", "a.csv": "csv", "a.b/a.json": "json", "a.ndjson": "jsonl", "a.jsonl": "jsonl",
		"a.md": "markdown", "a.Parquet": "parquet", "a.feather": "arrow", "a.arrow": "arrow", "a.xlsx": "xlsx",
	} {
		if got, err := ask.FormatOf(path); got != want || err != nil {
			t.Errorf("%s is %s, %v", path, got, err)
		}
	}
	for _, path := range []string{"a.xls", "a.csv.gz", "a.b"} {
		if got, err := ask.FormatOf(path); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s is %s, %v", path, got, err)
		}
	}
}

// TestWriteStopsAtTheLimit counts on all the same.
func TestWriteStopsAtTheLimit(t *testing.T) {
	t.Parallel()
	path := manyRows(t)
	for most, want := range map[int]int{0: 20000, 3: 3, 30000: 20000} {
		answer, err := ask.Ask(t.Context(), path, ask.Query{SQL: "select n from t order by n"}, nil, limits())
		if err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		w, err := ask.NewWriter("csv", &out, ask.Look{})
		if err != nil {
			t.Fatal(err)
		}
		written, all, err := ask.Write(w, answer, most)
		if err != nil || written != want || all != 20000 || bytes.Count(out.Bytes(), []byte("\n")) != want+1 {
			t.Errorf("of at most %d rows %d of %d are written, %v", most, written, all, err)
		}
		if err := answer.Close(); err != nil {
			t.Error(err)
		}
	}
}

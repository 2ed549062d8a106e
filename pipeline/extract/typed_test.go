package extract_test

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// TestTypedIsWhatTextSays reads cells of every sort typed and as text: what can be
// typed is what the text is cast to, in files with each way of writing days. Days
// before 1904 end the typed reading later, and are left aside.
func TestTypedIsWhatTextSays(t *testing.T) {
	t.Parallel()
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	prepare(t, db)
	usual := map[string]string{"": "2024-01-31", "dmy": "31/01/2024", "mdy": "01/31/2024"}
	compared := 0
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.SampledFrom([]string{"", "dmy", "mdy"}).Draw(rt, "order")
		lines := []string{"case_id,received_date,request_outcome,week20_exception"}
		for range 400 {
			lines = append(lines, "good,"+usual[order]+",Y,1")
		}
		odd := rapid.SliceOfN(rapid.OneOf(
			rapid.SampledFrom([]string{
				"", `""`, " 2024-01-31", "2024-01-31 ", "2024-1-5", "24-01-05", "2024-01-31 x", "2024-01-31 00:00:00", "2024-02-30", "infinity",
				"epoch", "31/01/2024", "1/2/2024", "02/03/2024", "31/01/24", "NULL", "y", " Y", "H", "TRUE", "t", "f", "yes", "1.0", "01", " 1", "2024-01-31BC",
			}),
			rapid.StringMatching(`[0-9]{1,5}[-/. ][0-9]{1,3}[-/. ][0-9]{1,5}[ 0-9:]{0,9}`),
			rapid.StringMatching(`[ YNAWHtrufalse01.]{0,5}`),
		), 1, 60).Draw(rt, "cells")
		for i, cell := range odd {
			for column := range 3 {
				cells := []string{usual[order], "Y", "1"}
				cells[column] = cell
				lines = append(lines, strconv.Itoa(i)+"-"+strconv.Itoa(column)+","+strings.Join(cells, ","))
			}
		}
		s := open(t, strings.Join(lines, "\n")+"\n", config.Extract{Dates: order})
		if !s.CanBeTyped() {
			rt.Fatal("it cannot be typed")
		}
		given := delivered(rt, t, db, s, "received_date, request_outcome, week20_exception", true)
		want := delivered(rt, t, db, s, fmt.Sprintf(`day_of(received_date, '%s')::varchar, case when request_outcome <> '' then
			coalesce(try_cast(request_outcome as outcome_code), try_cast(upper(trimmed(request_outcome)) as outcome_code)) end,
			flag_of(week20_exception)`, map[string]string{"": "dmy", "dmy": "dmy", "mdy": "mdy"}[order]), false)
		for id, row := range given {
			if day := row[:min(4, len(row))]; day < "1904" && !strings.HasPrefix(row, "-|") {
				continue
			}
			compared++
			if row != want[id] {
				rt.Errorf("row %s of %q is %q typed and %q as text", id, odd, row, want[id])
			}
		}
	})
	if compared == 0 {
		t.Error("nothing was compared")
	}
}

// TestCannotBeTyped: what the first rows or the configuration say against it.
func TestCannotBeTyped(t *testing.T) {
	t.Parallel()
	header := "case_id,received_date,plan_issued_date,request_outcome,week20_exception\n"
	for text, entry := range map[string]config.Extract{
		"1,2024-01-31,31/01/2024,Y,1\n": {}, // days in two ways
		"1,2024-01-31,,y,1\n":           {},
		"1,2024-01-31,,Y,yes\n":         {},
		"1,01/31/2024,,Y,1\n":           {Dates: "dmy"},
		"1,2024-01-31,,Y,0\n":           {Codes: map[string]map[string]string{"request_outcome": {"Y": "N"}}},
		"1,2024-01-31,N/A,Y,1\n":        {},
	} {
		if open(t, header+text, entry).CanBeTyped() {
			t.Errorf("%q can be typed", text)
		}
	}
	if !open(t, header+"1,2024-01-31,,Y,1\n", config.Extract{}).CanBeTyped() {
		t.Error("the usual way cannot be typed")
	}
}

// prepare makes the types and macros that rows are typed by.
func prepare(t *testing.T, db *warehouse.DB) {
	t.Helper()
	statements := strings.SplitAfter(queries.Text("macros"), ";")
	for _, code := range registry.CodeTypes() {
		statements = append(statements, "create type "+code.Name+" as enum ('"+strings.Join(code.Words, "', '")+"')")
	}
	for _, statement := range slices.DeleteFunc(statements, func(s string) bool { return strings.TrimSpace(s) == "" }) {
		if err := db.Exec(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
}

// delivered are the rows of a source by their case, cells parted by a bar.
func delivered(rt *rapid.T, t *testing.T, db *warehouse.DB, s *extract.Source, columns string, typed bool) map[string]string {
	rt.Helper()
	found := map[string]string{}
	if err := s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows", Typed: typed}, func(text string) error {
		_, rows, err := db.Text(t.Context(), "select case_id, "+columns+" from ("+text+") as read where case_id <> 'good'")
		for _, row := range rows {
			cells := make([]string, 0, len(row))
			for _, cell := range row[1:] {
				if cell == nil {
					cells = append(cells, "-")
				} else {
					cells = append(cells, *cell)
				}
			}
			found[*row[0]] = strings.Join(cells, "|")
		}
		return err
	}); err != nil {
		rt.Fatal(err)
	}
	return found
}

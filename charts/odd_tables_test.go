package charts_test

import (
	"encoding/xml"
	"slices"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"ehcp/charts"
)

// TestOddTables: whatever is missing, marked, repeated or out of order in a table, a chart is drawn or refused with
// its reason; drawing never fails half-way, and no number is drawn that is none.
func TestOddTables(t *testing.T) {
	all := drawings()
	rapid.Check(t, func(r *rapid.T) {
		d := all[rapid.IntRange(0, len(all)-1).Draw(r, "chart")]
		table := d.table(increments(day(2022, time.January, 1), rapid.IntRange(1, 18).Draw(r, "periods")))
		table = oddly(r, table)
		s := kentSetting()
		s.MinimumCount = rapid.IntRange(0, 12).Draw(r, "minimum")
		if rapid.Bool().Draw(r, "with signals") {
			s = withSignals(s, "falling_due_20", "pc_within_20_weeks_excl")
			s.Signals = oddly(r, s.Signals)
		}
		s.Range.PeriodType = rapid.SampledFrom([]string{"", "", "three_months", "month", "calendar_year"}).Draw(r, "type")
		chart, err := d.draw(table, s)
		if err != nil {
			if strings.Contains(err.Error(), "drawing failed") {
				r.Fatalf("%s: %v", d.name, err)
			}
			return
		}
		content, err := chart.SVG()
		if err != nil {
			r.Fatal(err)
		}
		var page svgPage
		if err := xml.Unmarshal(content, &page); err != nil || strings.Contains(string(content), "NaN") || strings.Contains(string(content), "Inf") {
			r.Fatalf("%s: the SVG is not sound: %v", d.name, err)
		}
		if len(chart.Alt) < 60 || len(chart.Alt) > 250 {
			r.Fatalf("%s: alternative text of %d characters: %s", d.name, len(chart.Alt), chart.Alt)
		}
	})
}

// oddly changes a table: cells become marks, numbers or nothing, rows go, come twice or change places, a column goes.
func oddly(r *rapid.T, table charts.Table) charts.Table {
	odd := charts.Table{Columns: slices.Clone(table.Columns)}
	for _, row := range table.Rows {
		odd.Rows = append(odd.Rows, slices.Clone(row))
	}
	cells := []string{"c", "x", "z", "", "0", "1", "100", "-3", "12.5", "1000000"}
	for range rapid.IntRange(0, 40).Draw(r, "cells") {
		if len(odd.Rows) == 0 {
			break
		}
		row := odd.Rows[rapid.IntRange(0, len(odd.Rows)-1).Draw(r, "row")]
		const keys = 9
		if len(row) > keys {
			row[rapid.IntRange(keys, len(row)-1).Draw(r, "column")] = rapid.SampledFrom(cells).Draw(r, "cell")
		}
	}
	switch rapid.IntRange(0, 5).Draw(r, "rows") {
	case 0:
		slices.Reverse(odd.Rows)
	case 1:
		odd.Rows = odd.Rows[:rapid.IntRange(0, len(odd.Rows)).Draw(r, "kept")]
	case 2:
		if len(odd.Rows) > 1 && rapid.Bool().Draw(r, "twice") {
			odd.Rows = append(odd.Rows, odd.Rows[0])
		}
	}
	if rapid.IntRange(0, 9).Draw(r, "lost") == 0 {
		at := rapid.IntRange(0, len(odd.Columns)-1).Draw(r, "lost column")
		odd.Columns = slices.Delete(odd.Columns, at, at+1)
		for i := range odd.Rows {
			odd.Rows[i] = slices.Delete(odd.Rows[i], at, at+1)
		}
	}
	return odd
}

package pipeline_test

import (
	"math"
	"path/filepath"
	"slices"
	"strconv"
	"testing"
)

// figures are the rows that every way works out, by table, then by time, topic
// and breakdown.
type figures map[string]map[string]record

// A comparedTable is one of the program's tables: the part of it that the
// comparators work out too.
type comparedTable struct {
	name, time    string
	part          record
	counts, weeks []string
}

func comparedTables() []comparedTable {
	return []comparedTable{
		{
			name: "timeliness", time: "period_start", part: record{"period_type": "three_months"},
			counts: []string{
				"plans_issued", "plans_issued_excl", "within_20_weeks", "within_20_weeks_excl",
				"within_30_weeks", "within_30_weeks_excl", "within_52_weeks", "within_52_weeks_excl",
			},
			weeks: []string{"median_weeks", "mean_weeks"},
		},
		{
			name: "backlog", time: "as_at", part: record{"is_month_end": "true"},
			counts: []string{"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52"},
		},
		{
			name: "falling_due", time: "period_start", part: record{"period_type": "three_months", "threshold_weeks": "20"},
			counts: []string{"fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan"},
		},
	}
}

// figuresOf reads what a run published.
func figuresOf(t testing.TB, run string) figures {
	t.Helper()
	all := figures{}
	for _, c := range comparedTables() {
		all[c.name] = c.keyed(t, where(readCSV(t, filepath.Join(run, "restricted", "tables", c.name+".csv")), c.part))
	}
	return all
}

// keyed gives the rows of the topics that the comparators know.
func (c comparedTable) keyed(t testing.TB, rows []record) map[string]record {
	t.Helper()
	all := make(map[string]record, len(rows))
	for _, row := range rows {
		if !slices.Contains([]string{"All", "Area", "Primary need"}, row["breakdown_topic"]) {
			continue
		}
		key := row.pick(c.time, "breakdown_topic", "breakdown")
		if all[key] != nil {
			t.Errorf("%s: two rows of %s", c.name, key)
		}
		all[key] = row
	}
	if len(all) == 0 {
		t.Errorf("%s: no row to compare", c.name)
	}
	return all
}

// agree fails the test unless the figures that a comparator left in a folder are
// these: the same counts, and weeks that the published ones are rounded from.
func (f figures) agree(t testing.TB, name, folder string) {
	t.Helper()
	for _, c := range comparedTables() {
		got, want := c.keyed(t, readCSV(t, filepath.Join(folder, c.name+".csv"))), f[c.name]
		first := ""
		for key, row := range want {
			if first == "" || row[c.time] < first {
				first = row[c.time]
			}
			if got[key] == nil && !c.isNothing(row) {
				t.Errorf("%s has no %s of %s", name, c.name, key)
			}
		}
		for key, row := range got {
			switch wanted := want[key]; {
			case wanted != nil:
				c.same(t, name+", "+c.name+" of "+key, row, wanted)
			case row[c.time] >= first: // what is earlier is not covered, and not published
				t.Errorf("%s has %s of %s, which is not published", name, c.name, key)
			}
		}
	}
}

// isNothing says that every count is 0: others have no row of that.
func (c comparedTable) isNothing(row record) bool {
	return !slices.ContainsFunc(c.counts, func(column string) bool { return row[column] != "0" })
}

func (c comparedTable) same(t testing.TB, what string, got, want record) {
	t.Helper()
	if columns := c.counts; got.pick(columns...) != want.pick(columns...) {
		t.Errorf("%s: %v are %s, want %s", what, columns, got.pick(columns...), want.pick(columns...))
	}
	for _, column := range c.weeks {
		if want[column] == "" {
			continue
		}
		exact, err := strconv.ParseFloat(got[column], 64)
		rounded, err2 := strconv.ParseFloat(want[column], 64)
		if err != nil || err2 != nil || math.Abs(exact-rounded) > 0.05+1e-9 {
			t.Errorf("%s: %s is %s, want what %s is rounded from", what, column, got[column], want[column])
		}
	}
}

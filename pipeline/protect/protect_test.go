package protect_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
)

// apply protects one row of a table, of which only the cells in given are
// known ("" is a figure that is not available), and gives the row.
func apply(t *testing.T, rule protect.Rule, name string, given map[string]string) (map[string]string, int) {
	t.Helper()
	table, ok := registry.Find(name)
	if !ok {
		t.Fatalf("there is no table %s", name)
	}
	row := make([]*string, len(table.Columns))
	for name, cell := range map[string]string{
		"period_type": "three_months", "period_start": "2024-01-01", "period_end": "2024-03-31", "as_at": "2024-01-31", "breakdown_topic": "All",
		"breakdown": "All",
	} {
		if _, found := given[name]; !found {
			given[name] = cell
		}
	}
	for i, column := range table.Columns {
		if cell, found := given[column.Name]; found && cell != "" {
			row[i] = &cell
		}
	}
	p := protect.NewPublication(rule, time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC))
	if err := p.Add(table, [][]*string{row}); err != nil {
		t.Fatal(err)
	}
	report, err := p.Protect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	row = p.Rows(name)[0]
	got := map[string]string{}
	for i, column := range table.Columns {
		if row[i] != nil {
			got[column.Name] = *row[i]
		}
	}
	return got, report.Hidden[name]
}

// check compares the cells that want names.
func check(t *testing.T, got map[string]string, want string) {
	t.Helper()
	for pair := range strings.FieldsSeq(want) {
		name, cell, _ := strings.Cut(pair, "=")
		if got[name] != cell {
			t.Errorf("%s is %q, want %q", name, got[name], cell)
		}
	}
}

func TestCounts(t *testing.T) {
	t.Parallel()
	for minimum, want := range map[int]map[string]string{
		1:  {"0": "0", "1": "1", "4": "4", "5": "5"},
		2:  {"0": "0", "1": "c", "2": "2"},
		5:  {"0": "0", "1": "c", "2": "c", "3": "c", "4": "c", "5": "5", "1234": "1234", "": "x"},
		10: {"0": "0", "5": "c", "9": "c", "10": "10"},
	} {
		for given, cell := range want {
			got, _ := apply(t, protect.Rule{MinimumCount: minimum}, "requests", map[string]string{"received": given})
			if got["received"] != cell {
				t.Errorf("minimum count %d: %q becomes %q, want %q", minimum, given, got["received"], cell)
			}
		}
	}
}

func TestFigures(t *testing.T) {
	t.Parallel()
	rule := protect.Rule{MinimumCount: 5}
	for _, c := range []struct{ name, table, given, want string }{
		{"all shown", "requests", "received=20 not_assessed=5 pc_not_assessed=25.0", "not_assessed=5 pc_not_assessed=25.0"},
		{"numerator hidden", "requests", "received=20 not_assessed=4 pc_not_assessed=20.0", "pc_not_assessed=c"},
		{"denominator hidden", "requests", "received=4 not_assessed=0 pc_not_assessed=0.0", "received=c pc_not_assessed=c"},
		{"none of many", "requests", "received=20 not_assessed=0 pc_not_assessed=0.0", "not_assessed=0 pc_not_assessed=0.0"},
		{"all of many", "requests", "received=20 not_assessed=20 pc_not_assessed=100.0", "pc_not_assessed=100.0"},
		{"no denominator", "requests", "received=0 not_assessed=0", "received=0 not_assessed=0 pc_not_assessed=x"},
		{"not collected", "requests", "received=20", "received=20 not_assessed=x pc_not_assessed=x"},
		{
			"limits go with their percentage", "timeliness",
			"plans_issued=20 within_20_weeks=4 pc_within_20_weeks=20.0 pc_within_20_weeks_low=8.1 pc_within_20_weeks_high=41.6",
			"within_20_weeks=c pc_within_20_weeks=c pc_within_20_weeks_low=c pc_within_20_weeks_high=c",
		},
		{
			"a difference rests on both counts", "timeliness", "plans_issued=20 plans_issued_excl=4 pc_exceptions=80.0",
			"plans_issued=20 plans_issued_excl=c pc_exceptions=c",
		},
		{
			"falling due rests on those that were open", "falling_due",
			"issued_by_due_date=10 open_at_due_date=3 pc_issued_by_due_date=76.9 pc_low=49.7 pc_high=91.8",
			"open_at_due_date=c pc_issued_by_due_date=c pc_low=c pc_high=c",
		},
		{
			"median of 9", "timeliness", "plans_issued=9 median_weeks=20.1 mean_weeks=21.0 p90_weeks=30.0",
			"plans_issued=9 median_weeks=c mean_weeks=c p90_weeks=c",
		},
		{
			"median of 10", "timeliness", "plans_issued=10 median_weeks=20.1 mean_weeks=21.0 p90_weeks=30.0",
			"median_weeks=20.1 mean_weeks=21.0 p90_weeks=c",
		},
		{"p90 of 49", "timeliness", "plans_issued=49 p90_weeks=30.0", "p90_weeks=c"},
		{"p90 of 50", "timeliness", "plans_issued=50 p90_weeks=30.0", "p90_weeks=30.0"},
		{"median of none", "timeliness", "plans_issued=0", "median_weeks=x p90_weeks=x"},
		{"median of a hidden count", "timeliness", "plans_issued=4 median_weeks=20.1", "median_weeks=c"},
		{"oldest", "backlog", "open=100 oldest_weeks_open=124 median_weeks_open=15.0", "oldest_weeks_open=c"},
		{"oldest of none", "backlog", "open=0", "open=0 oldest_weeks_open=x median_weeks_open=x"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			given := map[string]string{"breakdown": "All", "period": "2024", "is_complete": "true"}
			for pair := range strings.FieldsSeq(c.given) {
				name, cell, _ := strings.Cut(pair, "=")
				given[name] = cell
			}
			got, _ := apply(t, rule, c.table, given)
			check(t, got, c.want)
			if got["breakdown"] != "All" {
				t.Errorf("a key became %q", got["breakdown"])
			}
		})
	}
}

func TestOldestWhereItMayBeShown(t *testing.T) {
	t.Parallel()
	got, _ := apply(t, protect.Rule{MinimumCount: 5, PublishOldest: true}, "backlog",
		map[string]string{"open": "100", "oldest_weeks_open": "124"})
	check(t, got, "oldest_weeks_open=124")
}

// Every count of every table is a cell, and no figure is left that rests on a
// hidden one.
func TestEveryColumn(t *testing.T) {
	t.Parallel()
	for _, table := range registry.Tables() {
		if table.Name == "figures" || table.Judged || table.RestrictedOnly || table.IsOpen || table.Name == "time_to_plan" || table.Follows != "" {
			continue // It is made from tables that are protected already, or by Weeks.
		}
		given := map[string]string{}
		for _, column := range table.Measures() {
			given[column.Name] = "3"
		}
		got, hidden := apply(t, protect.Rule{MinimumCount: 5}, table.Name, given)
		want := 0
		for _, column := range table.Measures() {
			if column.Role == registry.Estimate || column.Role == registry.Figure || slices.Contains(table.Shown, column.Name) {
				continue // Rule.Weeks says where it is hidden, it counts no case, or periods in which it is small are left out.
			}
			want++
			if got[column.Name] != protect.Hidden {
				t.Errorf("%s.%s is %q where every count is 3", table.Name, column.Name, got[column.Name])
			}
		}
		if hidden < want {
			t.Errorf("%s: %d cells hidden, want %d", table.Name, hidden, want)
		}
	}
}

package ask_test

import (
	"fmt"
	"testing"

	"ehcp/pipeline/ask"
	"ehcp/queries"
)

// number is a cell that holds one; null is 0.
func number(t *testing.T, row map[string]any, column string) int {
	t.Helper()
	value, found := row[column]
	if !found {
		t.Fatalf("there is no column %s", column)
	}
	n, _ := value.(float64)
	return int(n)
}

// total adds a column up over the rows.
func total(t *testing.T, rows []map[string]any, column string) (sum int) {
	t.Helper()
	for _, row := range rows {
		sum += number(t, row, column)
	}
	return sum
}

// adhoc asks a query of the program's own.
func adhoc(t *testing.T, path, name string, sets ...string) []map[string]any {
	t.Helper()
	return rows(t, path, ask.Query{Name: name, SQL: queries.Text("adhoc/" + name)}, sets...)
}

// sums holds the queries of periods and of cases to the published tables.
func sums(t *testing.T, path string) {
	t.Helper()
	counts := map[string]string{
		"requests_received": "received", "plans_issued": "plans_issued", "within_20_weeks": "within_20_weeks",
		"over_20_weeks_excl": "over_20_weeks_excl", "over_52_weeks": "over_52_weeks",
	}
	published := rows(t, path, ask.Query{SQL: `select * from timeliness inner join requests
		using (authority_code, period_type, period_start, breakdown_topic, breakdown)
		where breakdown_topic = 'All' and period_type = 'calendar_year'`})
	for _, per := range []string{"month", "quarter", "calendar_year"} {
		got := adhoc(t, path, "requests-and-plans", "per="+per)
		for column, of := range counts {
			if a, b := total(t, got, column), total(t, published, of); a != b || a == 0 && column != "over_20_weeks_excl" {
				t.Errorf("by %s there are %d %s, in two calendar years %d", per, a, column, b)
			}
		}
	}
	for per, periodType := range map[string]string{
		"week": "week", "financial_year": "financial_year", "academic_year": "academic_year", "quarter": "three_months",
	} {
		for _, area := range []string{"All", "North Sample"} {
			topic := map[string]string{"All": "All", "North Sample": "Area"}[area]
			want := rows(t, path, ask.Query{SQL: `select * from timeliness where breakdown_topic = $topic and breakdown = $area
				and period_type = $type order by period_start`}, "topic="+topic, "area="+area, "type="+periodType)
			got := adhoc(t, path, "requests-and-plans", "per="+per, "area="+area)
			if len(got) != len(want) || len(got) == 0 {
				t.Errorf("%s, %s: %d rows, want %d", per, area, len(got), len(want))
				continue
			}
			for i := range got {
				for _, column := range []string{"plans_issued", "pc_within_20_weeks", "within_20_weeks_excl", "pc_within_20_weeks_excl"} {
					if got[i][column] != want[i][column] {
						t.Errorf("%s %s: %s is %v, want %v", area, want[i]["period"], column, got[i][column], want[i][column])
					}
				}
			}
		}
	}
	from := adhoc(t, path, "requests-and-plans", "from=2024-01-01", "to=2024-03-31")
	if fmt.Sprint(len(from), from[0]["period"]) != "3Jan 2024" {
		t.Errorf("from a day on there are %v", from)
	}
	coming(t, path)
}

// coming holds what lies ahead to other queries and to the cases.
func coming(t *testing.T, path string) {
	t.Helper()
	soon := adhoc(t, path, "due-soon")
	for column, weeks := range map[string]string{"in_4_weeks": "4", "in_8_weeks": "8", "in_12_weeks": "12"} {
		counted := total(t, adhoc(t, path, "due-in", "weeks="+weeks), "falling_due")
		listed := len(adhoc(t, path, "cases-due", "weeks="+weeks))
		if a := total(t, soon, column); a != counted || a != listed || a == 0 {
			t.Errorf("%d cases are due %s, %d in that many, %d are listed", a, column, counted, listed)
		}
	}
	team, _ := soon[0]["team"].(string)
	if listed := len(adhoc(t, path, "cases-due", "team="+team)); listed != number(t, soon[0], "in_4_weeks") {
		t.Errorf("%d cases of %s are due, not %v", listed, team, soon[0])
	}
	longest := adhoc(t, path, "longest-waits", "cases=3")
	oldest := rows(t, path, ask.Query{SQL: "select max(days) as days from cases where is_open"})
	if len(longest) != 3 || number(t, longest[0], "days_open") != number(t, oldest[0], "days") {
		t.Errorf("the longest waits are %v, the longest is %v", longest, oldest)
	}
	passing := adhoc(t, path, "cases-passing")
	by := adhoc(t, path, "passing-30-and-52")
	if want := total(t, by, "passing_30_weeks") + total(t, by, "passing_52_weeks"); len(passing) != want || want == 0 {
		t.Errorf("%d cases are listed as passing, %d counted", len(passing), want)
	}
	due := adhoc(t, path, "due-by-period", "weeks=30", "per=financial_year")
	want := rows(t, path, ask.Query{SQL: `select * from falling_due where breakdown_topic = 'All' and threshold_weeks = 30
		and period_type = 'financial_year' order by period_start`})
	if len(due) != len(want) || total(t, due, "fell_due") != total(t, want, "fell_due") ||
		due[0]["pc_issued_by_due_date_excl"] != want[0]["pc_issued_by_due_date_excl"] {
		t.Errorf("of the cases due there are %v, want %v", due, want)
	}
}

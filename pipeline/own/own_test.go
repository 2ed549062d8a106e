package own_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/own"
	"ehcp/pipeline/registry"
)

// declaration is that of a small table.
const declaration = `-- What is open?
-- table: our_table
-- title: Open cases
-- about: Open cases at the end of the day.
-- profile: restricted
-- key: provider | Provider | Who was asked.
-- count: open | cases | Open cases | Open.
-- count: late | cases | Late cases | Among them.
-- number: mean_weeks | weeks | Mean weeks | Of them.
-- share: pc_late = late / open | Percentage late
`

// query gives a table's rows without any table to ask: values in the order of
// topic, breakdown, provider, open, late and weeks.
func query(rows ...string) string {
	return declaration + "select 'E1' as authority_code, date '2024-12-31' as as_at, * from (values " + strings.Join(rows, ", ") +
		") as given (breakdown_topic, breakdown, provider, open, late, mean_weeks)\n"
}

// folder is a configuration whose folder of queries holds some files.
func folder(t *testing.T, files map[string]string) config.Config {
	t.Helper()
	settings := config.Config{Folder: t.TempDir(), Queries: []string{"."}}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(settings.Folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return settings
}

// empty makes the empty tables.
func empty(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "empty.duckdb")
	if err := own.MakeEmpty(t.Context(), path, t.TempDir(), 1); err != nil {
		t.Fatal(err)
	}
	return path
}

func limits() ask.Limits { return ask.Limits{Timeout: time.Minute, MemoryLimit: "500MB"} }

// asked reads one file, tries it and asks it, all on empty tables.
func asked(t *testing.T, path, sql string, l ask.Limits) ([][]string, *own.Table, error) {
	t.Helper()
	tables, err := own.Read(folder(t, map[string]string{"our.sql": sql}))
	if err != nil {
		return nil, nil, err
	}
	if err := tables[0].Try(t.Context(), path, l); err != nil {
		return nil, nil, err
	}
	rows, err := tables[0].Rows(t.Context(), path, l)
	return rows, tables[0], err
}

func TestTable(t *testing.T) {
	t.Parallel()
	rows, table, err := asked(t, empty(t), query("('All', 'All', 'EP', 5, 2, 3.25)", "('Team', 'One', 'EP', 5, null, null)"), limits())
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff([]string{"authority_code", "as_at", "breakdown_topic", "breakdown", "provider", "open", "late", "mean_weeks"}, table.Given()); diff != "" {
		t.Errorf("the query's columns (-want +got):\n%s", diff)
	}
	want := [][]string{
		{"E1", "2024-12-31", "All", "All", "EP", "5", "2", "3.25"},
		{"E1", "2024-12-31", "Team", "One", "EP", "5", "", ""},
	}
	if diff := cmp.Diff(want, rows); diff != "" {
		t.Errorf("rows (-want +got):\n%s", diff)
	}
	if want := []string{
		"authority_code", "authority_name", "as_at", "is_increment_end", "is_month_end", "breakdown_topic", "breakdown", "provider", "open", "late",
		"mean_weeks", "pc_late",
	}; !slices.Equal(table.Header(), want) {
		t.Errorf("the header is %v", table.Header())
	}
	if want := "authority_code as_at breakdown_topic breakdown provider"; strings.Join(table.Sort, " ") != want || !table.Dated || !table.RestrictedOnly {
		t.Errorf("a row is known by %v, dated %t, restricted %t", table.Sort, table.Dated, table.RestrictedOnly)
	}
	for name, want := range map[string]string{
		"open": "The team's query our.sql.", "pc_late": "late / open.", "authority_name": "The extract's authority_code, else council: in the configuration.",
	} {
		i := slices.IndexFunc(table.Columns, func(c registry.Column) bool { return c.Name == name })
		if got := table.From(table.Columns[i]); got != want {
			t.Errorf("%s comes from %q, want %q", name, got, want)
		}
	}
}

// TestColumnsOfTheExtract are there where the configuration names them.
func TestColumnsOfTheExtract(t *testing.T) {
	t.Parallel()
	path := empty(t)
	sql := strings.Replace(query("('All', 'All', 'EP', 5, 2, 3.25)"), "'E1' as", "(select min(extra_1) from stage_rows) as", 1)
	if _, _, err := asked(t, path, sql, limits()); err != nil {
		t.Error(err)
	}
	if _, _, err := asked(t, path, strings.Replace(sql, "extra_1", "extra_2", 1), limits()); err == nil || !strings.Contains(err.Error(), "LINE 11:") {
		t.Errorf("a column that no extract has gave %v", err)
	}
}

func TestRefused(t *testing.T) {
	t.Parallel()
	const row = "('All', 'All', 'EP', 5, 2, 3.25)"
	good := query(row)
	swap := func(old, fresh string) string {
		if !strings.Contains(good, old) {
			t.Fatalf("there is no %q to swap", old)
		}
		return strings.Replace(good, old, fresh, 1)
	}
	path := empty(t)
	for _, c := range []struct{ sql, what, try string }{
		// The declaration.
		{swap("our_table", "Our Table"), `our.sql:2: "Our Table" is no name for a table`, "open_by_district"},
		{swap("our_table", "tab1"), `our.sql:2: "tab1" is no name`, ""}, // it would be a cell of a workbook
		{swap("our_table", "a_name_that_is_longer_than_a_sheet"), "is no name", "3 to 31"},
		{swap("our_table", "cases"), "our.sql:2: the program has a table named cases", "our_cases"},
		{swap("our_table", "public_backlog"), "has a table named public_backlog", ""},
		{swap("our_table", "spells"), "has a table named spells", ""},
		{swap("title: Open cases", "title:"), "our.sql:3: title: says nothing", "Open cases by district"},
		{swap("title: Open cases", "title: =HYPERLINK()"), "our.sql:3: title: begins with no letter or figure", ""},
		{swap("-- about", "-- title: Another\n-- about"), "our.sql:4: title: is there twice", ""},
		{swap("open | cases | Open cases | Open.", "open, cases"), `our.sql:7: count: "open, cases" is not a column`, "open | cases |"},
		{swap("late / open", "late of open"), "our.sql:10: share:", "pc_over_20_weeks = over_20_weeks / open"},
		{swap("late / open", "lat / open"), `our.sql:10: pc_late is a share of "lat", which is no count`, `"late"`},
		{swap("late / open", "late / mean_weeks"), `"mean_weeks", which is no count`, ""},
		{swap("count: late", "count: open"), "our.sql:8: the column open is there twice", ""},
		{swap("Late cases", "Open cases"), `our.sql:8: late has the heading of open, "Open cases"`, ""},
		{swap("Late cases", "Breakdown"), "the heading of breakdown", ""},
		{swap("provider | Provider", "breakdown | Provider"), "our.sql:6: breakdown is a key that every table has", ""},
		{swap("provider | Provider", "Provider | Provider"), `"Provider" is no name for a column`, ""},
		{swap("provider | Provider", "postcode | Provider"), "our.sql:6: postcode tells single cases", ""},
		{strings.ReplaceAll(swap("share: pc_late", "number: pc_late"), "late / open", "% | Late | Late"), `"pc_late = %" is no name for a column`, ""},
		// The columns.
		{swap("'E1' as authority_code, ", ""), "our.sql:2: the query gives no authority_code", ""},
		{swap("date '2024-12-31' as as_at, ", ""), "gives no period_type", "a day (as_at) or of a period"},
		{swap("date '2024-12-31' as as_at", "'2024-12-31' as as_at"), "as_at is varchar; it has to be a date", "as_at::date"},
		{swap("'E1' as", "'Kent' as authority_name, 'E1' as"), "gives authority_name, which the program fills in", ""},
		{swap("'E1' as", "'x' as period_type, 'E1' as"), "gives period_type, which the program fills in, or which does not go with", ""},
		{swap("'E1' as", "1 as pc_late, 'E1' as"), "our.sql:10: the query gives pc_late, which the program works out", ""},
		{swap("'E1' as", "1 as more, 'E1' as"), "gives more, which is not declared", ""},
		{swap("'E1' as", "'J' as case_officer, 'E1' as"), "gives case_officer, which tells single cases", ""},
		{swap("'E1' as", "1 as OPEN, 'E1' as"), "gives open twice", ""},
		{swap("open, late, mean_weeks)", "open, lately, mean_weeks)"), "gives lately, which is not declared", ""},
		{query("('All', 'All', 'EP', 5.5, 2, 3.25)"), "our.sql:7: open is decimal(2,1); it has to be a whole number", "open::bigint"},
		{query("('All', 'All', 7, 5, 2, 3.25)"), "provider is integer; it has to be text", "provider::varchar"},
		{query("('All', 'All', 'EP', 5, 2, 'x')"), "mean_weeks is varchar; it has to be a number", ""},
		{strings.Replace(good, "select", "explain select", 1), "explains another", ""},
		// The rows.
		{query(row, row), "our.sql:2: two rows of the query have the same keys", ""},
		{query("('All', 'Some', 'EP', 5, 2, 3.25)"), "All in one of breakdown_topic and breakdown, and not in the other", ""},
		{query("('All', 'All', null::varchar, 5, 2, 3.25)"), "our.sql:6: provider is empty in a row", "coalesce(provider"},
		{query("('Team', 'a\n\tb', 'EP', 5, 2, 3.25)"), "breakdown has a value of more than 200 characters, or of several lines", ""},
		{query("('All', 'All', 'EP', -5, 2, 3.25)"), "our.sql:7: open is no number of cases", ""},
		{query("('All', 'All', 'EP', 5000000000, 2, 3.25)"), "open is no number of cases", ""},
		{query("('All', 'All', 'EP', 5, 2, 'nan'::double)"), "our.sql:9: mean_weeks is no number", ""},
		{query("('All', 'All', 'EP', 5, 6, 3.25)"), "our.sql:10: late is more than open in a row", ""},
		{strings.Replace(good, "(values "+row+")", "(select 'Team', i::varchar, 'EP', 1, 1, 1.5 from range(1001) r (i))", 1), "more than 1000 values", ""},
		{strings.Replace(good, "(values "+row+")", "(select 't' || i, i::varchar, 'EP', 1, 1, 1.5 from range(100001) r (i))", 1), "more than 100000 rows", ""},
		{query("('All', 'All', 'EP', 5, 2, 3.25)", "('Team', error('child k1'), 'EP', 1, 1, 1)"), "our.sql: ", ""},
	} {
		_, _, err := asked(t, path, c.sql, limits())
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.what) || !strings.Contains(fault.Hint(err), c.try) || fault.Hint(err) == "" {
			t.Errorf("%s\ngave %v, try %q; want %q, try %q", c.sql, err, fault.Hint(err), c.what, c.try)
		}
	}
}

// TestUnsteady refuses tables that would be others on another day, or by chance.
func TestUnsteady(t *testing.T) {
	t.Parallel()
	path := empty(t)
	for sql, word := range map[string]string{
		"current_date": "current_date", "now()::date": "now", "TODAY()": "today", "(date '2024-01-01' + random()::integer)": "random",
		"date '2024-01-01' /* today() */": "", "(select max(as_at) from run where as_at::varchar <> 'now()')": "",
	} {
		_, _, err := asked(t, path, strings.Replace(query("('All', 'All', 'EP', 5, 2, 3.25)"), "date '2024-12-31'", sql, 1), limits())
		if word == "" && err != nil && strings.Contains(err.Error(), "uses") || word != "" && (err == nil || !strings.Contains(err.Error(), "the query uses "+word+",")) {
			t.Errorf("%s gave %v", sql, err)
		}
	}
}

// TestLimits stops a query before any extract is read, and says in which file it is.
func TestLimits(t *testing.T) {
	t.Parallel()
	endless := declaration + "with recursive t as (select 1 as n union all select n + 1 from t) select max(n) as n from t\n"
	large := declaration + "select list(i) as n from range(100000000) as r (i)\n"
	for sql, l := range map[string]ask.Limits{
		endless: {Timeout: 300 * time.Millisecond, MemoryLimit: "500MB"}, large: {Timeout: time.Minute, MemoryLimit: "40MB"},
	} {
		_, _, err := asked(t, empty(t), sql, l)
		if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "our.sql: the query was stopped") ||
			!strings.Contains(fault.Hint(err), "ask for less") {
			t.Errorf("gave %v, try %q", err, fault.Hint(err))
		}
	}
}

func TestPublicTable(t *testing.T) {
	t.Parallel()
	public := strings.Replace(declaration, "restricted", "public", 1)
	public = strings.ReplaceAll(strings.ReplaceAll(public, "-- key: provider | Provider | Who was asked.\n", ""),
		"-- number: mean_weeks | weeks | Mean weeks | Of them.\n", "")
	read := func(text string, approvals ...config.OwnTable) ([]*own.Table, error) {
		settings := folder(t, map[string]string{"our.sql": text + "select 1\n", "plain.sql": "-- What?\nselect 1\n"})
		settings.Disclosure.OwnTables = approvals
		return own.Read(settings)
	}
	approval := config.OwnTable{Table: "our_table", ApprovedBy: "A. Name", ApprovedOn: "2024-12-31"}
	tables, err := read(public, approval)
	if err != nil || len(tables) != 1 || tables[0].Approval != approval || !tables[0].IsPublic || tables[0].RestrictedOnly {
		t.Errorf("%v, %v", tables, err)
	}
	many := public
	for _, name := range []string{"c", "d", "e", "f", "g", "h", "i"} {
		many += "-- count: " + name + " | cases | Cases " + name + " | Some.\n"
	}
	for _, c := range []struct {
		text, what string
		approvals  []config.OwnTable
	}{
		{public, "our.sql:5: the public table our_table has no approval", nil},
		{public, `no query makes a table named "their_table"`, []config.OwnTable{approval, {Table: "their_table", ApprovedBy: "A", ApprovedOn: "2024-12-31"}}},
		{strings.Replace(declaration, "restricted", "public", 1), "has provider, which is neither a count nor a share", []config.OwnTable{approval}},
		{many, "our.sql:2: the public table our_table has 9 counts; it may have 8", []config.OwnTable{approval}},
	} {
		if _, err := read(c.text, c.approvals...); fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.what) {
			t.Errorf("gave %v, want %q", err, c.what)
		}
	}
}

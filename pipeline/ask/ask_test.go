package ask_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/ask"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

func limits() ask.Limits { return ask.Limits{Timeout: time.Minute, MemoryLimit: "1GiB"} }

// values are given to every named query that needs them.
func values() map[string]string {
	return map[string]string{"date": "2024-06-15", "weeks": "4", "period": "Dec 2024", "by": "2025-06-30", "year": "2023"}
}

// run makes a run of the sample extract and gives its database.
func run(t *testing.T) (path string) {
	t.Helper()
	settings, err := config.Load("../../sample-data/ehcp.yaml")
	if err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	_, err = pipeline.Run(t.Context(), pipeline.Options{
		Config: settings, Out: out, Profiles: []string{"restricted"}, TablesOnly: true, Now: time.Now,
		Progress: func(pipeline.Step) {}, Warn: func(string) {},
	})
	if err != nil {
		t.Fatal(err)
	}
	path, err = ask.Database(out, "")
	if err != nil {
		t.Fatal(err)
	}
	return path
}

// rows asks a query and gives its rows as objects.
func rows(t *testing.T, path string, q ask.Query, sets ...string) []map[string]any {
	t.Helper()
	answer, err := ask.Ask(t.Context(), path, q, sets, limits())
	if err != nil {
		t.Fatalf("%s: %v", q.Name, err)
	}
	var text bytes.Buffer
	w, err := ask.NewWriter("json", &text, ask.Look{})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := ask.Write(w, answer, 0); err != nil {
		t.Fatal(err)
	}
	if err := answer.Close(); err != nil {
		t.Fatal(err)
	}
	var found []map[string]any
	if err := json.Unmarshal(text.Bytes(), &found); err != nil {
		t.Fatalf("%s: %v in %s", q.Name, err, text.String())
	}
	return found
}

func TestNamedQueriesOnTheSample(t *testing.T) {
	t.Parallel()
	path := run(t)
	list, err := ask.Named(config.Config{})
	if err != nil || len(list) < 17 {
		t.Fatalf("%d queries, %v", len(list), err)
	}
	for _, q := range list {
		var sets []string
		for _, p := range q.Parameters() {
			value, found := values()[p.Name]
			switch {
			case p.HasDefault:
			case !found:
				t.Errorf("%s needs %s, which the test has no value for", q.Name, p.Name)
			default:
				sets = append(sets, p.Name+"="+value)
			}
		}
		if len(rows(t, path, q, sets...)) == 0 {
			t.Errorf("%s gave no row", q.Name)
		}
	}
	agree(t, path)
	sums(t, path)
}

// agree compares named queries that count cases with the published tables.
func agree(t *testing.T, path string) {
	t.Helper()
	for _, c := range []struct{ name, sql, sets string }{
		{"backlog-on", `select authority_name, as_at, open, weeks_0_to_20, weeks_over_20_to_30, weeks_over_30_to_52,
			weeks_over_52,
				oldest_weeks_open from backlog where breakdown_topic = 'All' and as_at = '2024-05-31'`, "date=2024-05-31"},
		{"average-wait-overdue", `select authority_name, as_at, over_20_weeks from backlog
			where breakdown_topic = 'All' and is_increment_end order by as_at`, ""},
		{"open-by-stage", `select breakdown as stage, open, weeks_over_52 from backlog
			where breakdown_topic = 'Stage' and as_at = '2024-12-31' and open > 0
			order by list_position(['request', 'assessment', 'issue'], lower(breakdown))`, ""},
		{"due-now", `select open, over_20_weeks, over_30_weeks, over_52_weeks from backlog
			where breakdown_topic = 'All' and as_at = '2024-12-31'`, ""},
		{"clearance", `select threshold_weeks as over_weeks, plans_a_week::decimal(7, 1) as plans_a_week, low::decimal(7, 1) as low,
			high::decimal(7, 1) as high, plans_a_week_now::decimal(7, 1) as plans_a_week_now from plans_needed
			where weeks_ahead = 25 order by threshold_weeks desc`, "by=2025-06-30"},
		{"reviews-outstanding", `select outstanding, no_meeting, no_decision, no_final_plan, overdue, overdue_over_12_months,
			overdue_over_3_to_6_months + overdue_over_6_to_12_months + overdue_over_12_months as overdue_over_3_months
			from annual_reviews_outstanding where breakdown_topic = 'All' and as_at = '2024-05-31'`, "date=2024-05-31"},
		{"advice-outstanding-on", `select outstanding, overdue, overdue_over_6_weeks from advice_outstanding
			where breakdown_topic = 'Advice type' and as_at = '2024-05-31' order by breakdown`, "date=2024-05-31"},
		{"reviews-clearance", `select unnest([outstanding, overdue_over_12_months]) as open_now from annual_reviews_outstanding
			where breakdown_topic = 'All' and as_at = '2024-12-31'`, "by=2025-09-30"},
	} {
		var sets []string
		if c.sets != "" {
			sets = append(sets, c.sets)
		}
		got := rows(t, path, ask.Query{Name: c.name, SQL: queries.Text("adhoc/" + c.name)}, sets...)
		want := rows(t, path, ask.Query{SQL: c.sql})
		if len(got) != len(want) {
			t.Errorf("%s gave %d rows, the table %d", c.name, len(got), len(want))
			continue
		}
		for i := range want {
			for column, value := range want[i] {
				if column != "stage" && got[i][column] != value {
					t.Errorf("%s, row %d: %s is %v, in the table %v", c.name, i, column, got[i][column], value)
				}
			}
		}
	}
	behind := rows(t, path, ask.Query{SQL: queries.Text("adhoc/cases-behind")}, "period=Oct to Dec 2024")
	issued := rows(t, path, ask.Query{SQL: `select plans_issued from timeliness
		where breakdown_topic = 'All' and period = 'Oct to Dec 2024'`})
	if float64(len(behind)) != issued[0]["plans_issued"] {
		t.Errorf("%d cases are behind %v plans", len(behind), issued)
	}
	// DfE published 1,976 new plans of 2023, of which 1,804 are in its timeliness and 1,796 without exceptions.
	disputed, excepted := 0, 0
	for _, row := range rows(t, path, ask.Query{SQL: queries.Text("adhoc/cases-to-reconcile")}, "year=2023") {
		if row["is_after_mediation_or_tribunal"] == true {
			disputed++
		} else if row["is_exception"] == true {
			excepted++
		}
	}
	if disputed != 1976-1804 || excepted != 1804-1796 {
		t.Errorf("%d plans after mediation and %d exceptions are to be reconciled", disputed, excepted)
	}
}

// TestEveryColumnHasAMeaning: a column that --describe says nothing of is a
// riddle to who asks.
func TestEveryColumnHasAMeaning(t *testing.T) {
	t.Parallel()
	path := run(t)
	find := func() (string, error) { return path, nil }
	for _, table := range rows(t, path, ask.Query{SQL: "select distinct table_name as name from duckdb_columns() where not internal"}) {
		name, _ := table["name"].(string)
		d, err := ask.Describe(t.Context(), name, find, limits())
		if err != nil {
			t.Fatal(err)
		}
		if d.Grain == "" {
			t.Errorf("%s does not say what a row is", name)
		}
		for _, row := range d.Rows {
			if row[3] == "" {
				t.Errorf("%s.%s has no meaning", name, row[0])
			}
			if row[4] == "" && (name == "cases" || d.Source != "") {
				t.Errorf("%s.%s does not say where it comes from", name, row[0])
			}
		}
	}
}

func TestNamedQueriesAreWellMade(t *testing.T) {
	t.Parallel()
	list, err := ask.Named(config.Config{})
	if err != nil {
		t.Fatal(err)
	}
	for _, q := range list {
		if !strings.HasSuffix(q.Question(), "?") || len(q.Question()) > 100 {
			t.Errorf("%s: the question is %q", q.Name, q.Question())
		}
		if strings.HasSuffix(strings.TrimSpace(q.SQL), ";") || !strings.Contains(q.SQL, "\norder by") {
			t.Errorf("%s is not one select in order", q.Name)
		}
		for line := range strings.Lines(q.SQL) {
			if line = strings.TrimRight(line, "\n"); len(line) > 80 || strings.ContainsRune(line, '\t') {
				t.Errorf("%s: %q is too long or has a tab", q.Name, line)
			}
		}
		for _, p := range q.Parameters() {
			if comment := queries.Comment(q.SQL); !p.HasDefault && !strings.Contains(comment, "Set "+p.Name) {
				t.Errorf("%s does not say to set %s", q.Name, p.Name)
			}
			if !strings.Contains(q.SQL, "$"+p.Name+"::") {
				t.Errorf("%s does not cast $%s", q.Name, p.Name)
			}
		}
	}
}

// What cannot be interrupted is tried in a process of its own, in a script.
func TestLimits(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		sql, memory, want string
		timeout           time.Duration
	}{
		{
			"with recursive r as (select 1 as n union all select n + 1 from r) select max(n) from r", "1GiB", "time limit",
			time.Second,
		},
		{"select count(*) from t a, t b, t c where a.n + b.n < c.n", "1GiB", "time limit", time.Second},
		{"select list(i) from range(200000000) as r (i)", "100MB", "memory limit", time.Minute},
	} {
		l := ask.Limits{Timeout: c.timeout, MemoryLimit: c.memory}
		began := time.Now()
		_, err := ask.Ask(t.Context(), manyRows(t), ask.Query{SQL: c.sql}, nil, l)
		if err == nil || fault.KindOf(err) != fault.Failed || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v", c.sql, err)
		}
		if took := time.Since(began); took > c.timeout+5*time.Second {
			t.Errorf("%s took %s", c.sql, took)
		}
	}
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := ask.Ask(cancelled, manyRows(t), ask.Query{SQL: "select 1"}, nil, limits()); err == nil ||
		fault.KindOf(err) == fault.Usage {
		t.Errorf("a cancelled question gave %v", err)
	}
}

// manyRows makes a database to ask long questions of.
func manyRows(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "made.duckdb")
	db, err := warehouse.Open(t.Context(), path, warehouse.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Exec(t.Context(), "create table t as select i as n from range(20000) as r (i)"),
		db.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestMemoryLimitWords(t *testing.T) {
	t.Parallel()
	for text, good := range map[string]bool{
		"1GiB": true, "500MB": true, "1.5 gb": true, "64KiB": true, "": false, "1": false, "-1GB": false, "1GB;": false,
		"lots": false, "80%": false, "0GB": false, "1GB&x=1": false, "99999999GB": false,
	} {
		if err := (ask.Limits{Timeout: time.Second, MemoryLimit: text}).Check(); (err == nil) != good {
			t.Errorf("%q gave %v", text, err)
		}
	}
}

func TestFolderOfQueries(t *testing.T) {
	t.Parallel()
	if _, err := ask.Named(config.Config{
		Folder:  t.TempDir(),
		Queries: []string{"absent"},
	}); fault.KindOf(err) != fault.Usage {
		t.Errorf("an absent folder gave %v", err)
	}
	if _, err := ask.FromFile(filepath.Dir(t.TempDir())); fault.KindOf(err) != fault.Usage {
		t.Errorf("a folder as a file gave %v", err)
	}
}

// TestAuditSample draws as many plans as were asked for, the same ones for the same
// seed, and of every area as many as its share.
func TestAuditSample(t *testing.T) {
	t.Parallel()
	path := run(t)
	draw := func(sets ...string) []map[string]any {
		return rows(t, path, ask.Query{Name: "audit-sample", SQL: queries.Text("adhoc/audit-sample")}, sets...)
	}
	first, again, other := draw("size=60", "seed=7"), draw("size=60", "seed=7"), draw("size=60", "seed=8")
	if len(first) != 60 || !reflect.DeepEqual(first, again) || reflect.DeepEqual(first, other) {
		t.Errorf("%d plans are drawn; the same again: %v; others for another seed: %v", len(first), reflect.DeepEqual(first, again),
			!reflect.DeepEqual(first, other))
	}
	seen := map[any]bool{}
	for _, row := range first {
		if seen[row["case_id"]] {
			t.Errorf("%v is drawn twice", row["case_id"])
		}
		seen[row["case_id"]] = true
	}
	if len(seen) != 60 {
		t.Errorf("%d different plans are drawn", len(seen))
	}
	plans := stratumCounts(draw("size=5000"), "plans_alike") // all there are
	for _, size := range []int{1, 7, 60, 61, 1000} {
		got := stratumCounts(draw(fmt.Sprintf("size=%d", size)), "drawn_alike")
		if want := largestRemainders(plans, size); !reflect.DeepEqual(got, want) {
			t.Errorf("of %v %v are drawn, want %v", plans, got, want)
		}
	}
}

func stratumCounts(drawn []map[string]any, column string) map[string]int {
	counts := map[string]int{}
	for _, row := range drawn {
		counts[fmt.Sprint(row["area"], " ", row["is_in_time"])] = int(row[column].(float64))
	}
	return counts
}

// largestRemainders shares a sample out plan by plan: always to the stratum that is
// furthest behind its share, and to none beyond the next whole plan.
func largestRemainders(plans map[string]int, size int) map[string]int {
	all := 0
	for _, n := range plans {
		all += n
	}
	taken := map[string]int{}
	for range size {
		next := ""
		for _, stratum := range slices.Sorted(maps.Keys(plans)) {
			behind := func(of string) int { return size*plans[of] - all*taken[of] }
			if next == "" || behind(stratum) > behind(next) {
				next = stratum
			}
		}
		taken[next]++
	}
	return taken
}

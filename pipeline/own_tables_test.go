package pipeline_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/fault"
)

// ownOf is the declaration of a table with some counts, as the beginning of a
// file.
func ownOf(table, profile string, counts ...string) string {
	text := "-- table: " + table + "\n-- title: Title of " + table + "\n-- about: About " + table + ".\n-- profile: " + profile + "\n"
	for _, name := range counts {
		text += "-- count: " + name + " | cases | Heading of " + name + " | Meaning of " + name + ".\n"
	}
	return text
}

// withOwn writes files of a team's queries and gives the settings that name them.
func withOwn(t *testing.T, files map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	settings := "queries: [" + folder + "]\ndisclosure:\n  own_tables:\n"
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for name := range files {
			if !yield(name) {
				return
			}
		}
	}) {
		text := files[name]
		writeFile(t, folder, name+".sql", text)
		if strings.Contains(text, "-- profile: public\n") {
			settings += "    - {table: " + name + ", approved_by: A. Name, approved_on: 2024-06-01}\n"
		}
	}
	return settings
}

// repeated are tables of a team's that repeat the program's own, zeros left out: the
// counts that stand in both are the same.
func repeated() map[string]string {
	return map[string]string{
		"our_backlog": ownOf("our_backlog", "public", "open", "late", "very_late") +
			"-- share: pc_late = late / open | Share that is late\n" +
			`select authority_code, as_at, breakdown_topic, breakdown, open, over_20_weeks as late, over_30_weeks as very_late
			from backlog where open > 0`,
		"our_requests": ownOf("our_requests", "public", "received", "assessed", "decided") +
			`select authority_code, period_type, period_start, breakdown_topic, breakdown, received, assessed, decided_in_period as decided
			from requests where received + assessed + decided_in_period > 0 or breakdown_topic = 'All'`,
	}
}

// TestOwnTablesHideWhatOthersHide publishes tables that repeat the program's own: of
// counts that stand in both, the public sees the same ones, whether they are small
// or hidden for others.
func TestOwnTablesHideWhatOthersHide(t *testing.T) {
	t.Parallel()
	run := publish(t, job{
		files: []string{"../sample-data/assessments_2024-12-31.csv.gz"}, public: true, threads: 2, charts: true,
		settings: "council: {code: E10000016, name: Sample county}\nbreakdowns: {public: [All, Area, Sex], restricted: [Team]}\n" +
			withOwn(t, repeated()),
	})
	for _, c := range []struct {
		ours, theirs string
		key          []string
		columns      map[string]string
	}{
		{
			"our_backlog", "backlog",
			[]string{"as_at"},
			map[string]string{"open": "open", "late": "over_20_weeks", "very_late": "over_30_weeks"},
		},
		{
			"our_requests", "requests",
			[]string{"period_type", "period_start"},
			map[string]string{"received": "received", "assessed": "assessed", "decided": "decided_in_period"},
		},
	} {
		key := append([]string{"breakdown_topic", "breakdown"}, c.key...)
		restricted := map[string]record{}
		for _, row := range run.table(t, c.theirs) {
			restricted[row.pick(key...)] = row
		}
		public := map[string]record{}
		for _, row := range run.publicTable(t, c.theirs) {
			public[row.pick(key...)] = row
		}
		shown, hidden := 0, 0
		rows := run.publicTable(t, c.ours)
		for _, row := range rows {
			for column, of := range c.columns {
				if theirs := public[row.pick(key...)][of]; row[column] != theirs {
					t.Errorf("%s of %s is %q to the public, theirs %q", column, row.pick(key...), row[column], theirs)
				}
				if row[column] == "c" {
					hidden++
				} else {
					shown++
				}
			}
			if isHidden := row["late"] == "c" || row["open"] == "c"; c.ours == "our_backlog" && isHidden != (row["pc_late"] == "c") {
				t.Errorf("a share is %s where its counts are %s of %s", row["pc_late"], row["late"], row["open"])
			}
		}
		if len(rows) != len(public) {
			t.Errorf("%s has %d rows to the public, theirs %d", c.ours, len(rows), len(public))
		}
		if shown < 100 || hidden < 20 {
			t.Errorf("%s shows %d counts and hides %d: that tests nothing", c.ours, shown, hidden)
		}
	}
	checkOwnSheets(t, run)
}

// checkOwnSheets wants the tables in both workbooks.
func checkOwnSheets(t *testing.T, run published) {
	t.Helper()
	for _, profile := range []string{"public", "restricted"} {
		f := openBook(t, run, profile+"/tables.xlsx")
		above, header, rows := sheetOf(t, f, "our_backlog")
		if !slices.Contains(header, "Heading of very_late") || len(rows) == 0 || !slices.ContainsFunc(above, func(line string) bool {
			return strings.HasPrefix(line, "Source: Case records as extracted, by the team's query our_backlog.sql.")
		}) {
			t.Errorf("%s: the sheet has %v and %d rows under %v", profile, header, len(rows), above)
		}
		isHidden := slices.ContainsFunc(rows, func(row []string) bool { return slices.Contains(row, "[c]") })
		if isHidden != (profile == "public") {
			t.Errorf("%s: some counts of the sheet are hidden: %t", profile, isHidden)
		}
	}
	if listed := run.Manifest.OwnTables; len(listed) != 2 || listed[0].Table != "our_backlog" || listed[0].Profile != "public" ||
		listed[0].ApprovedBy != "A. Name" || len(listed[0].SHA256) != 64 || listed[1].File != "our_requests.sql" {
		t.Errorf("the manifest lists %+v", listed)
	}
}

// TestOwnTablesRounded rounds the public copy where the rest is rounded.
func TestOwnTablesRounded(t *testing.T) {
	t.Parallel()
	settings := strings.Replace(withOwn(t, repeated()), "disclosure:\n", "disclosure:\n  method: round\n", 1)
	run := publish(t, job{
		files:    []string{writeFile(t, t.TempDir(), "assessments_2024-06-30.csv", strings.Join(sampleFile(t, 300), ""))},
		settings: "council: {code: E10000016, name: Sample county}\nbreakdowns: {public: [All, Area], restricted: []}\n" + settings,
		public:   true, threads: 2,
	})
	theirs := map[string]string{}
	for _, row := range run.publicTable(t, "backlog") {
		theirs[row.pick("as_at", "breakdown_topic", "breakdown")] = row.pick("open", "over_20_weeks")
	}
	rows := run.publicTable(t, "our_backlog")
	for _, row := range rows {
		if got := row.pick("open", "late"); got != theirs[row.pick("as_at", "breakdown_topic", "breakdown")] {
			t.Errorf("%s of %s is %s", row["as_at"], row["breakdown"], got)
		}
	}
	if len(rows) == 0 {
		t.Error("there is no row")
	}
}

// TestOwnTablesOfSeveral keeps authorities apart.
func TestOwnTablesOfSeveral(t *testing.T) {
	t.Parallel()
	var rows []record
	for i, code := range []string{"E10000016", "E10000016", "E10000011"} {
		rows = append(rows, record{"case_id": string(rune('a' + i)), "received_date": "2024-02-01", "authority_code": code})
	}
	run := publish(t, job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", rows, "plan_issued_date")}, asAt: "2024-06-30", completeFrom: "2024-01-01", public: true,
		settings: withOwn(t, map[string]string{
			"our_open": ownOf("our_open", "public", "open") +
				"select authority_code, as_at, 'All' as breakdown_topic, 'All' as breakdown, count(*) as open from cases cross join run where is_open group by all",
		}),
	})
	var got []string
	for _, row := range run.table(t, "our_open") {
		got = append(got, row.pick("authority_code", "authority_name", "as_at", "is_month_end", "open"))
	}
	want := []string{"E10000011,East Sussex,2024-06-30,true,1", "E10000016,Kent,2024-06-30,true,2"}
	if !slices.Equal(got, want) {
		t.Errorf("the rows are %q, want %q", got, want)
	}
	for _, row := range run.publicTable(t, "our_open") {
		if row["open"] != "c" {
			t.Errorf("the public sees %q", row)
		}
	}
}

// TestOwnTableLimits stops a query that takes too long on the run's rows, with
// nothing published.
func TestOwnTableLimits(t *testing.T) {
	t.Parallel()
	o := job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", []record{{"case_id": "1", "received_date": "2024-02-01"}}, "plan_issued_date")},
		asAt:  "2024-06-30",
		settings: withOwn(t, map[string]string{
			"our_open": ownOf("our_open", "restricted", "open") + `select authority_code, as_at, 'All' as breakdown_topic, 'All' as breakdown,
				(select count(*) from range(cases.days * 10000000000) as r (i) where hash(i) = 1) as open from cases cross join run`,
		}),
	}.options(t)
	o.OwnLimits.Timeout, o.OwnLimits.MemoryLimit = 1_000_000_000, "200MB"
	_, err := pipeline.Run(t.Context(), o)
	if fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), "our_open.sql: the query was stopped") {
		t.Errorf("gave %v", err)
	}
	if left, err := filepath.Glob(filepath.Join(o.Out, "runs", "*")); err != nil || len(left) > 0 {
		t.Errorf("left %v: %v", left, err)
	}
}

// TestOwnTablesKnowEarlierReleases hides a breakdown that differs by a few cases from
// what an earlier run showed of it, and makes a run again from the store when the
// team's file is gone.
func TestOwnTablesKnowEarlierReleases(t *testing.T) {
	t.Parallel()
	rows := func(south int) (all []record) {
		for i := range 30 + south {
			all = append(all, record{"case_id": fmt.Sprint(i), "received_date": "2024-05-01", "district": map[bool]string{true: "North", false: "South"}[i < 30]})
		}
		return all
	}
	o := job{
		files: []string{writeCSV(t, t.TempDir(), "a_2024-06-30.csv", rows(20), "plan_issued_date")}, asAt: "2024-06-30", public: true,
		settings: withOwn(t, map[string]string{
			"our_open": ownOf("our_open", "public", "open") +
				`select authority_code, as_at, case when grouping(district) = 1 then 'All' else 'District' end as breakdown_topic,
					case when grouping(district) = 1 then 'All' else district end as breakdown, count(*) as open
				from cases cross join run where is_open group by grouping sets ((authority_code, as_at), (authority_code, as_at, district))`,
		}),
	}.options(t)
	open := func(n int) (got []string) {
		o.Extracts = []string{writeCSV(t, t.TempDir(), "a_2024-06-30.csv", rows(n), "plan_issued_date")}
		o.Now = func() time.Time { return time.Date(2030, time.June, 1, 2, n, 0, 0, time.UTC) }
		result, err := pipeline.Run(t.Context(), o)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range (published{result}).publicTable(t, "our_open") {
			got = append(got, row["open"])
		}
		return got
	}
	for _, c := range []struct {
		south int
		want  string
	}{
		{20, "50 30 20"},
		{22, "52 c c"},   // 2 of them came to light: neither district is shown, as all cases are
		{29, "59 30 29"}, // 9 more than was shown
	} {
		if got := strings.Join(open(c.south), " "); got != c.want {
			t.Errorf("with %d cases in the south the public sees %s, want %s", c.south, got, c.want)
		}
	}
	if err := os.RemoveAll(o.Config.Queries[0]); err != nil {
		t.Fatal(err)
	}
	if replayed, err := pipeline.Replay(t.Context(), o, ""); err != nil || len(replayed.Differ) > 0 {
		t.Errorf("the newest run comes out as %+v: %v", replayed, err)
	}
}

package pipeline_test

import (
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
)

const roundedSettings = "council: {code: E10000016, name: Sample county}\n" +
	"breakdowns: {public: [All, Area, Sex], restricted: [Team]}\n" +
	"disclosure: {method: round}\n"

// roundedRun publishes both profiles of a small invented extract, rounded to 5.
func roundedRun(t *testing.T) published {
	t.Helper()
	text := strings.Join(sampleFile(t, 1000), "")
	return publish(t, job{
		files: []string{writeFile(t, t.TempDir(), "assessments_2024-06-30.csv", text)}, settings: roundedSettings, public: true, charts: true,
		completeFrom: "2021-01-01",
	})
}

// TestRounded looks at every table of a publication whose counts are rounded.
func TestRounded(t *testing.T) {
	t.Parallel()
	run := roundedRun(t)
	if s := run.Manifest.Suppression; s.Method != "round" || s.RoundTo != 5 || s.MinimumCount != 0 || s.Small+s.Others > 0 || s.Headline != nil {
		t.Errorf("the manifest says %+v", s)
	}
	for _, name := range []string{"falling_due", "timeliness", "backlog", "flow", "requests", "time_to_plan"} {
		table, _ := registry.Find(name)
		var keys []string
		for _, key := range table.Keys() {
			keys = append(keys, key.Name)
		}
		restricted := map[string]record{}
		for _, row := range run.table(t, name) {
			restricted[row.pick(keys...)] = row
		}
		public, shown := run.publicTable(t, name), map[registry.Role]int{}
		for _, row := range public {
			for _, column := range table.Measures() {
				if checkRoundedCell(t, table, column, row, restricted[row.pick(keys...)]); !isMark(row[column.Name]) {
					shown[column.Role]++
				}
			}
		}
		for _, column := range table.Measures() {
			if shown[column.Role] == 0 && column.Role != registry.Single && column.Role != registry.Statistic {
				t.Errorf("%s: none of %d rows shows a figure like %s", name, len(public), column.Name)
			}
		}
	}
	for _, warning := range run.Manifest.Warnings {
		if strings.Contains(warning, "chart") && !strings.Contains(warning, "has no breakdown") {
			t.Errorf("warned that %s", warning)
		}
	}
	t.Run("texts", func(t *testing.T) { checkRoundedTexts(t, run) })
	t.Run("figures", func(t *testing.T) { checkFigures(t, run) })
	t.Run("judged", func(t *testing.T) { checkRoundedJudged(t, run) })
}

// checkRoundedCell holds a cell against the restricted row and the rounded counts of
// its own row: nothing that is shown tells more than those.
func checkRoundedCell(t *testing.T, table registry.Table, column registry.Column, row, whole record) {
	t.Helper()
	got, full := row[column.Name], whole[column.Name]
	where := table.Name + "." + column.Name + " of " + row["period"] + row["as_at"] + " " + row["breakdown"]
	count := func(name string) int {
		n, err := strconv.Atoi(row[name])
		if name != "" && (err != nil || n%5 != 0) {
			t.Errorf("%s: %s is %q, want a multiple of 5", where, name, row[name])
		}
		return n
	}
	switch column.Role {
	case registry.Count:
		if full == "" {
			if got != "x" {
				t.Errorf("%s: got %s where there is no count", where, got)
			}
			return
		}
		n := whole.number(t, column.Name)
		nearest := n - n%5
		if n%5 > 2 {
			nearest += 5
		}
		if got != strconv.Itoa(nearest) {
			t.Errorf("%s: %d is shown as %s, want %d", where, n, got, nearest)
		}
	case registry.Percent:
		if column.PerIsWider || row[column.Of] == "x" || row[column.Per] == "x" {
			return
		}
		part, per := count(column.Of)-count(column.OfMinus), count(column.Per)+count(column.PerPlus)
		switch {
		case per == 0 && got != "x", per == 5 && got != "c":
			t.Errorf("%s: got %s of %d", where, got, per)
		case per >= 10 && tenths(t, got) != (2000*part+per)/(2*per):
			t.Errorf("%s: got %s, want that of %d in %d", where, got, part, per)
		}
	case registry.Statistic:
		if !isMark(got) && (got != full || count(column.Of)-2 < column.Least) {
			t.Errorf("%s: %s of %s cases, and %s in the restricted table", where, got, row[column.Of], full)
		}
	case registry.Single:
		if !isMark(got) {
			t.Errorf("%s: %s describes one child", where, got)
		}
	}
}

// checkRoundedTexts wants every reader told that numbers are rounded, and none that
// small ones are hidden.
func checkRoundedTexts(t *testing.T, run published) {
	t.Helper()
	public := filepath.Join(run.Folder, "public")
	for _, name := range []string{
		"README.txt", "action-plan-update.html", "tables/backlog.csv-metadata.json", "charts/backlog.desc.md", "charts/flow.desc.md",
	} {
		bytes, err := os.ReadFile(filepath.Join(public, name))
		if err != nil {
			t.Fatal(err)
		}
		text := string(bytes)
		if !strings.Contains(text, "rounded to the nearest 5") || !strings.Contains(text, "0 to 2") {
			t.Errorf("%s does not say that numbers are rounded", name)
		}
		if strings.Contains(text, "from 1 to 4") || strings.Contains(text, "mall counts are hidden") || strings.Contains(text, "mall numbers are hidden") {
			t.Errorf("%s says that small numbers are hidden", name)
		}
	}
	above, _, _ := sheetOf(t, openBook(t, run, "public/tables.xlsx"), "backlog")
	if text := strings.Join(above, " "); !strings.Contains(text, "rounded to the nearest 5") || strings.Contains(text, "from 1 to 4") {
		t.Errorf("tables.xlsx says of its counts: %.500s", text)
	}
}

// checkRoundedJudged finds the figures of the judged tables in the rounded ones,
// and in them nothing that is not a multiple of the base.
func checkRoundedJudged(t *testing.T, run published) {
	t.Helper()
	backlog := where(run.publicTable(t, "backlog"), record{"breakdown_topic": "All"})
	timeliness := where(run.publicTable(t, "timeliness"), record{"breakdown_topic": "All"})
	judgedStocks := 0
	for _, row := range run.publicTable(t, "evidence") {
		switch row["measure"] {
		case "open", "over_20_weeks", "over_30_weeks", "over_52_weeks":
			if row["is_complete"] != "true" || isMark(row["value"]) {
				continue
			}
			want := one(t, backlog, record{"as_at": row["period_end"]})[row["measure"]]
			if strings.TrimSuffix(row["value"], ".0") != want || !strings.Contains(row["sentence"], want+" case") {
				t.Errorf("%s of %s is %s, and %s in backlog: %s", row["measure"], row["period"], row["value"], want, row["sentence"])
			}
			if row["verdict"] != "" && row["measure"] != "open" {
				judgedStocks++
			}
			if strings.Contains(row["reason"], "cannot be judged") {
				t.Errorf("%s of %s: %s", row["measure"], row["period"], row["reason"])
			}
		case "pc_within_20_weeks":
			want := one(t, timeliness, record{"period_type": "three_months", "period_start": row["period_start"]})["pc_within_20_weeks"]
			if row["value"] != want && row["value"] != "x" {
				t.Errorf("%s is %s, and %s in timeliness", row["period"], row["value"], want)
			}
		}
	}
	for _, row := range run.publicTable(t, "spc") {
		for _, name := range []string{"numerator", "denominator"} {
			if cell := row[name]; !isMark(cell) && row.number(t, name)%5 != 0 {
				t.Errorf("spc: %s of %s in %s is %s", name, row["measure"], row["period"], cell)
			}
		}
	}
	for _, row := range run.publicTable(t, "forecast") {
		for _, name := range []string{"central", "low", "high"} {
			if !isMark(row[name]) && tenths(t, row[name])%50 != 0 {
				t.Errorf("forecast: %s of %s is %s", name, row["measure"], row[name])
			}
		}
	}
	if judgedStocks == 0 {
		t.Error("no backlog has a verdict")
	}
}

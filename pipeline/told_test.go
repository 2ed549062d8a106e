package pipeline_test

import (
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"ehcp/pipeline/registry"
)

// TestToldCounts reads what is said to be small of all cases: in sentences, the
// workbook and the page. Each is a count from 1 to 4 that the CSV marks as any other
// hidden one, and no breakdown is told of.
func TestToldCounts(t *testing.T) {
	t.Parallel()
	text := strings.Join(sampleFile(t, 700), "")
	run := publish(t, job{
		files: []string{writeFile(t, t.TempDir(), "assessments_2024-06-30.csv", text)}, public: true, charts: true,
		completeFrom: "2021-01-01",
		settings:     "council: {code: E10000016, name: Sample county}\nbreakdowns: {public: [All, Sex], restricted: []}\n",
	})
	const words = "fewer than 5"
	t.Run("sentences", func(t *testing.T) {
		t.Parallel()
		restricted := run.table(t, "evidence")
		for _, row := range run.publicTable(t, "evidence") {
			if !strings.Contains(row["sentence"], words) {
				continue
			}
			n := tenths(t, one(t, restricted, record{"measure": row["measure"], "period_start": row["period_start"]})["value"]) / 10
			if n < 1 || n > 4 || row["value"] != "c" || row["change"] != "c" {
				t.Errorf("%s of %s is %d, shown as %s: %s", row["measure"], row["period"], n, row["value"], row["sentence"])
			}
		}
	})
	t.Run("workbook", func(t *testing.T) {
		t.Parallel()
		book, said := openBook(t, run, "public/tables.xlsx"), 0
		for _, name := range []string{"falling_due", "timeliness", "backlog", "flow", "requests"} {
			said += checkToldSheet(t, run, book, name)
		}
		if said == 0 {
			t.Error("no cell says it")
		}
	})
	t.Run("page", func(t *testing.T) {
		t.Parallel()
		if !strings.Contains(readDocument(t, run, "public/action-plan-update.html"), words) {
			t.Error("the page does not say it")
		}
		for _, name := range []string{"backlog.svg", "backlog.csv", "over-30-52.csv"} {
			if strings.Contains(readDocument(t, run, "public/charts/"+name), words) {
				t.Errorf("%s says it", name)
			}
		}
	})
}

// checkToldSheet finds the rows of a sheet's words in the tables and gives how many
// cells have them.
func checkToldSheet(t *testing.T, run published, book *excelize.File, name string) (said int) {
	t.Helper()
	table, _ := registry.Find(name)
	header := table.Header()
	restricted, csv := run.table(t, name), run.publicTable(t, name)
	_, _, rows := sheetOf(t, book, name)
	for _, cells := range rows {
		for i, column := range header {
			if cells[i] != "fewer than 5" {
				continue
			}
			said++
			of := record{}
			for k, key := range header {
				if slices.Contains([]string{"period", "breakdown_topic", "breakdown", "threshold_weeks", "weeks_open_band"}, key) {
					of[key] = cells[k]
				}
			}
			if table.Dated {
				days, err := strconv.Atoi(cells[slices.Index(header, "as_at")])
				if err != nil {
					t.Fatal(err)
				}
				of["as_at"] = time.Date(1899, 12, 30+days, 0, 0, 0, 0, time.UTC).Format(time.DateOnly)
			}
			n := one(t, restricted, of).number(t, column)
			if mark := one(t, csv, of)[column]; n < 1 || n > 4 || mark != "c" || of["breakdown_topic"] != "All" {
				t.Errorf("%s.%s of %v is %d, and %s in the CSV", name, column, of, n, mark)
			}
		}
	}
	return said
}

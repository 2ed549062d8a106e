package pipeline_test

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// truncated is an extract as it would have been made at the end of a day: rows
// opened later are not in it, nor are later events, and an outcome that was
// still to come reads A.
func truncated(rows []record, asAt string) []record {
	var then []record
	for _, row := range rows {
		if row["received_date"] > asAt || row["opened_date"] > asAt ||
			(row["received_date"] == "" && row["plan_issued_date"] > asAt) {
			continue
		}
		row = maps.Clone(row)
		for _, outcome := range []string{"request_outcome", "assessment_outcome"} {
			if row[outcome+"_date"] > asAt {
				row[outcome] = "A"
			}
		}
		if row["reopened_date"] > asAt && row["assessment_outcome_date"] == "" {
			row["assessment_outcome"] = "A" // decided on once it was reopened
		}
		if row["closed_date"] > asAt {
			row["closed_reason"] = ""
		}
		for column, cell := range row {
			if len(cell) == len(asAt) && cell > asAt && dayOf(cell) != noDay {
				row[column] = ""
			}
		}
		then = append(then, row)
	}
	return then
}

// tablesByCode are the lines of every restricted table by the code that each of
// them names, without it.
func tablesByCode(t testing.TB, run published, codes ...string) map[string]map[string][]string {
	t.Helper()
	tables := map[string]map[string][]string{}
	for _, code := range codes {
		tables[code] = map[string][]string{}
	}
	for name, text := range tablesOf(t, run) {
		if strings.HasSuffix(name, ".meta.csv") {
			continue
		}
		for i, line := range slices.Collect(strings.Lines(text)) {
			at := slices.IndexFunc(codes, func(code string) bool { return strings.Contains(line, code) })
			switch {
			case at >= 0:
				tables[codes[at]][name] = append(tables[codes[at]][name], strings.ReplaceAll(line, codes[at], "-"))
			case i > 0:
				t.Fatalf("%s: line %d is of neither authority: %s", name, i+1, line)
			}
		}
	}
	return tables
}

// TestEarlierAsAtIsAnEarlierExtract compares the picture of an earlier day with
// that of an extract cut off at that day by hand. Each is of an authority of its
// own, whose codes are not known, so that their lines differ in these alone.
func TestEarlierAsAtIsAnEarlierExtract(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows, asAt := anyCases(d, 40, 120), anyDay(d)
		run := publish(t, randomJob(t, asAt, append(of("E99999998", rows), of("E99999999", truncated(rows, asAt))...)))
		tables := tablesByCode(t, run, "E99999998", "E99999999")
		if diff := cmp.Diff(tables["E99999999"], tables["E99999998"]); diff != "" || len(tables["E99999998"]) < 8 {
			t.Errorf("as at %s (-cut off +whole extract):\n%s", asAt, diff)
		}
	})
}

// TestRowsAreAccountedFor adds rows of every fate to a random extract and its
// newer half: rows read are staged, rejected, repeats and superseded.
func TestRowsAreAccountedFor(t *testing.T) {
	t.Parallel()
	forAll(t, func(t testing.TB, d dice) {
		rows := anyCases(d, 20, 60)
		rejected, repeats, superseded := 1+d(4), 1+d(4), 1+d(4)
		june, july := slices.Clone(rows), []record(nil)
		for i := range rejected {
			bad := record{"case_id": "bad " + strconv.Itoa(i), "received_date": "2024-01-31"}
			fault := []record{
				{"received_date": ""},
				{"received_date": "2024-02-30"},
				{"plan_issued_date": "2024-01-30"},
				{"case_id": ""},
				{"closed_date": "2024-01-30"},
				{"request_outcome": "Q"},
				{"plan_issued_date": "2099-01-01"},
				{"received_date": "1024-01-31"},
			}[d(8)]
			maps.Copy(bad, fault)
			july = append(july, bad)
		}
		for i := range repeats {
			july = append(july, rows[i])
		}
		for i := range superseded {
			newer := maps.Clone(rows[len(rows)-1-i])
			newer["area"] = "East"
			july = append(july, newer)
		}
		folder := t.TempDir()
		run := publish(t, job{asAt: "2026-06-30", unpublished: true, files: []string{
			writeCSV(t, folder, "b_2026-12-31.csv", july, allColumns()...),
			writeCSV(t, folder, "a_2026-11-30.csv", june, allColumns()...),
		}})
		want := [5]int64{int64(len(june) + len(july)), int64(len(rows)), int64(rejected), int64(repeats), int64(superseded)}
		total := run.Manifest.Totals
		if got := [5]int64{total.RowsRead, total.Staged, total.Rejected, total.Repeats, total.Superseded}; got != want {
			t.Errorf("read, staged, rejected, repeats, superseded: got %v, want %v", got, want)
		}
		if total.RowsRead != total.Staged+total.Rejected+total.Repeats+total.Superseded {
			t.Errorf("%d rows are not accounted for: %+v", total.RowsRead, total)
		}
		files := map[string]bool{}
		for _, reject := range run.quality(t, "rejects") {
			files[reject.pick("file", "row")] = true
		}
		if len(files) != rejected {
			t.Errorf("rejects.csv names %d rows, want %d", len(files), rejected)
		}
	})
}

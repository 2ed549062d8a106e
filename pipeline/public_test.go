package pipeline_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
)

const protectedSettings = "council: {code: E10000016, name: Sample county}\n" +
	"breakdowns: {public: [All, Area, Sex], restricted: [Team], crosses: [[Team, Stage]]}\n" +
	"disclosure: {minimum_count: 5}\n"

// protectedRun publishes both profiles of a small invented extract, once for all
// tests.
func protectedRun(t *testing.T) published {
	t.Helper()
	return protectedShared.get(t, func(folder string) published {
		text := strings.Join(sampleFile(t, 400), "")
		return publish(t, job{
			files: []string{writeFile(t, folder, "assessments_2024-06-30.csv", text)}, settings: protectedSettings, folder: folder,
			completeFrom: "2021-01-01", public: true,
		})
	})
}

// isMark says whether a cell holds a mark and no figure.
func isMark(cell string) bool { return cell == "c" || cell == "x" || cell == "z" }

// TestProfiles looks at the tables of both profiles of one run.
func TestProfiles(t *testing.T) {
	t.Parallel()
	run := protectedRun(t)
	t.Run("public", func(t *testing.T) { checkPublicProfile(t, run) })
	t.Run("figures", func(t *testing.T) { checkFigures(t, run) })
}

// checkPublicProfile looks at every cell of the public tables: small counts are
// hidden with the percentages on them, and all else is as in the restricted ones.
func checkPublicProfile(t *testing.T, run published) {
	t.Helper()
	for _, table := range tablesOfCases() {
		if table.RestrictedOnly || table.Name == "figures" {
			continue
		}
		keys := make([]string, 0, 12)
		for _, key := range table.Keys() {
			keys = append(keys, key.Name)
		}
		restricted := map[string]record{}
		for _, row := range run.table(t, table.Name) {
			restricted[row.pick(keys...)] = row
		}
		hidden, shown := 0, 0
		for _, row := range run.publicTable(t, table.Name) {
			whole, found := restricted[row.pick(keys...)]
			if !found {
				t.Fatalf("%s: %s stands in the public table alone", table.Name, row.pick(keys...))
			}
			checkTopics(t, table.Name, row)
			for _, column := range table.Measures() {
				if row[column.Name] == "c" {
					hidden++
				} else {
					shown++
				}
				checkCell(t, table, column, row, whole)
			}
		}
		if (hidden == 0 && !table.Judged) || shown == 0 && !isWithheld(table, run.publicTable(t, table.Name)...) {
			t.Errorf("%s: %d cells hidden and %d shown, want some of both", table.Name, hidden, shown)
		}
		if got := run.Manifest.Suppression.Hidden[table.Name]; got != hidden {
			t.Errorf("%s: the manifest says %d cells are hidden, and %d are", table.Name, got, hidden)
		}
	}
}

// isWithheld says whether no count of some rows is shown, zeros included, but for
// those that other tables show too: the cases open when a period begins and ends,
// requests and refusals after an assessment.
func isWithheld(table registry.Table, rows ...record) bool {
	for _, row := range rows {
		for _, column := range table.Columns {
			standsElsewhere := slices.Contains([]string{"opening", "closing", "started", "not_issued"}, column.Name)
			if column.Role == registry.Count && !standsElsewhere && row[column.Name] != "c" && row[column.Name] != "x" {
				return false
			}
		}
	}
	return true
}

// checkTopics allows public topics alone, and no weeks.
func checkTopics(t *testing.T, table string, row record) {
	t.Helper()
	if topic := row["breakdown_topic"]; topic != "All" && topic != "Area" && topic != "Sex" && table != "summary" {
		t.Fatalf("%s: topic %s is not public", table, topic)
	}
	if row["period_type"] == "week" || row["weeks_open_band"] == "c" {
		t.Fatalf("%s: %s is not public", table, row["period"])
	}
}

func checkCell(t *testing.T, table registry.Table, column registry.Column, row, whole record) {
	t.Helper()
	got, full := row[column.Name], whole[column.Name]
	where := table.Name + "." + column.Name + " of " + row["period"] + row["as_at"] + " " + row["breakdown"]
	switch column.Role {
	case registry.Count:
		n, err := strconv.Atoi(full)
		small := err == nil && n > 0 && n < 5
		switch {
		case small && got != "c":
			t.Errorf("%s: %d is shown as %s", where, n, got)
		case full == "" && got != "x":
			t.Errorf("%s: got %q for a count that is not available, want x", where, got)
		case !small && got == "c" && n == 0 && !isWithheld(table, row):
			t.Errorf("%s: a zero is hidden", where)
		}
	case registry.Percent, registry.Bound, registry.Statistic:
		for _, of := range []string{column.Of, column.OfMinus, column.Per, column.PerPlus} {
			if of != "" && row[of] == "c" && got != "c" {
				t.Errorf("%s: %s is shown beside a hidden %s", where, got, of)
			}
		}
		if n, err := strconv.Atoi(whole[column.Of]); err == nil && n < column.Least && !isMark(got) {
			t.Errorf("%s: %s rests on %d cases, want %d", where, got, n, column.Least)
		}
	case registry.Single:
		if !isMark(got) {
			t.Errorf("%s: %s describes one child", where, got)
		}
	}
	if !isMark(got) && got != full {
		t.Errorf("%s: got %s, and %s in the restricted table", where, got, full)
	}
}

// isInFigures says whether the long table has a row: it has All for every
// period and date, other breakdowns for increments and years.
func isInFigures(row record, asAt string) bool {
	switch row["period_type"] {
	case "":
		return row["breakdown_topic"] == "All" || row["is_increment_end"] == "true" || row["as_at"] == asAt
	case "month", "week", "rolling_12_months":
		return row["breakdown_topic"] == "All"
	}
	return true
}

// checkFigures finds every cell of the tables in figures, in
// both profiles, and nothing else.
func checkFigures(t *testing.T, run published) {
	t.Helper()
	for profile, read := range map[string]func(testing.TB, string) []record{
		"public": run.publicTable, "restricted": run.table,
	} {
		figures := map[string]record{}
		for _, row := range read(t, "figures") {
			key := row.pick("table", "authority_code", "period_type", "period_start", "as_at", "breakdown_topic", "breakdown",
				"measure")
			if _, twice := figures[key]; twice {
				t.Fatalf("%s figures: %s stands twice", profile, key)
			}
			figures[key] = row
		}
		for _, table := range tablesOfCases() {
			if table.RestrictedOnly || table.Name == "figures" || table.Name == "summary" {
				continue
			}
			for _, row := range read(t, table.Name) {
				if !isInFigures(row, run.Manifest.AsAt) {
					continue
				}
				for _, column := range table.Measures() {
					checkFigure(t, profile, table, column, row, figures)
				}
			}
		}
		if len(figures) > 0 {
			t.Errorf("%s figures: %d rows are of no cell of any table", profile, len(figures))
		}
	}
}

// checkFigure compares a cell with its row of figures and strikes that out.
func checkFigure(
	t *testing.T, profile string, table registry.Table, column registry.Column, row record, figures map[string]record,
) {
	t.Helper()
	measure := column.Name
	switch {
	case row["threshold_weeks"] != "":
		measure += "_" + row["threshold_weeks"]
	case row["week"] != "":
		measure += "_" + row["week"]
	case row["weeks_open_band"] != "" && row["weeks_open_band"] != "All":
		measure += "_" + row["weeks_open_band"]
	case row["basis"] != "":
		measure += "_" + row["measure"] + "_" + row["basis"]
	case row["measure"] != "":
		measure += "_" + row["measure"]
	}
	key := table.Name + "," + row.pick("authority_code", "period_type", "period_start", "as_at", "breakdown_topic",
		"breakdown") +
		"," + measure
	figure, found := figures[key]
	if !found {
		t.Errorf("%s figures lack %s", profile, key)
		return
	}
	delete(figures, key)
	cell := row[column.Name]
	switch {
	case isMark(cell) || cell == "":
		if cell == "" {
			cell = "x"
		}
		if figure["value"] != "" || figure["status"] != cell {
			t.Errorf("%s figures, %s: got %s, want an empty value and %s", profile, key, figure.pick("value", "status"), cell)
		}
	case strings.TrimSuffix(figure["value"], ".0") != strings.TrimSuffix(cell, ".0"):
		t.Errorf("%s figures, %s: got %s, want %s", profile, key, figure["value"], cell)
	}
	if column.Role == registry.Percent && figure["numerator"] != "" && figure["denominator"] != "" &&
		figure["value"] != "" {
		part, whole := parse(t, figure["numerator"]), parse(t, figure["denominator"])
		if want := (2000*part + whole) / (2 * whole); tenths(t, figure["value"]) != want {
			t.Errorf("%s figures, %s: %s is not %s of %s", profile, key, figure["value"], figure["numerator"],
				figure["denominator"])
		}
	}
}

// parse reads a whole number that may be written with .0.
func parse(t *testing.T, cell string) int { return tenths(t, cell) / 10 }

// tenths reads a number with at most one decimal in tenths.
func tenths(t *testing.T, cell string) int {
	t.Helper()
	whole, decimal, _ := strings.Cut(cell, ".")
	if decimal == "" {
		decimal = "0"
	}
	n, err := strconv.Atoi(whole + decimal)
	if err != nil || len(decimal) != 1 {
		t.Fatalf("%q is not a number with one decimal", cell)
	}
	return n
}

// publicAllRun publishes the sample of all cases together, as it is complete from
// 2023, once for all tests.
func publicAllRun(t *testing.T) published {
	t.Helper()
	return publicAllShared.get(t, func(folder string) published {
		return publish(t, job{
			files: []string{filepath.Join("..", "sample-data", "assessments_2024-12-31.csv.gz")}, public: true, completeFrom: "2023-01-01", folder: folder,
		})
	})
}

// TestPublicWithstandsSubtraction looks in the public tables of the sample for
// sums of which one part alone is hidden: within a row, over the values of a
// breakdown, and over the months of an increment and the increments of a year.
func TestPublicWithstandsSubtraction(t *testing.T) {
	t.Parallel()
	run := publicAllRun(t)
	sums := map[string][][]string{
		"falling_due": {{"fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan"}},
		"timeliness": {
			{"plans_issued", "within_20_weeks", "over_20_weeks", "undated"},
			{"plans_issued", "within_30_weeks", "over_30_weeks", "undated"},
			{"plans_issued", "within_52_weeks", "over_52_weeks", "undated"},
			{"plans_issued", "issued_from_backlog", "issued_from_flow"},
		},
		"requests": {
			{"received", "assessed", "not_assessed", "withdrawn", "undecided"},
			{"decided_in_period", "decided_in_6_weeks", "decided_over_6_weeks"},
			{"refused_after_assessment", "refused_in_16_weeks", "refused_over_16_weeks"},
		},
		"backlog": {
			{"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52"},
			{"over_52_weeks", "weeks_over_52"},
			{"over_20_weeks", "weeks_over_20_to_30", "over_30_weeks"},
			{"over_30_weeks", "weeks_over_30_to_52", "over_52_weeks"},
		},
		"flow": {{
			"opening", "started", "transferred_in", "reopened", "moved_up_in", "moved_up_out", "plans_issued", "not_assessed", "not_issued",
			"withdrawn", "moved_out", "other_closed", "closing",
		}},
	}
	for table, identities := range sums {
		hidden := 0
		rows := run.publicTable(t, table)
		values := map[string][]string{} // by column and period, of the values of one topic
		for _, row := range rows {
			for _, names := range identities {
				marks := 0
				for _, name := range names {
					if row[name] == "c" {
						marks++
					}
				}
				hidden += marks
				if marks == 1 {
					t.Errorf("%s: one of %v is hidden alone in %v", table, names, row)
				}
			}
			if row["breakdown_topic"] == "All" || table == "flow" {
				continue
			}
			for _, names := range identities {
				for _, name := range names {
					k := row.pick("period_type", "period_start", "as_at", "threshold_weeks", "breakdown_topic") + " " + name
					values[k] = append(values[k], row[name])
				}
			}
		}
		all := map[string]string{}
		for _, row := range rows {
			if row["breakdown_topic"] == "All" {
				for name, cell := range row {
					all[row.pick("period_type", "period_start", "as_at", "threshold_weeks")+" "+name] = cell
				}
			}
		}
		for k, cells := range values {
			marks := 0
			for _, cell := range cells {
				if cell == "c" {
					marks++
				}
			}
			parts := strings.SplitN(k, ",", 5)
			name := k[strings.LastIndex(k, " ")+1:]
			if total := all[strings.Join(parts[:4], ",")+" "+name]; marks == 1 && total != "c" && total != "" {
				t.Errorf("%s: one value is hidden alone in %s, where all are %s", table, k, total)
			}
		}
		if hidden == 0 {
			t.Errorf("%s: nothing is hidden: the test looks at nothing", table)
		}
	}
}

// TestPublicTellsNothingTwice compares counts that stand in more than one public
// table: what one hides no other shows.
func TestPublicTellsNothingTwice(t *testing.T) {
	t.Parallel()
	run := publicAllRun(t)
	flow, open := run.publicTable(t, "flow"), map[string]string{}
	for _, row := range run.publicTable(t, "backlog") {
		for _, column := range []string{"open", "weeks_0_to_20", "weeks_over_20_to_30", "weeks_over_30_to_52", "weeks_over_52"} {
			open[row.pick("as_at", "breakdown_topic", "breakdown")+","+column] = row[column]
		}
	}
	requests := map[string]record{}
	for _, row := range run.publicTable(t, "requests") {
		requests[row.pick("period_type", "period_start", "breakdown_topic", "breakdown")] = row
	}
	compared, hidden := 0, 0
	same := func(row record, column, elsewhere string) {
		compared++
		if row[column] == "c" {
			hidden++
		}
		isHidden := row[column] == "c" || elsewhere == "c"
		if column == "started" && isHidden {
			return // requests that ended on an unknown day are received and not started
		}
		if row[column] != elsewhere {
			t.Errorf("flow %s of %s %s %s is %s, and %s elsewhere", column, row["period"], row["breakdown"], row["weeks_open_band"], row[column], elsewhere)
		}
	}
	for _, row := range flow {
		band := row["weeks_open_band"]
		if band == "All" {
			band = "open"
			if other, found := requests[row.pick("period_type", "period_start", "breakdown_topic", "breakdown")]; found {
				same(row, "started", other["received"])
				same(row, "not_issued", other["refused_after_assessment"])
			}
		}
		if elsewhere, found := open[row.pick("period_end", "breakdown_topic", "breakdown")+","+band]; found {
			same(row, "closing", elsewhere)
		}
	}
	if compared < 500 || hidden < 10 {
		t.Errorf("%d counts were compared and %d of them are hidden: the test looks at little", compared, hidden)
	}
}

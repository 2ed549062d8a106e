package pipeline_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"ehcp/pipeline/registry"
)

// TestScreener holds every published table and its metadata to the rules of
// DfE's data screener (open data standards; eesyscreener). Where this project's
// tables differ by design its own rule stands: keys instead of time_period and
// geography, several kinds of period in one file, All instead of Total, and
// empty figures in the restricted profile.
func TestScreener(t *testing.T) {
	t.Parallel()
	run := protectedRun(t)
	for _, profile := range []string{"public", "restricted"} {
		for _, table := range tablesOfCases() {
			if profile == "public" && table.RestrictedOnly {
				continue
			}
			t.Run(profile+"/"+table.Name, func(t *testing.T) {
				folder := filepath.Join(run.Folder, profile, "tables")
				header, rows := readRows(t, filepath.Join(folder, table.Name+".csv"))
				if len(rows) == 0 {
					t.Fatal("the table is empty: the extract of the test should fill it")
				}
				screenText(t, filepath.Join(folder, table.Name+".csv"))
				screenHeader(t, table, header)
				screenRows(t, profile, table, rows)
				screenPeriods(t, rows)
				screenMeta(t, filepath.Join(folder, table.Name+".meta.csv"), table)
				screenCSVW(t, filepath.Join(folder, table.Name+".csv-metadata.json"), table, header, rows)
			})
		}
	}
}

// screenText wants UTF-8 without a byte order mark, and lines that end in LF.
func screenText(t *testing.T, path string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil || !utf8.Valid(text) || strings.HasPrefix(string(text), "\ufeff") || strings.Contains(string(text), "\r\n") {
		t.Errorf("%s is not UTF-8 with plain line ends: %v", path, err)
	}
}

// screenHeader wants names in snake_case, each once. DfE asks for 25 to 35
// characters; the longest here has 40.
func screenHeader(t *testing.T, table registry.Table, header []string) {
	t.Helper()
	seen := map[string]bool{}
	for _, name := range header {
		if !regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`).MatchString(name) || len(name) > 40 {
			t.Errorf("%q is not snake_case of up to 40 characters", name)
		}
		if seen[name] {
			t.Errorf("%s stands twice", name)
		}
		seen[name] = true
	}
	if !slices.Equal(header, table.Header()) {
		t.Errorf("the header is %v", header)
	}
}

// screenRows wants every row once by its keys, a total for every filter, and in
// figures numbers or marks alone.
func screenRows(t *testing.T, profile string, table registry.Table, rows []record) {
	t.Helper()
	number := regexp.MustCompile(`^-?[0-9]+(\.[0-9])?$`)
	seen, totals, whole := map[string]bool{}, map[string]bool{}, map[string]bool{}
	for i, row := range rows {
		key := row.pick(table.Sort...)
		if seen[key] {
			t.Errorf("line %d repeats the keys %s", i+2, key)
		}
		seen[key] = true
		for _, c := range table.Columns {
			cell := row[c.Name]
			if cell != strings.TrimSpace(cell) {
				t.Errorf("line %d: %s is %q", i+2, c.Name, cell)
			}
			if c.Role == registry.Key || c.Role == registry.Flag || c.Role == registry.Word {
				continue
			}
			empty := cell == "" && (profile == "restricted" && table.Name != "dfe_timeliness_20_week" || table.Name == "figures")
			marked := isMark(cell) && table.Name != "figures" && (profile == "public" || cell == "x")
			if !number.MatchString(cell) && !empty && !marked {
				t.Errorf("line %d: %s is %q", i+2, c.Name, cell)
			}
		}
		if topic, found := row["breakdown_topic"]; found && table.Name != "figures" {
			place := row.pick("authority_code", "period_type", "period_start", "as_at", "time_period")
			whole[place] = true
			if topic == "All" || topic == "All EHC plans" {
				totals[place] = true
			}
		}
	}
	for place := range whole {
		if !totals[place] {
			t.Errorf("%s has no total", place)
		}
	}
}

// screenPeriods wants one way of writing each kind of period.
func screenPeriods(t *testing.T, rows []record) {
	t.Helper()
	const month = "(Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)"
	styles := map[string]string{
		"three_months": month + "( 20[0-9]{2})? to " + month + " 20[0-9]{2}", "month": month + " 20[0-9]{2}",
		"week": "Week of [1-3]?[0-9] " + month + " 20[0-9]{2}", "rolling_12_months": "12 months to " + month + " 20[0-9]{2}",
		"calendar_year": "20[0-9]{2}", "financial_year": "20[0-9]{2}-[0-9]{2}", "academic_year": "20[0-9]{2}-[0-9]{2}",
	}
	years := map[string]bool{}
	for i, row := range rows {
		if kind, found := row["period_type"]; found && row["period"] != "" {
			if styles[kind] == "" || !regexp.MustCompile("^"+styles[kind]+"$").MatchString(row["period"]) {
				t.Errorf("line %d: %s is called %q", i+2, kind, row["period"])
			}
		}
		if year, found := row["time_period"]; found {
			years[row["time_identifier"]] = true
			if !regexp.MustCompile(`^[0-9]{4}$`).MatchString(year) {
				t.Errorf("line %d: time_period is %q", i+2, year)
			}
		}
	}
	if len(years) > 1 {
		t.Errorf("the time identifiers are mixed: %v", years)
	}
}

// screenMeta wants a row for every column that is no key, with its label, unit
// and decimals, and no others.
func screenMeta(t *testing.T, path string, table registry.Table) {
	t.Helper()
	header, rows := readRows(t, path)
	if got := strings.Join(header, ","); got != "col_name,col_type,label,indicator_grouping,indicator_unit,indicator_dp,filter_hint,"+
		"filter_grouping_column" {
		t.Errorf("the header of the metadata is %s", got)
	}
	keys := strings.Fields("authority_code authority_name period_type period_start period_end period is_complete as_at is_increment_end " +
		"is_month_end breakdown_topic breakdown threshold_weeks weeks_open_band week measure guard month basis table time_period " +
		"time_identifier geographic_level country_code country_name region_code region_name new_la_code old_la_code la_name")
	want, labels := map[string]registry.Column{}, map[string]bool{}
	for _, c := range table.Columns {
		if !slices.Contains(keys, c.Name) {
			want[c.Name] = c
		}
	}
	for _, row := range rows {
		c, found := want[row["col_name"]]
		if !found {
			t.Errorf("%s is described, which is a key, unknown or described before", row["col_name"])
		}
		delete(want, row["col_name"])
		if row["label"] == "" || labels[row["label"]] {
			t.Errorf("%s has the label %q, which is empty or another's", row["col_name"], row["label"])
		}
		labels[row["label"]] = true
		isFigure := c.Type == "integer" || c.Type == "decimal" || c.Type == "number"
		places := map[string]string{"integer": "0", "decimal": "1"}[c.Type]
		unit := map[bool]string{true: "%", false: ""}[c.Unit == "%"]
		if got := row.pick("col_type", "indicator_unit", "indicator_dp"); isFigure && got != "Indicator,"+unit+","+places ||
			!isFigure && got != "Filter,," {
			t.Errorf("%s is described as %s", row["col_name"], got)
		}
	}
	for name := range want {
		t.Errorf("%s is not described", name)
	}
}

// described is what is read of a table's CSVW.
type described struct {
	URL    string `json:"url"`
	Title  string `json:"dc:title"`
	Schema struct {
		Columns []struct {
			Name, Titles, Datatype string
			Null                   []string
		}
		PrimaryKey []string
	} `json:"tableSchema"`
}

// screenCSVW reads the table as its CSVW says (W3C, Metadata Vocabulary for
// Tabular Data): every cell is null, or of its column's type.
func screenCSVW(t *testing.T, path string, table registry.Table, header []string, rows []record) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var d described
	if err := json.Unmarshal(text, &d); err != nil {
		t.Fatal(err)
	}
	if d.URL != table.Name+".csv" || d.Title == "" || !slices.Equal(d.Schema.PrimaryKey, table.Sort) || len(d.Schema.Columns) != len(header) {
		t.Fatalf("%s describes %s by %v, %d columns", path, d.URL, d.Schema.PrimaryKey, len(d.Schema.Columns))
	}
	for i, c := range d.Schema.Columns {
		if c.Name != header[i] || c.Titles == "" {
			t.Errorf("column %d is described as %s, %q", i+1, c.Name, c.Titles)
		}
		null := c.Null
		if len(null) == 0 {
			null = []string{""} // as CSVW has it where nothing is said
		}
		for k, row := range rows {
			if slices.Contains(null, row[c.Name]) {
				continue
			}
			if err := ofType(c.Datatype, row[c.Name]); err != nil {
				t.Fatalf("line %d: %s is %q: %v", k+2, c.Name, row[c.Name], err)
			}
		}
	}
}

// ofType says why a cell is not of a CSVW type.
func ofType(kind, cell string) error {
	var err error
	switch kind {
	case "string":
	case "date":
		_, err = time.Parse(time.DateOnly, cell)
	case "boolean":
		if cell != "true" && cell != "false" {
			err = fmt.Errorf("%q is no boolean", cell)
		}
	case "integer":
		_, err = strconv.Atoi(cell)
	case "decimal", "number":
		_, err = strconv.ParseFloat(cell, 64)
	default:
		err = fmt.Errorf("the type %q is not known", kind)
	}
	return err
}

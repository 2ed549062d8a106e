package config_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// load reads the text as a configuration file.
func load(t *testing.T, text string) (config.Config, error) {
	t.Helper()
	path := filepath.Join(t.TempDir(), "ehcp.yaml")
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return config.Load(path)
}

// mustLoad reads a configuration that has to be right.
func mustLoad(t *testing.T, text string) config.Config {
	t.Helper()
	c, err := load(t, text)
	if err != nil {
		t.Fatalf("Load: %v", err)
	}
	return c
}

func TestLoadDefaults(t *testing.T) {
	t.Parallel()
	none, err := config.Load("")
	if err != nil {
		t.Fatal(err)
	}
	if none.Folder != "." {
		t.Errorf("Folder is %q without a file, want the working one", none.Folder)
	}
	for name, text := range map[string]string{"empty": "", "blank": "\n \n", "comment": "# nothing\n"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			c := mustLoad(t, text)
			if c.Increments.Start != "2020-01-01" || c.Clock.MovedIn != "responsible" || c.AsAt != "" {
				t.Errorf("increments %q, moved in %q, as at %q", c.Increments.Start, c.Clock.MovedIn, c.AsAt)
			}
			if c.Disclosure.MinimumCount != 5 || c.Disclosure.Method != "suppress" || c.Disclosure.PublishOldest {
				t.Errorf("disclosure is %+v", c.Disclosure)
			}
			public := []string{"All", "Area", "Age group", "Primary need", "Sex", "Request source"}
			restricted := []string{"Team", "Phase", "Setting type", "Ethnicity"}
			if !slices.Equal(c.Breakdowns.Public, public) || !slices.Equal(c.Breakdowns.Restricted, restricted) {
				t.Errorf("breakdowns are %+v", c.Breakdowns)
			}
			if c.Gates != (config.Gates{}) || c.DuckDB != (config.DuckDB{}) || len(c.Extracts) > 0 {
				t.Errorf("gates %+v, duckdb %+v, extracts %v", c.Gates, c.DuckDB, c.Extracts)
			}
		})
	}
}

// The configuration of the contract's section 6.
const whole = `
council: {code: E10000016, name: Sample county}
extracts:
  - {kind: assessments, path: assessments_*.csv, complete_from: 2019-01-01,
     mapping: {received_date: "Date request rec'd"}, codes: {request_source: {PAR: 1}}, dates: dmy}
as_at: file_date
increments: {start: 2022-04-01}
clock: {moved_in: responsible}
breakdowns: {public: [All, Area], restricted: [Team], extra: {Locality: locality}, crosses: [[Team, Stage]]}
baseline: {from: 2022-04-01, to: 2023-03-31}
targets: [{measure: falling_due_20, value: 60, by: 2024-09-30}]
disclosure: {minimum_count: 5, method: suppress, headline_minimum_count: 5}
gates: {rejected_share: 0.02, undated_share: 0.02, stale_days: 45, fall_in_rows: 0.2}
retention: {days: 30, month_ends: 13, quarter_ends: all}
duckdb: {threads: 0, memory_limit: 4GB}
queries: [our-queries/]
`

func TestLoadWhole(t *testing.T) {
	t.Parallel()
	c := mustLoad(t, whole)
	if len(c.Extracts) != 1 {
		t.Fatalf("%d extracts, want 1", len(c.Extracts))
	}
	e := c.Extracts[0]
	if e.Mapping["received_date"] != "Date request rec'd" || e.Codes["request_source"]["PAR"] != "1" ||
		e.Dates != "dmy" || e.CompleteFrom != "2019-01-01" {
		t.Errorf("extract is %+v", e)
	}
	if *c.Gates.RejectedShare != 0.02 || *c.Gates.StaleDays != 45 || c.Targets[0].Value != 60 {
		t.Errorf("gates %+v, targets %+v", c.Gates, c.Targets)
	}
}

func TestLoadFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ text, what, try string }{
		{"councl: {name: x}", `[1:1] unknown field "councl"`, `did you mean "council"?`},
		{"\nclock:\n  movd_in: original", `[3:3] unknown field "movd_in"`, `did you mean "moved_in"?`},
		{"extracts: [{pth: x}]", `unknown field "pth"`, `did you mean "path"?`},
		{"zzzzzzzz: 1", `unknown field "zzzzzzzz"`, "mend the line marked with >"},
		{"council: 7", "1 | council: 7", "mend the line marked with >"},
		{"council: [", "1 | council: [", "mend the line marked with >"},
		{"council: {name: a}\ncouncil: {name: b}", "already defined", "mend the line marked with >"},
		{"[1, 2]", "1 | [1, 2]", "mend the line marked with >"},
		{"disclosure: {minimum_count: five}", "disclosure.minimum_count: this is not a count", ""},
		{"targets: [{measure: open, value: many, by: 2024-01-31}]", "value: many", "mend the line marked with >"},
		{"increments: {start: 2024-01-29}", "increments.start: day 29 ", ""},
		{"increments: {start: 2023-02-29}", `increments.start: "2023-02-29" is not a date`, ""},
		{"baseline: {from: soon}", `baseline.from: "soon" is not a date`, "write the year, the month and the day"},
		{"baseline: {to: soon}", `baseline.to: "soon" is not a date`, ""},
		{"extracts: [{path: x, complete_from: 1/2/2024}]", `extracts[0].complete_from: "1/2/2024" is not a date`, ""},
		{"targets: [{measure: open, by: later}]", `targets[0].by: "later" is not a date`, ""},
		{"baseline: {from: 2022-04-01, to: 2022-03-31}", "baseline.to: 2022-03-31 is before from", "give the first month"},
		{"baseline: {note: x}", `unknown field "note"`, "note belongs to another group of keys"},
		{"clock: {moved_in: responsable}", `clock.moved_in: "responsable" is not known`, `did you mean "responsible"?`},
		{"clock: {moved_in: x}", `clock.moved_in: "x" is not known`, "use one of responsible, original"},
		{"disclosure: {method: blur}", `disclosure.method: "blur" is not known`, "use one of suppress, round"},
		{"as_at: yestrday", `as_at: "yestrday" is not known`, `did you mean "yesterday"?`},
		{"as_at: 2024-13-01", `as_at: "2024-13-01" is not known`, "use one of yesterday, file_date, file_date_minus_1"},
		{
			"extracts: [{kind: assessment, path: x}]", `extracts[0].kind: "assessment" is not known`,
			`did you mean "assessments"?`,
		},
		{"extracts: [{path: x}, {path: y, dates: ymd}]", `extracts[1].dates: "ymd" is not known`, "use one of iso, dmy, mdy"},
		{"extracts: [{kind: assessments}]", "extracts[0]: the extract has no path", ""},
		{
			"targets: [{measure: faling_due_20}]", `targets[0].measure: "faling_due_20" is not known`,
			`did you mean "falling_due_20"?`,
		},
		{"disclosure: {minimum_count: -1}", "disclosure.minimum_count: this is not a count", ""},
		{"duckdb: {threads: -1}", "duckdb.threads: -1 is not 0 or more", ""},
		{"gates: {rejected_share: 1.5}", "gates.rejected_share: 1.5 is not a share between 0 and 1", ""},
		{"gates: {undated_share: -0.5}", "gates.undated_share: -0.5 is not a share between 0 and 1", ""},
		{"breakdowns: {crosses: [[Team]]}", "breakdowns.crosses[0]: it has 1 topics; a cross has two", ""},
	} {
		t.Run(c.text, func(t *testing.T) {
			t.Parallel()
			_, err := load(t, c.text)
			if err == nil {
				t.Fatal("no error")
			}
			if fault.KindOf(err) != fault.Usage {
				t.Errorf("kind is %d, want %d", fault.KindOf(err), fault.Usage)
			}
			if !strings.Contains(err.Error(), c.what) || !strings.Contains(err.Error(), "ehcp.yaml: ") {
				t.Errorf("error is %q, want the file's name and %q", err, c.what)
			}
			if got := fault.Hint(err); !strings.HasPrefix(got, c.try) {
				t.Errorf("hint is %q, want %q", got, c.try)
			}
		})
	}
}

func TestLoadNoFile(t *testing.T) {
	t.Parallel()
	_, err := config.Load(filepath.Join(t.TempDir(), "ehcp.yaml"))
	if fault.KindOf(err) != fault.Usage || !errors.Is(err, os.ErrNotExist) || fault.Hint(err) == "" {
		t.Errorf("error is %v with hint %q", err, fault.Hint(err))
	}
}

func TestLoadNoGateIsNotAGateOfZero(t *testing.T) {
	t.Parallel()
	if c := mustLoad(t, "gates: {rejected_share: 0}"); c.Gates.RejectedShare == nil || c.Gates.UndatedShare != nil {
		t.Errorf("gates are %+v, want a share of 0 and no other", c.Gates)
	}
}

func TestDate(t *testing.T) {
	t.Parallel()
	if day, err := config.Date(""); err != nil || !day.IsZero() {
		t.Errorf("Date of nothing is %v (%v), want the zero time", day, err)
	}
	if day, err := config.Date("2024-02-29"); err != nil || !day.Equal(time.Date(2024, 2, 29, 0, 0, 0, 0, time.UTC)) {
		t.Errorf("the leap day is %v (%v)", day, err)
	}
	for _, text := range []string{"2023-02-29", "2024-1-1", "01/02/2024", " 2024-01-01", "today", "2024-01-01T00:00:00"} {
		if day, err := config.Date(text); err == nil {
			t.Errorf("Date(%q) = %v, want an error", text, day)
		}
	}
}

// Package config reads ehcp.yaml: strictly, so that a misspelt word is an
// error with its line rather than a setting that silently does nothing.
package config

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/goccy/go-yaml"

	"ehcp/pipeline/fault"
)

// Config is the whole of ehcp.yaml. Every key is optional.
type Config struct {
	Council     Council     `yaml:"council"`
	Authorities Authorities `yaml:"authorities"`
	Extracts    []Extract   `yaml:"extracts"`
	AsAt        string      `yaml:"as_at"`
	Increments  Increments  `yaml:"increments"`
	Clock       Clock       `yaml:"clock"`
	Breakdowns  Breakdowns  `yaml:"breakdowns"`
	Baseline    *Baseline   `yaml:"baseline"`
	Targets     []Target    `yaml:"targets"`
	Disclosure  Disclosure  `yaml:"disclosure"`
	Gates       Gates       `yaml:"gates"`
	Retention   *Retention  `yaml:"retention"`
	DuckDB      DuckDB      `yaml:"duckdb"`
	Queries     []string    `yaml:"queries"`
	Limits      Limits      `yaml:"limits"`
	Documents   Documents   `yaml:"documents"`
	Benchmark   Benchmark   `yaml:"benchmark"`

	// Folder is where relative paths start: the folder of the file itself.
	Folder string `yaml:"-"`
}

// Benchmark says with whom an authority is compared in DfE's published figures.
type Benchmark struct {
	Neighbours []string `yaml:"neighbours"` // statistical neighbours: nine-character codes, or DfE's three-digit ones
}

// Council names the authority whose cases carry no authority code.
type Council struct {
	Code string `yaml:"code"` // nine characters (E10000016) or DfE's three (886)
	Name string `yaml:"name"`
	Note string `yaml:"note"` // stands on every chart and document, such as 'Invented data'
}

// Authorities says what is made of each authority where a run has several.
type Authorities struct {
	Folders bool `yaml:"folders"` // tables, charts and documents of each, in folders of their own
}

// Extract says where files are and how they differ from the canonical columns.
type Extract struct {
	Kind         string                       `yaml:"kind"`
	Path         string                       `yaml:"path"` // a file or a pattern such as assessments_*.csv
	CompleteFrom string                       `yaml:"complete_from"`
	Mapping      map[string]string            `yaml:"mapping"`    // canonical column: the file's header
	Codes        map[string]map[string]string `yaml:"codes"`      // canonical column: the file's code: ours
	Dates        string                       `yaml:"dates"`      // of days like 03/04/2024: dmy, mdy or iso (there are none)
	Delimiter    string                       `yaml:"delimiter"`  // of a CSV: a comma, a semicolon, a bar or tab
	Encoding     string                       `yaml:"encoding"`   // of a CSV: utf-8, utf-16 or windows-1252
	Sheet        string                       `yaml:"sheet"`      // of a workbook
	HeaderRow    int                          `yaml:"header_row"` // row that names the columns, from 1

	ReferenceDate string `yaml:"reference_date"` // census day of a SEN2 return that does not say it
}

// Increments are three months long, counted both ways from Start.
type Increments struct {
	Start string `yaml:"start"`
}

// Clock holds the choices that the law leaves open.
type Clock struct {
	MovedIn string `yaml:"moved_in"` // responsible (default) or original
}

// Breakdowns are the topics that tables are split by.
type Breakdowns struct {
	Public     []string          `yaml:"public"`
	Restricted []string          `yaml:"restricted"`
	Extra      map[string]string `yaml:"extra"` // topic: column of the extract
	Crosses    [][]string        `yaml:"crosses"`

	// ByDefault says that nobody chose them: one that an extract cannot give is
	// then nothing to speak of.
	ByDefault bool `yaml:"-"`
}

// Baseline is the period that later figures are compared with; without from and
// to it is the first twelve months that the extracts cover.
type Baseline struct {
	From   string   `yaml:"from"`
	To     string   `yaml:"to"`
	Rebase []Rebase `yaml:"rebase"`
}

// Rebase begins new limits in a control chart on a day, for a reason that the
// chart names.
type Rebase struct {
	Measure string `yaml:"measure"`
	Date    string `yaml:"date"`
	Reason  string `yaml:"reason"`
}

// Target is a value that a measure should reach by a day.
type Target struct {
	Measure string  `yaml:"measure"`
	Value   float64 `yaml:"value"`
	By      string  `yaml:"by"`
}

// Positive is a whole number of 1 or more; 0 means that it was not given, and
// notPositive that what was given is something else.
type Positive int

const notPositive Positive = -1

// UnmarshalYAML marks fractions and 0, which would otherwise be cut off or
// taken for no setting at all.
func (p *Positive) UnmarshalYAML(text []byte) error {
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || n < 1 {
		n = int(notPositive)
	}
	*p = Positive(n)
	return nil
}

// Days is a whole number of days, 0 or more; a negative one stands for what was
// given and is none.
type Days int

// UnmarshalYAML marks fractions, which would otherwise be cut off.
func (d *Days) UnmarshalYAML(text []byte) error {
	n, err := strconv.Atoi(strings.TrimSpace(string(text)))
	if err != nil || n < 0 {
		n = -1
	}
	*d = Days(n)
	return nil
}

// Gates stop a publication on data that are not fit. Nil is none, but for
// RejectedShare and UndatedShare the usual limit of 0.2 and for GapDays of 31,
// which let extracts of fewer than 100 rows through.
type Gates struct {
	RejectedShare *float64 `yaml:"rejected_share"` // of rows read, 0 to 1
	UndatedShare  *float64 `yaml:"undated_share"`  // of plans issued, 0 to 1
	StaleDays     *Days    `yaml:"stale_days"`     // as-at less the newest event

	UnknownExceptionShare *float64 `yaml:"unknown_exception_share"` // of plans issued, 0 to 1
	FallInRows            *float64 `yaml:"fall_in_rows"`            // of rows or of open cases, against the last run, 0 to 1
	GapDays               *Days    `yaml:"gap_days"`                // that no extract covers, between the first and the last
	MaxAgeDays            *Days    `yaml:"max_age_days"`            // start day less the extract's date
}

// DuckDB bounds what a run takes of the machine.
type DuckDB struct {
	Threads     int    `yaml:"threads"` // 0 is one a core, and one in all for extracts up to 1 MiB
	MemoryLimit string `yaml:"memory_limit"`
}

// Limits bound what a reader accepts; what goes beyond them is refused.
type Limits struct {
	LineMB      Positive `yaml:"line_mb"`      // of text
	CellMB      Positive `yaml:"cell_mb"`      // of a table, or an element of XML
	SheetCells  Positive `yaml:"sheet_cells"`  // of a workbook
	Inflation   Positive `yaml:"inflation"`    // times the packed size
	XMLDepth    Positive `yaml:"xml_depth"`    // elements in elements
	ResidentGiB Positive `yaml:"resident_gib"` // that one extract may take of the memory while it is unpacked or joined
}

// OrUsual gives each limit that is not given its usual value.
func (l Limits) OrUsual() Limits {
	return Limits{
		LineMB: cmp.Or(l.LineMB, 64), CellMB: cmp.Or(l.CellMB, 1), SheetCells: cmp.Or(l.SheetCells, 5_000_000),
		Inflation: cmp.Or(l.Inflation, 200), XMLDepth: cmp.Or(l.XMLDepth, 100), ResidentGiB: cmp.Or(l.ResidentGiB, 2),
	}
}

// Load reads the file at path. An empty path gives the defaults with paths
// relative to the working folder.
func Load(path string) (Config, error) {
	if path == "" {
		return finish(Config{Folder: "."})
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Config{}, fault.Wrap(fault.Usage, err, "cannot read the configuration "+path,
			"check the name after --config")
	}
	c := Config{Folder: filepath.Dir(path)}
	if err := decode(text, path, &c); err != nil {
		return Config{}, err
	}
	c, err = finish(c)
	return c, placed(path, text, err)
}

// decode reads the one document of a file. The library panics on some text that
// is no YAML.
func decode(text []byte, path string, into *Config) (err error) {
	defer func() {
		if recover() != nil {
			err = fault.New(fault.Usage, path+" cannot be read as YAML", "look for a key whose value is missing or begins with !, & or *")
		}
	}()
	decoder := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict(), yaml.DisallowUnknownField())
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return yamlFault(path, err)
	}
	if err := decoder.Decode(&Config{}); !errors.Is(err, io.EOF) {
		return fault.New(fault.Usage, path+" holds more than one document", "remove the line --- and what is behind it")
	}
	return nil
}

// Date reads a configured day; the empty text is the zero time.
func Date(text string) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	return time.Parse(time.DateOnly, text)
}

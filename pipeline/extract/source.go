package extract

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// Source is one file of a run, before its rows are read.
type Source struct {
	Path         string
	Kind         registry.Extract // what its rows are, once its columns are known
	Bytes        int64
	SHA256       string    // hex, of the bytes as stored
	Encoding     string    // of text: utf-8, utf-16 or windows-1252
	Date         time.Time // from the name or the header; zero when neither has one
	CutOff       time.Time // SEN2: 31 December before the reference date; else zero
	CompleteFrom time.Time // configured or by SEN2; zero when it has to be assumed
	Present      []string  // canonical columns that the file has, and extra ones
	Dropped      []string  // names of the columns that were not read
	Notes        []string  // what the user should know of how it was read
	Parts        []*Source // the other files of a return whose modules are files
	Findings     []Finding // what is wrong beyond single rows, once they are read
	RowsAbove    int64     // rows of the file that DuckDB does not count, once they are read

	entry       config.Extract
	extra       []string // topics' columns that are not canonical
	scratch     string   // private folder for copies that are easier to read
	limits      config.Limits
	modified    time.Time
	kind        kind
	header      []string               // the file's own columns in order
	sample      [][]string             // some rows under it, to guess from
	column      map[string]string      // canonical or extra column: the file's column
	facts       map[string]*sheetFacts // of a workbook's sheets, by name
	packed      bool                   // gzip, by its first bytes
	module      string                 // of a return that is kept in modules: which of them this is
	lines       int64                  // line ends in the file, unpacked, and the last line if it has none
	lineEnds    int64                  // line feeds in the file, unpacked
	windowsEnds int64                  // those behind a carriage return
	longest     int64                  // bytes of the longest line, if that is more than a chunk of 1 MiB
	hasOdd      bool                   // a line begins as one could that holds nothing
	read        atomic.Int64           // bytes of the file as stored, since its rows began to be delivered
}

// Options say how a file is to be read.
type Options struct {
	Entry   config.Extract // what the configuration says of it
	Extra   []string       // columns beyond the canonical ones that breakdowns need
	Scratch string         // private folder for copies that are easier to read
	Limits  config.Limits  // what is not given has its usual value
}

// IsOfCases says whether the rows are cases: assessments, which every run needs.
func (s *Source) IsOfCases() bool { return s.Kind.Name == registry.Assessments }

// IsSEN2 says whether the file is a SEN2 return, whose stages are known at the
// as-at date alone.
func (s *Source) IsSEN2() bool { return s.kind.isReturn() }

// IsModule says whether the file is one of those that a return is kept in.
func (s *Source) IsModule() bool { return s.module != "" }

// Patterns are the paths by which a configuration can name the extract with all
// its files, and no other: one pattern where there is one.
func (s *Source) Patterns() []string {
	paths := []string{Literally(s.Path)}
	for _, part := range s.Parts {
		paths = append(paths, Literally(part.Path))
	}
	if len(s.Parts) > 0 {
		one := Literally(exportName(s)) + "*" + Literally(filepath.Ext(s.Path))
		if matches, err := filepath.Glob(one); err == nil && len(matches) == len(paths) {
			return []string{one}
		}
	}
	return paths
}

// Literally writes a path so that no character of it stands for others.
func Literally(path string) string {
	return strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`).Replace(path)
}

// KeepsLines says whether the reader puts the row of the file in which each
// row stands into the table that it makes; else rows follow the header.
func (s *Source) KeepsLines() bool { return s.kind.keepsLines() }

// IsText says whether the file is lines, some of which DuckDB may not read.
func (s *Source) IsText() bool {
	switch kind := s.kind.(type) {
	case *csvFile:
		return true
	case *keptRows:
		return kind.isText
	}
	return false
}

// DatesAreSaid says whether the configuration says how days are written.
func (s *Source) DatesAreSaid() bool { return s.entry.Dates != "" }

// Name is the file's name without its folder: what reports show.
func (s *Source) Name() string { return filepath.Base(s.Path) }

// Open finds out what the file at path is: its kind, columns, date and hash.
func Open(ctx context.Context, path string, o Options) (*Source, error) {
	s := &Source{Path: path, Kind: kindIn(o.Entry), entry: o.Entry, extra: o.Extra, scratch: o.Scratch, limits: o.Limits.OrUsual(), Encoding: utf8Text}
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fault.Wrap(fault.Extract, err, "there is no extract "+path, "check the name and the folder")
	case err != nil:
		return nil, fault.Wrap(fault.Extract, err, "cannot read "+path, "check who may read the file")
	case !info.Mode().IsRegular():
		return nil, fault.New(fault.Extract, path+" is not a file", "name the extract itself, not a folder, pipe or device")
	case info.Size() == 0:
		return nil, fault.New(fault.Extract, path+" is empty", "make the extract again")
	}
	s.Bytes, s.modified = info.Size(), info.ModTime()
	s.Date = dateInName(filepath.Base(path))
	if s.CompleteFrom, err = config.Date(o.Entry.CompleteFrom); err != nil {
		return nil, fault.Usagef("complete_from %q of %s is not a date like 2024-01-31", o.Entry.CompleteFrom, path)
	}
	if err := s.survey(ctx); err != nil {
		return nil, err
	}
	return s, s.kind.open(ctx, s)
}

// Target is where and how rows are delivered.
type Target struct {
	DB    *warehouse.DB
	ID    int    // number of the extract, which every row has
	Table string // temporary, for what DuckDB cannot read where it stands
	Key   []byte // hashes identifiers
	Typed bool   // days, codes and flags come as such, of a file that CanBeTyped
	Batch int    // rows that the table holds at a time; 0 is one of DuckDB's row groups, 122,880
}

// Deliver hands the rows over as text: take is called with the select that gives
// them, once for a file that DuckDB reads where it stands, and else once a batch
// that the table holds, in the order of the file. So a file of any length takes
// the same memory.
func (s *Source) Deliver(ctx context.Context, into Target, take func(text string) error) error {
	s.read.Store(0)
	return s.kind.deliver(ctx, s, into, take)
}

// Share is how much of the file has been read since Deliver began, from 0 to 1.
// It is not ok for a kind of file that is not read in Go from its beginning to
// its end. Any goroutine may call it.
func (s *Source) Share() (share float64, ok bool) {
	if _, is := s.kind.(*sen2Return); !is {
		return 0, false
	}
	return min(float64(s.read.Load())/float64(s.Bytes), 1), true
}

// Unchanged fails when a file was written to since it was opened.
func (s *Source) Unchanged() error {
	if _, is := s.kind.(*keptRows); is { // there is no file
		return nil
	}
	for _, file := range append([]*Source{s}, s.Parts...) {
		info, err := os.Stat(file.Path)
		if err != nil || info.Size() != file.Bytes || !info.ModTime().Equal(file.modified) {
			return fault.Wrap(fault.Extract, err, file.Path+" changed while it was read",
				"wait until the export has finished, then run again")
		}
	}
	return nil
}

// Order puts files in an order that does not depend on how they were named: by
// kind, assessments first, and date.
func Order(sources []*Source) {
	kinds := registry.ExtractNames()
	slices.SortFunc(sources, func(a, b *Source) int {
		if c := slices.Index(kinds, a.Kind.Name) - slices.Index(kinds, b.Kind.Name); c != 0 {
			return c
		}
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		if c := strings.Compare(a.SHA256, b.SHA256); c != 0 {
			return c
		}
		return strings.Compare(a.Name(), b.Name())
	})
}

// HasDate says whether a file's name has a date.
func HasDate(path string) bool { return !dateInName(filepath.Base(path)).IsZero() }

// How a file's name writes a date.
const (
	yearFirstInName = `(?:^|[^0-9])(\d{4})-?(\d{2})-?(\d{2})(?:[^0-9]|$)`
	dayFirstInName  = `(?:^|[^0-9])(\d{2})[-._](\d{2})[-._](\d{4})(?:[^0-9]|$)`
)

// Subject is the file's name without its date and endings, in words: what
// therapy_waits_2024-12-31.csv is of.
func (s *Source) Subject() string {
	stem := regexp.MustCompile(`(?i)(\.(csv|txt|tsv|xlsx|xlsm|parquet|arrow|feather|gz))+$`).ReplaceAllString(s.Name(), "")
	for _, date := range []string{yearFirstInName, dayFirstInName} {
		stem = regexp.MustCompile(date).ReplaceAllString(stem, " ")
	}
	if words := strings.Fields(strings.NewReplacer("_", " ", "-", " ").Replace(stem)); len(words) > 0 {
		return strings.Join(words, " ")
	}
	return s.Kind.Name
}

// dateInName reads a date such as the one in assessments_2024-01-31.csv, or with
// the day first, as in Blade-Export_18-01-2024_person.csv. What could be read
// with the month first as another day is none.
func dateInName(name string) time.Time {
	yearFirst := regexp.MustCompile(yearFirstInName).FindStringSubmatch(name)
	if yearFirst != nil {
		day, _ := time.Parse(time.DateOnly, strings.Join(yearFirst[1:], "-"))
		return day
	}
	dayFirst := regexp.MustCompile(dayFirstInName).FindStringSubmatch(name)
	if dayFirst == nil {
		return time.Time{}
	}
	written := strings.Join(dayFirst[1:], "-")
	day, _ := time.Parse("02-01-2006", written)
	if other, err := time.Parse("01-02-2006", written); err == nil && !other.Equal(day) {
		return time.Time{}
	}
	return day
}

package extract

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// Source is one file of a run, before its rows are read.
type Source struct {
	Path         string
	Bytes        int64
	SHA256       string    // hex, of the bytes as stored
	Date         time.Time // from the name or the header; zero when neither has one
	CutOff       time.Time // SEN2: 31 December before the reference date; else zero
	CompleteFrom time.Time // configured or by SEN2; zero when it has to be assumed
	Present      []string  // canonical columns that the file has, and extra ones
	Dropped      []string  // names of the columns that were not read

	entry    config.Extract
	extra    []string // topics' columns that are not canonical
	modified time.Time
	header   []string          // the file's own columns in order
	column   map[string]string // canonical or extra column: the file's column
	line     int               // bytes of a typical line
	packed   bool              // gzip, by its first bytes
	lines    int64             // line ends in the file, unpacked
	blank    []int64           // numbers of its blank lines
	sen2     bool
}

// IsSEN2 says whether the file is a SEN2 return, whose stages are known at the
// as-at date alone.
func (s *Source) IsSEN2() bool { return s.sen2 }

// Name is the file's name without its folder: what reports show.
func (s *Source) Name() string { return filepath.Base(s.Path) }

// Open finds out what the file at path is: its kind, columns, date and hash.
// Extra are columns beyond the canonical ones that breakdowns need.
func Open(ctx context.Context, path string, entry config.Extract, extra []string) (*Source, error) {
	s := &Source{Path: path, entry: entry, extra: extra}
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
	if s.CompleteFrom, err = config.Date(entry.CompleteFrom); err != nil {
		return nil, fault.Usagef("complete_from %q of %s is not a date like 2024-01-31", entry.CompleteFrom, path)
	}
	if err := s.survey(ctx); err != nil {
		return nil, err
	}
	if isXML(path) {
		return s, s.openSEN2(ctx)
	}
	return s, s.openCSV()
}

// Text prepares the rows as text and gives the select that delivers them, with
// the number of the extract. A SEN2 return is read into the temporary table
// name, which also keeps the line of each request; a CSV stays where it is.
func (s *Source) Text(ctx context.Context, db *warehouse.DB, id int, name string, key []byte) (string, error) {
	if s.sen2 {
		return s.returnText(ctx, db, id, name, key)
	}
	return s.csvText(id), nil
}

// wanted are the columns that are delivered, whether the file has them or not.
func (s *Source) wanted() []string {
	columns := append(registry.AssessmentColumns(), planMovedIn)
	for i := range s.extra {
		columns = append(columns, ExtraName(i))
	}
	return columns
}

// ExtraName is the name under which the extra column i is delivered.
func ExtraName(i int) string { return fmt.Sprintf("extra_%d", i+1) }

// Unchanged fails when the file was written to since it was opened.
func (s *Source) Unchanged() error {
	info, err := os.Stat(s.Path)
	if err != nil || info.Size() != s.Bytes || !info.ModTime().Equal(s.modified) {
		return fault.Wrap(fault.Extract, err, s.Path+" changed while it was read",
			"wait until the export has finished, then run again")
	}
	return nil
}

// Order puts files in an order that does not depend on how they were named.
func Order(sources []*Source) {
	slices.SortFunc(sources, func(a, b *Source) int {
		if c := a.Date.Compare(b.Date); c != 0 {
			return c
		}
		if c := strings.Compare(a.SHA256, b.SHA256); c != 0 {
			return c
		}
		return strings.Compare(a.Name(), b.Name())
	})
}

func isXML(path string) bool {
	name := strings.TrimSuffix(strings.ToLower(path), ".gz")
	return strings.HasSuffix(name, ".xml")
}

// dateInName reads a date such as the one in assessments_2024-01-31.csv.
func dateInName(name string) time.Time {
	found := regexp.MustCompile(`(^|[^0-9])(\d{4})-?(\d{2})-?(\d{2})([^0-9]|$)`).FindStringSubmatch(name)
	if found == nil {
		return time.Time{}
	}
	day, err := time.Parse(time.DateOnly, strings.Join(found[2:5], "-"))
	if err != nil {
		return time.Time{}
	}
	return day
}

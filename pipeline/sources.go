package pipeline

import (
	"context"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// named is a file to read and the configured entry that is about it.
type named struct {
	path  string
	entry config.Extract
}

// openSources opens every extract that the command or the configuration names.
func (j *job) openSources(ctx context.Context) error {
	if err := knownAuthority("council.code", j.o.Config.Council.Code); err != nil {
		return err
	}
	for i, code := range j.o.Config.Benchmark.Neighbours {
		if err := knownAuthority(fmt.Sprintf("benchmark.neighbours[%d]", i), code); err != nil {
			return err
		}
	}
	files, err := j.namedFiles()
	if err != nil {
		return err
	}
	if len(files) > mostExtracts {
		return fault.Usagef("%d extracts were named; a run takes %d at most", len(files), mostExtracts)
	}
	for _, f := range files {
		source, err := extract.Open(ctx, f.path, extract.Options{Entry: f.entry, Extra: j.extraColumns(), Scratch: j.scratch, Limits: j.o.Config.Limits})
		if err != nil {
			return err
		}
		j.sources = append(j.sources, source)
	}
	if j.sources, err = extract.Join(ctx, j.sources); err != nil {
		return err
	}
	extract.Order(j.sources)
	if len(j.cases()) == 0 {
		return fault.New(fault.Usage, "no extract of assessments was named: "+j.sources[0].Path+" is one of "+j.sources[0].Kind.Name,
			"name the assessments with it: what else there is stands beside them")
	}
	return nil
}

// freshEnough refuses extracts older than the configured gate on the start day.
// Where no extract has a date the as-at date stands in.
func (j *job) freshEnough(asAt time.Time) error {
	limit := j.o.Config.Gates.MaxAgeDays
	if limit == nil {
		return nil
	}
	newest, _ := j.latestDates()
	if newest.IsZero() {
		newest = asAt
	}
	now := j.o.Now()
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC)
	if age := int(today.Sub(newest).Hours() / 24); age > int(*limit) {
		return fault.New(fault.Extract, fmt.Sprintf("the newest extract is %d days old; gates.max_age_days is %d", age, *limit),
			"make the extract again")
	}
	return nil
}

// mostExtracts is how many files a run takes: their number is one byte a row.
const mostExtracts = 255

// namedFiles are the files of the command, else those of the configuration.
func (j *job) namedFiles() ([]named, error) {
	var files []named
	for _, path := range j.o.Extracts {
		files = append(files, named{path, j.entryFor(path)})
	}
	if len(files) > 0 {
		return files, nil
	}
	for _, entry := range j.o.Config.Extracts {
		pattern := j.patternOf(entry)
		matches, err := filepath.Glob(pattern)
		if err != nil {
			return nil, fault.Usagef("extracts: %q is not a file pattern", entry.Path)
		}
		if len(matches) == 0 {
			return nil, fault.New(fault.Extract, "there is no extract "+pattern, "check path: in the configuration")
		}
		for _, path := range matches {
			files = append(files, named{path, entry})
		}
	}
	return files, nil
}

// patternOf is an entry's path, relative to the configuration's folder.
func (j *job) patternOf(entry config.Extract) string {
	if filepath.IsAbs(entry.Path) {
		return entry.Path
	}
	return filepath.Join(j.o.Config.Folder, entry.Path)
}

// entryFor is the configured entry whose pattern a named file matches.
func (j *job) entryFor(path string) config.Extract {
	for _, entry := range j.o.Config.Extracts {
		if matched, err := filepath.Match(filepath.Clean(j.patternOf(entry)), filepath.Clean(path)); err == nil && matched {
			return entry
		}
	}
	return config.Extract{}
}

// extraColumns are the headers that configured topics need beyond ours.
func (j *job) extraColumns() []string {
	var columns []string
	for _, topic := range slices.Sorted(maps.Keys(j.o.Config.Breakdowns.Extra)) {
		column := folded(j.o.Config.Breakdowns.Extra[topic])
		if !slices.Contains(registry.AssessmentColumns(), column) && !slices.Contains(columns, column) {
			columns = append(columns, column)
		}
	}
	return columns
}

// stagedName is what a topic's column is called once it is staged: its own
// name for a canonical column, a number for any other, so that no header of an
// extract can clash with a column of the models.
func (j *job) stagedName(column string) string {
	if i := slices.Index(j.extraColumns(), folded(column)); i >= 0 {
		return extract.ExtraName(i)
	}
	return folded(column)
}

func folded(column string) string { return strings.ToLower(strings.TrimSpace(column)) }

// resolveAsAt takes the first that is given: the flag, the configuration, the
// SEN2 cut-off, the latest date in a file's name.
func (j *job) resolveAsAt() (time.Time, error) {
	if !j.o.AsAt.IsZero() {
		return j.o.AsAt, nil
	}
	named, cutOff := j.latestDates()
	switch rule := j.o.Config.AsAt; rule {
	case "":
	case "yesterday":
		now := j.o.Now()
		return time.Date(now.Year(), now.Month(), now.Day()-1, 0, 0, 0, 0, time.UTC), nil
	case "file_date", "file_date_minus_1":
		if named.IsZero() {
			return time.Time{}, fault.New(fault.Usage, "as_at: "+rule+" needs a date in an extract's name",
				"name it like assessments_2024-01-31.csv, or give --as-at")
		}
		if rule == "file_date_minus_1" {
			return named.AddDate(0, 0, -1), nil
		}
		return named, nil
	default:
		return config.Date(rule)
	}
	if !cutOff.IsZero() {
		return cutOff, nil
	}
	if !named.IsZero() {
		return named, nil
	}
	return time.Time{}, fault.New(fault.Usage, "the as-at date is not known",
		"give --as-at 2024-01-31, or put the date in the file's name: assessments_2024-01-31.csv")
}

func (j *job) latestDates() (named, cutOff time.Time) {
	for _, s := range j.cases() {
		if s.Date.After(named) {
			named = s.Date
		}
		if s.CutOff.After(cutOff) {
			cutOff = s.CutOff
		}
	}
	return named, cutOff
}

// inputsHash is one hash of all extracts, whatever their names or order, and
// of what is corrected in them.
func (j *job) inputsHash() string {
	var hashes []string
	for _, s := range j.sources {
		hashes = append(hashes, s.SHA256)
		for _, part := range s.Parts {
			hashes = append(hashes, part.SHA256)
		}
	}
	slices.Sort(hashes)
	if j.correctionsHash != "" {
		hashes = append(hashes, j.correctionsHash)
	}
	return hashText(fmt.Sprint(hashes))
}

package draw

import (
	"encoding/csv"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"ehcp/charts"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// Target is a level that a measure should reach by a day, as a manifest has it.
type Target struct {
	Measure string  `json:"measure"`
	Value   float64 `json:"value"`
	By      string  `json:"by,omitempty"` // ISO, or nothing
}

// Profiles of a run.
const (
	Public     = "public"
	Restricted = "restricted"
)

// Profiles lists them, the one that may be published first.
func Profiles() []string { return []string{Public, Restricted} }

// Facts are what charts say of a run besides its figures.
type Facts struct {
	Council, Note, InputsHash string
	AsAt                      time.Time
	MinimumCount              int // the smallest count that the public profile shows
	Headline                  int // the same of all cases where it is lower, else 0
	RoundedTo                 int // the base of its counts, or 0
	Targets                   []Target
}

// Setting gives what the charts of a profile are drawn with. Of several targets of
// one measure the last by its day is the target, and all are milestones.
func (f Facts) Setting(profile string) (charts.Setting, error) {
	const hashShown = 8
	s := charts.Setting{
		Council: f.Council, AsAt: f.AsAt, Note: f.Note, InputsHash: f.InputsHash[:min(hashShown, len(f.InputsHash))],
		Targets: map[string]charts.Target{}, Milestones: map[string][]charts.Target{}, Measures: Measures(),
	}
	if profile == Public {
		s.MinimumCount, s.RoundedTo = f.MinimumCount, f.RoundedTo
		if f.Headline > 0 {
			s.MinimumCount, s.GroupMinimum = f.Headline, f.MinimumCount
		}
	}
	for _, t := range f.Targets {
		target := charts.Target{Value: t.Value}
		if t.By != "" {
			by, err := time.Parse(time.DateOnly, t.By)
			if err != nil {
				return s, fmt.Errorf("the target of %s: %w", t.Measure, err)
			}
			target.By = by
			s.Milestones[t.Measure] = append(s.Milestones[t.Measure], target)
		}
		if last, found := s.Targets[t.Measure]; !found || !target.By.Before(last.By) {
			s.Targets[t.Measure] = target
		}
	}
	return s, nil
}

// Kept is a run that is over, to be read.
type Kept struct {
	folder string
	Facts  Facts
}

// Open reads what the manifest of a run's folder says of it.
func Open(folder string) (Kept, error) {
	var told struct {
		Council     string   `json:"council"`
		Note        string   `json:"note"`
		AsAt        string   `json:"as_at"`
		InputsHash  string   `json:"inputs_hash"`
		Targets     []Target `json:"targets"`
		Suppression struct {
			MinimumCount int `json:"minimum_count"`
			RoundTo      int `json:"round_to"`
			Headline     struct {
				MinimumCount int `json:"minimum_count"`
			} `json:"headline"`
		} `json:"suppression"`
	}
	path := filepath.Join(folder, "manifest.json")
	text, err := os.ReadFile(path)
	if err == nil {
		err = json.Unmarshal(text, &told)
	}
	if err != nil {
		return Kept{}, fault.Wrap(fault.Failed, err, "cannot read "+path, "name another run with --run")
	}
	asAt, err := time.Parse(time.DateOnly, told.AsAt)
	if err != nil {
		return Kept{}, fault.Wrap(fault.Failed, err, path+" has no as-at date", "name another run with --run")
	}
	return Kept{folder: folder, Facts: Facts{
		Council: told.Council, Note: told.Note, InputsHash: told.InputsHash, AsAt: asAt,
		MinimumCount: told.Suppression.MinimumCount, Headline: told.Suppression.Headline.MinimumCount, RoundedTo: told.Suppression.RoundTo,
		Targets: told.Targets,
	}}, nil
}

func (k Kept) tablePath(profile, name string) string {
	return filepath.Join(k.folder, profile, "tables", name+".csv")
}

// Table reads a published table of a profile.
func (k Kept) Table(profile, name string) (charts.Table, error) {
	path := k.tablePath(profile, name)
	file, err := os.Open(path)
	if errors.Is(err, fs.ErrNotExist) {
		return charts.Table{}, k.missing(profile, name)
	}
	if err != nil {
		return charts.Table{}, fault.Wrap(fault.Failed, err, "cannot read "+path, "check who may read it")
	}
	rows, err := csv.NewReader(file).ReadAll()
	err = errors.Join(err, file.Close())
	if err != nil || len(rows) == 0 {
		return charts.Table{}, fault.Wrap(fault.Failed, err, path+" cannot be read as a table", "run ehcp run again, or name another run with --run")
	}
	return charts.Table{Columns: rows[0], Rows: rows[1:]}, nil
}

// missing says why a run lacks a table: it has none of that profile, or the table is
// not in it.
func (k Kept) missing(profile, name string) error {
	id := filepath.Base(k.folder)
	if _, err := os.Stat(filepath.Join(k.folder, profile, "tables")); err != nil {
		other := map[string]string{Public: Restricted, Restricted: Public}[profile]
		return fault.New(fault.Usage, fmt.Sprintf("run %s has no %s tables", id, profile), "try --profile "+other+", or name another run with --run")
	}
	try := "name another run with --run"
	if table, found := registry.Find(name); found && table.RestrictedOnly && profile == Public {
		try = "try --profile restricted"
	}
	return fault.New(fault.Usage, fmt.Sprintf("run %s has no %s table %s", id, profile, name), try)
}

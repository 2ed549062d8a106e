// Package runs looks after the folder that runs are published in: which runs
// there are, which is shown, whether one is whole, and which have been kept for
// long enough. It reads no case.
package runs

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"ehcp/pipeline/fault"
)

// How a run ended, as its manifest or the record of the last attempt says.
const (
	Published         = "published"
	NothingNew        = "nothing_new" // latest shows what it would have published
	RefusedExtract    = "refused_extract"
	RefusedQuality    = "refused_quality"
	RefusedDisclosure = "refused_disclosure"
	Failed            = "failed"
	Cancelled         = "cancelled"
	Unreadable        = "unreadable" // there is no manifest, or one that is damaged
)

// StatusOf is how a run ended that ended with an error.
func StatusOf(err error) string {
	switch fault.KindOf(err) {
	case fault.Extract:
		return RefusedExtract
	case fault.Quality:
		return RefusedQuality
	case fault.Disclosure:
		return RefusedDisclosure
	default:
		return Failed
	}
}

// Run is one run of a folder as its manifest tells of it, without its figures.
type Run struct {
	ID         string
	Folder     string
	Status     string
	Reason     string // why nothing was published
	AsAt       string // a date, or empty where the run ended before there was one
	Started    time.Time
	Finished   time.Time
	Version    string // of the program
	RowsRead   int64
	InputsHash string
	Outputs    []Output
	Shown      bool   // latest shows it
	Claims     string // the id that its manifest gives, which a copy under another name has kept
}

// Output is a file of a run with its content's hash.
type Output struct {
	Path   string `json:"path"` // in the run's folder, with slashes
	SHA256 string `json:"sha256"`
}

// idLayout is the beginning of a run's id: the time of its start, UTC.
const idLayout = "20060102T150405.000Z"

// NewID names the run that started then on inputs of that hash.
func NewID(started time.Time, inputsHash string) string {
	return started.UTC().Format(idLayout) + "-" + inputsHash[:8]
}

// StartOf is the time in a run's id; ok is false for a name that is no run's.
func StartOf(id string) (started time.Time, ok bool) {
	stamp, hash, found := strings.Cut(id, "-")
	started, err := time.Parse(idLayout, stamp)
	return started, found && err == nil && len(hash) == 8
}

// Read reads the manifest of the run in a folder.
func Read(folder string) (Run, error) {
	var m struct {
		RunID      string            `json:"run_id"`
		Status     string            `json:"status"`
		Reason     string            `json:"reason"`
		AsAt       string            `json:"as_at"`
		Started    time.Time         `json:"started"`
		Finished   time.Time         `json:"finished"`
		Versions   map[string]string `json:"versions"`
		InputsHash string            `json:"inputs_hash"`
		Outputs    []Output          `json:"outputs"`
		Totals     struct {
			RowsRead int64 `json:"rows_read"`
		} `json:"totals"`
	}
	r := Run{ID: filepath.Base(folder), Folder: folder, Status: Unreadable}
	path := filepath.Join(folder, "manifest.json")
	text, err := os.ReadFile(path)
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal(text, &m); err != nil {
		return r, fmt.Errorf("read %s: %w", path, err)
	}
	r.Status, r.Reason, r.AsAt, r.Started, r.Finished = m.Status, m.Reason, m.AsAt, m.Started, m.Finished
	r.Claims = m.RunID
	r.Version, r.RowsRead, r.InputsHash, r.Outputs = m.Versions["ehcp"], m.Totals.RowsRead, m.InputsHash, m.Outputs
	return r, nil
}

// List reads every run of the folder out, the oldest first. One whose manifest
// cannot be read is listed as Unreadable.
func List(out string) []Run {
	shown, err := Latest(out)
	if err != nil {
		shown = ""
	}
	var list []Run
	for _, id := range IDs(out) {
		r, err := Read(filepath.Join(out, "runs", id))
		if err != nil {
			r.Status = Unreadable
		}
		r.Shown = shown != "" && filepath.Base(shown) == id
		list = append(list, r)
	}
	return list
}

// Size adds up the bytes of a run's files, those that can be seen.
func Size(folder string) int64 {
	var size int64
	_ = filepath.WalkDir(folder, func(_ string, entry fs.DirEntry, err error) error {
		if err != nil || !entry.Type().IsRegular() {
			return nil //nolint:nilerr // What cannot be read is not counted.
		}
		if info, err := entry.Info(); err == nil {
			size += info.Size()
		}
		return nil
	})
	return size
}

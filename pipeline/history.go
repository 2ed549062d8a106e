package pipeline

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

// readHistory finds the run before this one, whose counts this one's are held
// against: the one that latest shows, if its as-at date is not later. A damaged
// record of it is said and passed over.
func (j *job) readHistory() {
	if j.o.NoHistory {
		return
	}
	var before Manifest
	folder, err := runs.Latest(j.o.Out)
	if fault.KindOf(err) == fault.Usage {
		return // there was no run
	}
	if err == nil {
		before, err = ReadManifest(folder)
	}
	day, notDay := config.Date(before.AsAt)
	switch {
	case err != nil, notDay != nil, day.IsZero(), before.Totals.RowsRead < 0:
		j.warn("the record of the run before cannot be read: this run is not held against it")
	case before.Status == runs.Published && !day.After(j.asAt):
		j.before = &before
		j.manifest.History = append(j.manifest.History, before.InputsHash)
	}
}

// ReadManifest reads the manifest of the run in a folder.
func ReadManifest(folder string) (m Manifest, err error) {
	err = readJSON(filepath.Join(folder, "manifest.json"), &m)
	return m, err
}

func readJSON(path string, into any) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	if err := json.Unmarshal(text, into); err != nil {
		return fmt.Errorf("read %s: %w", path, err)
	}
	return nil
}

package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"ehcp/pipeline/config"
)

// readHistory finds the run before this one, whose counts this one's are held
// against: the one that latest shows, if its as-at date is not later. A damaged
// record of it is said and passed over.
func (j *job) readHistory() {
	if j.o.NoHistory {
		return
	}
	var latest struct {
		RunID string `json:"run_id"`
	}
	var before Manifest
	err := readJSON(filepath.Join(j.o.Out, "latest.json"), &latest)
	if errors.Is(err, fs.ErrNotExist) {
		return // there was no run
	}
	if err == nil {
		err = readJSON(filepath.Join(j.o.Out, "runs", filepath.Base(latest.RunID), "manifest.json"), &before)
	}
	day, notDay := config.Date(before.AsAt)
	switch {
	case err != nil, notDay != nil, day.IsZero(), before.Totals.RowsRead < 0:
		j.warn("the record of the run before cannot be read: this run is not held against it")
	case before.Status == "published" && !day.After(j.asAt):
		j.before = &before
		j.manifest.History = append(j.manifest.History, before.InputsHash)
	}
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

package pipeline

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
	"ehcp/pipeline/store"
)

// readHistory finds the record of the run that latest shows, which holds what it
// knew and what it and those before it published. This run is held against it if
// its as-at date is not later. A damaged record is said and passed over.
func (j *job) readHistory() error {
	if j.replayed != nil {
		return j.readRecord(j.replayed.Record)
	}
	folder, err := runs.Latest(j.o.Out)
	if fault.KindOf(err) == fault.Usage {
		return nil // there was no run
	}
	var shown Manifest
	if err == nil {
		shown, err = ReadManifest(folder)
	}
	if err == nil {
		err = j.readRecord(shown.Record)
	}
	if err != nil {
		j.warn("the record of the run before cannot be read: this run is not held against it, nor against what was published before")
	}
	return nil
}

// readRecord takes a record for the one that this run follows. An empty name is
// that of no record.
func (j *job) readRecord(name string) error {
	if name == "" {
		return nil
	}
	folder, err := j.store().Find(store.Records, name)
	if err != nil {
		return err
	}
	var before Manifest
	if err := readJSON(filepath.Join(folder, recordAbout), &before); err != nil {
		return err
	}
	day, err := config.Date(before.AsAt)
	if err != nil || day.IsZero() || before.Totals.RowsRead < 0 {
		return errors.New("the record has no day")
	}
	j.record = folder
	if j.o.NoHistory {
		return nil
	}
	j.manifest.History = append(j.manifest.History, name)
	if !day.After(j.asAt) {
		j.before = &before
	}
	return nil
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

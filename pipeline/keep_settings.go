package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
)

const settingsFile = "settings.json"

// settings are all that a run rests on but for the rows of its extracts, which
// the store keeps under the names given here. Corrections lie beside it under
// their own name.
type settings struct {
	Version    string         `json:"version"` // of the program
	AsAt       string         `json:"as_at"`
	Profiles   []string       `json:"profiles"`
	TablesOnly bool           `json:"tables_only"`
	NoHistory  bool           `json:"no_history"`
	Record     string         `json:"record"` // of the run before, if this one took account of it
	Config     config.Config  `json:"configuration"`
	Sources    []extract.Kept `json:"sources"`
	Stored     []string       `json:"stored"` // their names in the store
}

// writeSettings writes what a replay of this run needs beside its extracts.
func (j *job) writeSettings(_ context.Context, folder string) error {
	s := settings{
		Version: j.o.Version, AsAt: j.asAt.Format(time.DateOnly), Profiles: j.o.Profiles, TablesOnly: j.o.TablesOnly, NoHistory: j.o.NoHistory,
		Config: j.o.Config,
	}
	s.Config.Folder = ""
	var err error
	if s.Config.Queries, err = j.writeOwn(folder); err != nil {
		return err
	}
	if len(j.manifest.History) > 0 {
		s.Record = j.manifest.History[0]
	}
	for i, source := range j.sources {
		s.Sources, s.Stored = append(s.Sources, source.Keep()), append(s.Stored, j.manifest.Inputs[i].Stored)
	}
	text, err := json.MarshalIndent(s, "", "  ")
	if err != nil {
		return fmt.Errorf("keep the settings: %w", err)
	}
	if err := os.WriteFile(filepath.Join(folder, settingsFile), append(text, '\n'), 0o600); err != nil {
		return err
	}
	err = copyFile(filepath.Join(j.o.Config.Folder, correctionsFile), filepath.Join(folder, correctionsFile))
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	return err
}

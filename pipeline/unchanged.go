package pipeline

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"

	"ehcp/pipeline/runs"
)

// fingerprint is one hash of all that decides what a run publishes, but for the
// runs before it: two runs with the same one have the same tables, charts and
// documents. The names of extracts count, as dates and reports are made from
// them; their folders and their order do not.
func (j *job) fingerprint() (string, error) {
	settings, err := j.configHash()
	if err != nil {
		return "", err
	}
	names := make([]string, 0, len(j.sources))
	for _, s := range j.sources {
		entry, err := json.Marshal(j.entryFor(s.Path))
		if err != nil {
			return "", fmt.Errorf("hash the configuration: %w", err)
		}
		names = append(names, filepath.Base(s.Path)+" "+s.SHA256+" "+string(entry))
		for _, part := range s.Parts {
			names = append(names, filepath.Base(part.Path)+" "+part.SHA256)
		}
	}
	slices.Sort(names)
	key, err := j.keyHash()
	if err != nil {
		return "", err
	}
	all, err := json.Marshal([]any{
		names, j.inputsHash(), settings, j.asAt, j.o.Profiles, j.o.TablesOnly, j.o.NoHistory, j.o.Version, runtime.Version(),
		j.ownHashes(), key,
	})
	if err != nil {
		return "", fmt.Errorf("hash what the run rests on: %w", err)
	}
	return hashText(string(all)), nil
}

// nothingNew gives the run that latest shows where this one would publish the
// same again: it is whole and has the same fingerprint.
func (j *job) nothingNew() (*Result, error) {
	if j.o.Force {
		return nil, nil
	}
	mine, err := j.fingerprint()
	if err != nil {
		return nil, err
	}
	folder, err := runs.Latest(j.o.Out)
	if err != nil {
		return nil, nil //nolint:nilerr // There is no run, or none that could be told from this one.
	}
	m, err := ReadManifest(folder)
	if err != nil || m.Fingerprint != mine || runs.Whole(folder) != nil {
		return nil, nil //nolint:nilerr // As above.
	}
	return &Result{RunID: m.RunID, Folder: folder, Manifest: m, Unchanged: true}, nil
}

package pipeline

import (
	"errors"
	"os"
	"path/filepath"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
)

// How the names begin or end of what is under way in the output folder. The
// lock keeps all of it for one run, so what is there when a run starts was left
// by one that was killed.
const (
	building   = runs.Building // a run that is being built
	nextLatest = ".latest-"    // the link that will be latest
	freshFile  = ".new"        // what will take the place of a file
)

// settle clears away what a killed run left, and makes latest.json and
// latest.html say what the link latest shows: a run may have been killed between
// the two.
func (j *job) settle() error {
	var left []string
	for _, pattern := range []string{
		filepath.Join("runs", building+"*"), filepath.Join("runs", runs.Removing+"*"), nextLatest + "*",
		"*.json" + freshFile, "latest.html" + freshFile,
	} {
		found, err := globIn(j.o.Out, pattern)
		if err != nil {
			return err
		}
		left = append(left, found...)
	}
	for _, path := range left {
		if err := os.RemoveAll(path); err != nil {
			return fault.Wrap(fault.Failed, err, "cannot remove "+path+", which a run that was stopped has left", "check who may write there")
		}
	}
	if err := j.store().Clear(); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot clear the store of what a run that was stopped has left", "check who may write there")
	}
	return j.mendLatest()
}

// globIn finds the names in a folder that match a pattern; the folder's own name
// is no pattern.
func globIn(folder, pattern string) ([]string, error) {
	inner := filepath.Join(folder, filepath.Dir(pattern))
	entries, err := os.ReadDir(inner)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fault.Wrap(fault.Failed, err, "cannot read the output folder "+inner, "check who may read there")
	}
	var found []string
	for _, entry := range entries {
		if matched, err := filepath.Match(filepath.Base(pattern), entry.Name()); err == nil && matched {
			found = append(found, filepath.Join(inner, entry.Name()))
		}
	}
	return found, nil
}

// mendLatest tells again which run latest shows, where latest.json says another.
// A run whose manifest cannot be read is left to the next that is published.
func (j *job) mendLatest() error {
	folder, err := filepath.EvalSymlinks(filepath.Join(j.o.Out, "latest"))
	if err != nil {
		return nil //nolint:nilerr // There is no link: latest.json alone leads to the run.
	}
	var told struct {
		RunID string `json:"run_id"`
	}
	if err := readJSON(filepath.Join(j.o.Out, "latest.json"), &told); err == nil && told.RunID == filepath.Base(folder) {
		return nil
	}
	m, err := ReadManifest(folder)
	if err != nil {
		return nil //nolint:nilerr // As above.
	}
	return tellLatest(j.o.Out, m)
}

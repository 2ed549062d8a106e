package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/runs"
	"ehcp/pipeline/store"
)

// Replayed is what came of making a run again.
type Replayed struct {
	RunID    string
	Compared int      // files that were compared with the manifest's hashes
	Differ   []string // those of which the bytes are others
	Mended   []string // those that were missing or damaged in the run's folder, and are there again
}

// notCompared are the files that hold clock times, or pages in no fixed order.
func notCompared(path string) bool { return path == databaseFile || path == lineageFile }

const databaseFile = "casework/ehcp.duckdb"

// Replay makes a kept run again from what its manifest lists in the store, and
// compares every file with it byte by byte. Files that the run's folder lacks or
// has damaged are put back where they come out as they were. What latest shows
// stays as it is.
func Replay(ctx context.Context, o Options, runID string) (r *Replayed, err error) {
	lock, err := takeLock(o.Out)
	if err != nil {
		return nil, err
	}
	defer lock.release()
	folder, err := runs.Folder(o.Out, runID)
	if err != nil {
		return nil, err
	}
	m, err := ReadManifest(folder)
	if err != nil || m.Status != runs.Published {
		return nil, fault.Wrap(fault.Usage, err, filepath.Base(folder)+" was not published: it cannot be made again", "ehcp runs lists those that were")
	}
	j := &job{o: o, scratch: filepath.Join(o.Out, ".scratch")}
	if err := errors.Join(j.settle(), j.clearScratch()); err != nil {
		return nil, err
	}
	defer func() { _ = os.RemoveAll(j.scratch) }()
	if err := j.remember(m); err != nil {
		return nil, err
	}
	if err := j.readOwn(ctx); err != nil {
		return nil, err
	}
	if err := j.begin(); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, j.discard()) }()
	if err := j.steps(ctx); err != nil {
		return nil, err
	}
	if err := errors.Join(j.writeQualityPage(ctx), j.saveDatabase(ctx), j.seal(runs.Published, "")); err != nil {
		return nil, err
	}
	return j.compareWith(folder, m)
}

// remember takes the settings and sources of a run from the store.
func (j *job) remember(m Manifest) error {
	lost := func(err error) error {
		return fault.Wrap(fault.Failed, err, "what run "+m.RunID+" rests on is not in the store, or is damaged there",
			"runs made before there was a store, and those whose store was removed, cannot be made again")
	}
	folder, err := j.store().Find(store.Settings, m.Settings)
	if err != nil {
		return lost(err)
	}
	var s settings
	if err := readJSON(filepath.Join(folder, settingsFile), &s); err != nil {
		return lost(err)
	}
	if len(s.Stored) != len(s.Sources) {
		return lost(errors.New("not every source is kept"))
	}
	for _, name := range s.Stored {
		if _, err := j.store().Find(store.Extracts, name); err != nil {
			return lost(err)
		}
	}
	j.replayed = &s
	j.o.Config, j.o.Config.Folder = s.Config, folder
	j.o.Profiles, j.o.TablesOnly, j.o.NoHistory = s.Profiles, s.TablesOnly, s.NoHistory
	if j.asAt, err = config.Date(s.AsAt); err != nil {
		return lost(err)
	}
	for _, kept := range s.Sources {
		j.sources = append(j.sources, extract.Remembered(kept))
	}
	return j.readCorrections()
}

// discard removes the folder in which a run was made again.
func (j *job) discard() error {
	return errors.Join(j.closeDatabase(), os.RemoveAll(j.folder))
}

// compareWith holds the files just made against those of a manifest, and mends
// the run's folder where it can.
func (j *job) compareWith(folder string, m Manifest) (*Replayed, error) {
	made := map[string]string{}
	for _, output := range j.manifest.Outputs {
		made[output.Path] = output.SHA256
	}
	r := &Replayed{RunID: m.RunID}
	for i, output := range m.Outputs {
		path := filepath.Join(folder, filepath.FromSlash(output.Path))
		sum, err := runs.Hash(path)
		isWhole := err == nil && sum == output.SHA256
		isSame := made[output.Path] == output.SHA256
		if !notCompared(output.Path) {
			r.Compared++
			if !isSame {
				r.Differ = append(r.Differ, output.Path)
			}
		}
		if isWhole || (!isSame && output.Path != databaseFile) {
			continue
		}
		if err := j.putBack(output.Path, path); err != nil {
			return nil, err
		}
		m.Outputs[i].SHA256 = made[output.Path]
		r.Mended = append(r.Mended, output.Path)
	}
	for path := range made {
		if !slices.ContainsFunc(m.Outputs, func(o Output) bool { return o.Path == path }) {
			r.Differ = append(r.Differ, path)
		}
	}
	slices.Sort(r.Differ)
	if len(r.Mended) > 0 {
		if err := writeManifest(folder, m); err != nil {
			return nil, err
		}
	}
	return r, r.verdict(m.Versions["ehcp"], j.o.Version)
}

// verdict is the error of a run that does not come out as it was, with why that
// may be.
func (r *Replayed) verdict(then, now string) error {
	if len(r.Differ) == 0 {
		return nil
	}
	try := "the version is the same: report the fault with the names of the files"
	if then != now {
		try = fmt.Sprintf("it was made by version %s and this is %s: replay it with the version that made it", then, now)
	}
	return fault.New(fault.Failed, fmt.Sprintf("run %s does not come out as it was: %d of %d files differ, the first of them %s",
		r.RunID, len(r.Differ), r.Compared, r.Differ[0]), try)
}

// putBack puts a file just made into the run's folder by one rename.
func (j *job) putBack(made, path string) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := os.Rename(filepath.Join(j.folder, filepath.FromSlash(made)), path); err != nil {
		return fmt.Errorf("put %s back: %w", made, err)
	}
	return flushFile(path)
}

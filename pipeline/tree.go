package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"ehcp/pipeline/draw"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/runs"
)

const (
	publicProfile     = draw.Public
	restrictedProfile = draw.Restricted
)

// readmes say who may read each folder.
func (j *job) readmes() map[string]string {
	public := "PUBLIC: for board papers and the web, once the council's data protection officer has agreed the minimum count. " +
		"Small counts are hidden (c), and others so that those cannot be worked out from what this run publishes; so are counts of " +
		"breakdowns that differ by little from what earlier runs published.\n"
	if d := j.o.Config.Disclosure; d.IsRounded() {
		public = "PUBLIC: for board papers and the web, once the council's data protection officer has agreed the rounding. " +
			protect.RoundedWords(int(d.RoundTo)) + " How far sums of rounded counts narrow single ones down has not been tested.\n"
	}
	public += j.ownReadme()
	return map[string]string{
		publicProfile:     public,
		restrictedProfile: "OFFICIAL-SENSITIVE: aggregates with small counts, for the Department by a secure route. Not for publication.\n",
		"casework":        "OFFICIAL-SENSITIVE: case-level records and data-quality reports. Never leaves the council.\n",
	}
}

// begin names the run and makes the folder in which it is built, aside.
func (j *job) begin() error {
	started := j.o.Now().UTC()
	hash := j.inputsHash()
	settings, err := j.configHash()
	if err != nil {
		return err
	}
	id := runs.NewID(started, hash)
	j.folder = filepath.Join(j.o.Out, "runs", building+id)
	fingerprint, err := j.fingerprint()
	if err != nil {
		return err
	}
	if err := j.readKey(); err != nil {
		return err
	}
	if err := os.MkdirAll(j.folder, 0o755); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write to "+j.o.Out, "check who may write there, and the space left")
	}
	if err := os.MkdirAll(filepath.Join(j.folder, "casework", "data-quality"), 0o700); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write to "+j.o.Out, "check who may write there, and the space left")
	}
	j.manifest = Manifest{
		RunID: id, Started: started.Format(time.RFC3339), Council: j.o.Config.Council.Name, Note: j.o.Config.Council.Note,
		Versions:          map[string]string{"ehcp": j.o.Version, "go": runtime.Version()},
		Targets:           targetsOf(j.o.Config.Targets),
		ConfigurationHash: settings, InputsHash: hash, Fingerprint: fingerprint, Profiles: j.o.Profiles, TablesOnly: j.o.TablesOnly,
		History: []string{}, Warnings: []string{},
	}
	if !j.asAt.IsZero() {
		j.manifest.AsAt = j.asAt.Format(time.DateOnly)
		return j.readHistory()
	}
	return nil
}

// finish closes the database, seals the run with its manifest and swaps it in.
func (j *job) finish(ctx context.Context) (*Result, error) {
	headlines, err := j.headlines(ctx)
	if err != nil {
		return nil, err
	}
	if err := j.writeQualityPage(ctx); err != nil {
		return nil, err
	}
	for _, step := range []func() error{
		func() error { return j.saveDatabase(ctx) },
		func() error { return j.seal(runs.Published, "") },
		func() error { return flushTree(j.folder) }, // what latest will lead to is on the disk before it leads there
		ctx.Err, // the last moment to cancel
	} {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := step(); err != nil {
			return nil, err
		}
	}
	folder := filepath.Join(j.o.Out, "runs", j.manifest.RunID)
	if err := os.Rename(j.folder, folder); err != nil {
		return nil, fmt.Errorf("put the run in its place: %w", err)
	}
	j.folder = folder
	if err := errors.Join(flushFolder(filepath.Dir(folder)), j.swapLatest()); err != nil {
		return nil, err
	}
	return &Result{RunID: j.manifest.RunID, Folder: folder, Manifest: j.manifest, Headlines: headlines}, nil
}

// saveDatabase closes the database once all of it is in its file: on a full disk
// it is not, of which nothing is said when it is closed.
func (j *job) saveDatabase(ctx context.Context) error {
	if err := j.db.Save(ctx, "ehcp"); err != nil {
		return err
	}
	return j.closeDatabase()
}

func (j *job) closeDatabase() error {
	if j.db == nil {
		return nil
	}
	err := j.db.Close()
	j.db = nil
	casework := filepath.Join(j.folder, "casework")
	return errors.Join(err, os.RemoveAll(filepath.Join(casework, "spill")), ownerOnly(casework))
}

// ownerOnly takes every right on a folder and its files from everybody else.
func ownerOnly(folder string) error {
	return filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			return os.Chmod(path, 0o700) //nolint:gosec // The folder is this run's own, which nobody else may write to.
		}
		return os.Chmod(path, 0o600) //nolint:gosec // As above.
	})
}

// seal says how the run ended, lists every file of it with its hash, and writes
// the event of it and the manifest.
func (j *job) seal(status, reason string) error {
	j.manifest.Status, j.manifest.Reason = status, reason
	j.manifest.Finished = j.o.Now().UTC().Format(time.RFC3339)
	if err := j.listOutputs(); err != nil {
		return err
	}
	event, err := lineageOf(j.manifest)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(j.folder, lineageFile), event, 0o644); err != nil {
		return err
	}
	j.manifest.Outputs = append(j.manifest.Outputs, Output{lineageFile, hashText(string(event))})
	slices.SortFunc(j.manifest.Outputs, func(a, b Output) int { return strings.Compare(a.Path, b.Path) })
	return writeManifest(j.folder, j.manifest)
}

func (j *job) listOutputs() error {
	j.manifest.Outputs = []Output{}
	return filepath.WalkDir(j.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		sum, err := runs.Hash(path)
		if err != nil {
			return err
		}
		name, err := filepath.Rel(j.folder, path)
		j.manifest.Outputs = append(j.manifest.Outputs, Output{filepath.ToSlash(name), sum})
		return err
	})
}

// abandon leaves what a refused run owes its reader, and nothing of a run that
// failed otherwise.
func (j *job) abandon(ctx context.Context, cause error) {
	status := runs.StatusOf(cause)
	var err error
	if status != runs.Failed {
		err = j.leaveRefusal(ctx, status, cause.Error())
	}
	if status == runs.Failed || err != nil {
		_ = j.closeDatabase()
		err = errors.Join(err, os.RemoveAll(j.folder))
	}
	if err != nil {
		j.note("what the run leaves could not be written or cleared away: check the space left, and who may write to " + j.o.Out)
	}
}

// leaveRefusal leaves the manifest and the data-quality files.
func (j *job) leaveRefusal(ctx context.Context, status, reason string) error {
	if status == runs.RefusedQuality && j.manifest.Totals.RowsRead > 0 {
		if err := j.writeQualityPage(ctx); err != nil {
			return err
		}
	}
	if err := j.closeDatabase(); err != nil {
		return err
	}
	for _, name := range []string{publicProfile, restrictedProfile, "casework/ehcp.duckdb", "casework/ehcp.duckdb.wal"} {
		if err := os.RemoveAll(filepath.Join(j.folder, name)); err != nil {
			return err
		}
	}
	if err := j.emptyQuality(); err != nil {
		return err
	}
	if err := j.seal(status, reason); err != nil {
		return err
	}
	return os.Rename(j.folder, filepath.Join(j.o.Out, "runs", j.manifest.RunID))
}

// refuseUnopened leaves a manifest of a run whose extracts could not be opened.
func (j *job) refuseUnopened(ctx context.Context, cause error) {
	if fault.KindOf(cause) != fault.Extract {
		return
	}
	if err := j.begin(); err != nil {
		j.note("no manifest of the refusal could be written: check the space left, and who may write to " + j.o.Out)
		return
	}
	j.manifest.Inputs = j.opened()
	j.abandon(ctx, cause)
}

// opened are the extracts that were opened, before their rows are counted.
func (j *job) opened() (inputs []Input) {
	for _, s := range j.sources {
		inputs = append(inputs, Input{Path: s.Path, Kind: s.Kind.Name, SHA256: s.SHA256, Bytes: s.Bytes, Dropped: s.Dropped})
	}
	return inputs
}

package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"os"
	"path/filepath"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/store"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// The files of a record: the run in short, the cases and the spells that it
// knew, what it said of figures that had changed, and by which cases, the counts
// that were ever shown to the public, and each profile's verdicts.
const (
	recordAbout     = "about.json"
	recordCases     = "cases.parquet"
	recordSpells    = "spells.parquet"
	recordRevisions = "revisions.parquet"
	recordRevised   = "revised_by_case.parquet"
	recordCounts    = "counts.parquet"
)

// keep puts what later runs need into the store, before the run is published:
// the extracts, the settings and the record of the run. It gives the staged rows
// that are new there.
func (j *job) keep(ctx context.Context) (int64, error) {
	rows, err := j.keepExtracts(ctx)
	if err != nil {
		return 0, err
	}
	for _, entry := range []struct {
		shelf string
		name  *string
		write func(ctx context.Context, folder string) error
	}{
		{store.Settings, &j.manifest.Settings, j.writeSettings},
		{store.Records, &j.manifest.Record, j.writeRecord},
	} {
		name, err := j.keepEntry(ctx, entry.shelf, entry.write)
		if err != nil {
			return 0, fault.Wrap(fault.Failed, err, "cannot keep what later runs need in the store", "check the space left, and who may write there")
		}
		*entry.name = name
	}
	return rows, nil
}

func (j *job) keepEntry(ctx context.Context, shelf string, write func(ctx context.Context, folder string) error) (string, error) {
	draft, err := j.store().Draft(shelf)
	if err != nil {
		return "", err
	}
	if err := write(ctx, draft.Folder()); err != nil {
		return "", errors.Join(err, draft.Drop())
	}
	name, err := draft.Keep("", flushTree)
	if err != nil {
		return "", errors.Join(err, draft.Drop())
	}
	return name, nil
}

// writeRecord writes what the runs after this one are held against. A run whose
// picture is of an earlier day than the newest on record leaves that in its place.
func (j *job) writeRecord(ctx context.Context, folder string) error {
	files := []struct{ name, query string }{
		{recordRevisions, queries.Text("publish/record_revisions")}, {recordCounts, queries.Text("publish/record_counts")},
	}
	if j.isNewest() {
		short, err := json.MarshalIndent(Manifest{
			RunID: j.manifest.RunID, AsAt: j.manifest.AsAt, InputsHash: j.manifest.InputsHash, ConfigurationHash: j.manifest.ConfigurationHash,
			Versions: j.manifest.Versions, Totals: j.manifest.Totals,
			Counts: map[string]int64{"open": j.openCases, registry.Assessments: j.manifest.ofKind(registry.Assessments).RowsRead},
		}, "", "  ")
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(folder, recordAbout), append(short, '\n'), 0o600); err != nil {
			return err
		}
		files = append(files, []struct{ name, query string }{
			{recordCases, queries.Text("publish/record_cases")},
			{recordSpells, "from held_spells"},
			{recordRevised, "from revisions_by_case"},
		}...)
	} else if err := j.copyRecord(folder, recordAbout, recordCases, recordSpells, recordRevised); err != nil {
		return err
	}
	for _, file := range files {
		if err := j.db.Exec(ctx, "copy ("+file.query+") to "+warehouse.Literal(filepath.Join(folder, file.name))+" (format parquet)"); err != nil {
			return err
		}
	}
	return j.recordEvidence(folder)
}

// isNewest says whether no run on record has a picture of a later day.
func (j *job) isNewest() bool { return j.record == "" || j.before != nil || j.o.NoHistory }

// recordEvidence keeps each profile's verdicts as published, which the next
// documents are compared with.
func (j *job) recordEvidence(folder string) error {
	if !j.isNewest() {
		return j.copyRecord(folder, evidenceFile(publicProfile), evidenceFile(restrictedProfile))
	}
	for _, profile := range j.o.Profiles {
		if err := copyFile(filepath.Join(j.folder, profile, "tables", "evidence.csv"), filepath.Join(folder, evidenceFile(profile))); err != nil {
			return err
		}
	}
	return nil
}

func evidenceFile(profile string) string { return "evidence-" + profile + ".csv" }

// copyRecord takes files over from the record before, those that it has.
func (j *job) copyRecord(folder string, names ...string) error {
	for _, name := range names {
		err := copyFile(filepath.Join(j.record, name), filepath.Join(folder, name))
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return err
		}
	}
	return nil
}

func copyFile(from, to string) (err error) {
	source, err := os.Open(from)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	target, err := os.OpenFile(to, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(target, source)
	return errors.Join(err, target.Close())
}

package pipeline

import (
	"context"
	"os"
	"path/filepath"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// smallBytes is the size up to which extracts are small: some ten thousand rows
// as CSV, where DuckDB shares rows out to threads by 122,880. With two threads
// such a run is no faster and takes a third more of the processor, for at every
// statement one of them waits busily for the other.
const smallBytes = 1 << 20

// threads are those that the run may use: one where the extracts are small and
// nobody has said how many.
func (j *job) threads() int {
	var bytes int64
	for _, s := range j.sources {
		bytes += s.Bytes
		for _, part := range s.Parts {
			bytes += part.Bytes
		}
	}
	if j.o.Threads == 0 && bytes <= smallBytes {
		return 1
	}
	return j.o.Threads
}

// openDatabase makes the run's database and the scratch one beside it.
func (j *job) openDatabase(ctx context.Context) error {
	casework := filepath.Join(j.folder, "casework")
	spill := filepath.Join(j.folder, "casework", "spill")
	if err := os.MkdirAll(spill, 0o700); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write to "+j.o.Out, "check who may write there, and the space left")
	}
	db, err := warehouse.Open(ctx, filepath.Join(casework, "ehcp.duckdb"), warehouse.Options{
		Threads: j.threads(), MemoryLimit: j.o.MemoryLimit, TempDir: spill,
	})
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot make the database in "+casework, "check who may write there, and the space left")
	}
	j.db = db
	if err := db.Attach(ctx, filepath.Join(spill, "bulk.duckdb"), "bulk"); err != nil {
		return err
	}
	for _, statement := range []string{
		"attach ':memory:' as work",
		"set search_path = '" + searchPath + "'",
		"create type entry_code as enum ('new', 'transferred_in', 'reopened')",
		"create type outcome_code as enum ('Y', 'N', 'A', 'W', 'H')",
		"create type closed_code as enum ('withdrawn', 'moved_out', 'deceased', 'error', 'other')",
		"create type awaiting_code as enum ('ep', 'other_advice', 'none')",
		"create type entry_kind as enum ('started', 'transferred_in', 'reopened')",
		"create type ended_kind as enum ('plan', 'not_issued', 'not_assessed', 'withdrawn', 'moved_out', 'other')",
		"create type weeks_band as enum ('weeks_0_to_20', 'weeks_over_20_to_30', 'weeks_over_30_to_52', 'weeks_over_52')",
		"create type stage_kind as enum ('request', 'assessment', 'issue', 'issue_drafting', 'issue_draft_sent')",
		"create type route_kind as enum ('ordinary', 'mediation_or_tribunal', 'moved_in', 'reopened')",
	} {
		if err := db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

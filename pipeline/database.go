package pipeline

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
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
	statements := []string{"attach ':memory:' as work", "set search_path = '" + searchPath + "'"}
	for _, code := range append(registry.CodeTypes(), registry.KindTypes()...) {
		statements = append(statements, "create type "+code.Name+" as enum ('"+strings.Join(code.Words, "', '")+"')")
	}
	for _, statement := range statements {
		if err := db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

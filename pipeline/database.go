package pipeline

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// The size up to which extracts are small. DuckDB shares rows out to threads by
// 122,880: up to twice that, two threads are hardly faster and take two fifths
// more of the processor, for at every statement one of them waits busily for the
// other. What is no text is told by its bytes, packed as they are.
const (
	smallLines = 250_000
	smallBytes = 4 << 20
)

// threads are those that the database may use: one where the extracts are small
// and nobody has said how many.
func (j *job) threads() int {
	if j.o.Threads == 0 && j.isSmall() {
		return 1
	}
	return j.o.Threads
}

// atATime is how many models are built side by side: of small extracts as many as
// there are processors, else one, which shares its rows out.
func (j *job) atATime() int {
	if j.o.Threads == 0 && j.isSmall() {
		return runtime.GOMAXPROCS(0)
	}
	return 1
}

func (j *job) isSmall() bool {
	var lines, bytes int64
	for _, s := range j.sources {
		if lines += s.Lines(); s.Lines() == 0 {
			bytes += s.Bytes
		}
		for _, part := range s.Parts {
			bytes += part.Bytes
		}
	}
	return lines <= smallLines && bytes <= smallBytes
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
	if err := errors.Join(db.Exec(ctx, "attach ':memory:' as work"), db.Tell(ctx, "set search_path = '"+searchPath+"'")); err != nil {
		return err
	}
	for _, statement := range codes() {
		if err := db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// codes are the statements that make the types of codes.
func codes() (statements []string) {
	for _, code := range append(registry.CodeTypes(), registry.KindTypes()...) {
		statements = append(statements, "create type "+code.Name+" as enum ('"+strings.Join(code.Words, "', '")+"')")
	}
	return statements
}

package warehouse

import (
	"context"
	"errors"
	"reflect"
	"sync"

	"github.com/duckdb/duckdb-go/v2/mapping"
)

// watch is what tells how far a statement has come while it runs.
type watch struct {
	mu     sync.Mutex
	handle mapping.Connection // of DuckDB's own library
	known  bool               // the driver has such a handle
	on     bool               // a statement that is watched runs
}

// ExecWatched runs one statement, of which Progress tells. DuckDB measures its
// progress for this statement alone: measuring costs a sixth of a small run.
func (d *DB) ExecWatched(ctx context.Context, statement string, args ...any) (err error) {
	if err := d.Exec(ctx, "set enable_progress_bar = true"); err != nil {
		return err
	}
	d.watch.turn(true)
	defer func() {
		d.watch.turn(false)
		err = errors.Join(err, d.Exec(context.WithoutCancel(ctx), "set enable_progress_bar = false"))
	}()
	return d.Exec(ctx, statement, args...)
}

// Progress is how much of the statement that ExecWatched runs is done, from 0 to
// 1, as DuckDB measures it: of a file by the bytes that were read. It is not ok
// where no such statement runs, or DuckDB has no measure of it. Any goroutine may
// call it.
func (d *DB) Progress() (share float64, ok bool) {
	d.watch.mu.Lock()
	defer d.watch.mu.Unlock()
	if !d.watch.on || !d.watch.known {
		return 0, false
	}
	progress := mapping.QueryProgress(d.watch.handle)
	percent, _, _ := mapping.QueryProgressTypeMembers(&progress)
	if percent < 0 || percent > 100 {
		return 0, false
	}
	return percent / 100, true
}

func (w *watch) turn(on bool) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.on = on
}

// prepareProgress keeps DuckDB from showing how far statements have come, and
// finds the handle by which it is asked.
func (d *DB) prepareProgress(ctx context.Context) error {
	if err := d.Exec(ctx, "set enable_progress_bar_print = false"); err != nil {
		return err
	}
	return d.first.Raw(func(raw any) error {
		d.watch.handle, d.watch.known = handleOf(raw)
		return nil
	})
}

// handleOf is the handle of a connection. The driver has no way to ask for a
// query's progress, though the library under it does, so the handle is looked up
// where the driver keeps it; a driver that keeps it elsewhere has no progress.
func handleOf(connection any) (handle mapping.Connection, known bool) {
	kept := reflect.ValueOf(connection)
	if kept.Kind() != reflect.Pointer || kept.Elem().Kind() != reflect.Struct {
		return handle, false
	}
	field := kept.Elem().FieldByName("conn")
	if !field.IsValid() || field.Type() != reflect.TypeFor[mapping.Connection]() {
		return handle, false
	}
	handle.Ptr = field.FieldByName("Ptr").UnsafePointer()
	return handle, handle.Ptr != nil
}

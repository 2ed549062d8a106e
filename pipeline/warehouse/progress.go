package warehouse

import (
	"context"
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

// ExecWatched runs one statement, of which Progress tells.
func (d *DB) ExecWatched(ctx context.Context, statement string, args ...any) error {
	d.watch.turn(true)
	defer d.watch.turn(false)
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

// measureProgress makes DuckDB measure how far statements have come, without
// showing it, and finds the handle by which it is asked.
func (d *DB) measureProgress(ctx context.Context) error {
	for _, setting := range []string{"enable_progress_bar_print = false", "enable_progress_bar = true"} {
		if err := d.Exec(ctx, "set "+setting); err != nil {
			return err
		}
	}
	return d.conn.Raw(func(raw any) error {
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

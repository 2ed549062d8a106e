package warehouse_test

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline/warehouse"
)

// open opens a database that is closed when the test ends.
func open(t *testing.T, path string, o warehouse.Options) *warehouse.DB {
	t.Helper()
	o.TempDir = t.TempDir()
	db, err := warehouse.Open(t.Context(), path, o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// value is the one cell of a query.
func value(t *testing.T, db *warehouse.DB, query string) string {
	t.Helper()
	_, rows, err := db.Text(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if len(rows) != 1 || len(rows[0]) != 1 || rows[0][0] == nil {
		t.Fatalf("%s gives %v, want one cell", query, rows)
	}
	return *rows[0][0]
}

func TestOpenSettings(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{Threads: 2, MemoryLimit: "300MB"})
	for setting, want := range map[string]string{
		"threads": "2", "TimeZone": "UTC", "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
	} {
		if got := value(t, db, "select current_setting('"+setting+"')::varchar"); got != want {
			t.Errorf("%s is %q, want %q", setting, got, want)
		}
	}
	if got := value(t, db, "select current_setting('memory_limit')"); !strings.HasPrefix(got, "286") {
		t.Errorf("memory_limit is %q, want 286.1 MiB", got)
	}
}

func TestOpenKeepsAFile(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "a b'c.duckdb")
	db, err := warehouse.Open(t.Context(), path, warehouse.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(t.Context(), "create table t as select ? as n", 7); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path + ".wal"); err == nil {
		t.Error("closing leaves the write-ahead log behind")
	}
	again := open(t, path, warehouse.Options{})
	if got := value(t, again, "select n from t"); got != "7" {
		t.Errorf("n is %q, want 7", got)
	}
	stored := value(t, again, "select tags['storage_version'] from duckdb_databases() where path is not null")
	if !strings.HasPrefix(stored, "v1.4") {
		t.Errorf("the storage version is %q, want that of %s", stored, warehouse.StorageVersion)
	}
}

func TestText(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	columns, rows, err := db.Text(t.Context(),
		"select date '2024-02-29' as day, null as none, 12.5::decimal(4, 1) as share, true as yes, 'x' as word order by 1")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(columns, " "); got != "day none share yes word" {
		t.Errorf("columns are %q", got)
	}
	if len(rows) != 1 || rows[0][1] != nil {
		t.Fatalf("rows are %v, want one with a missing cell", rows)
	}
	for i, want := range map[int]string{0: "2024-02-29", 2: "12.5", 3: "true", 4: "x"} {
		if got := *rows[0][i]; got != want {
			t.Errorf("%s is %q, want %q", columns[i], got, want)
		}
	}
	columns, rows, err = db.Text(t.Context(), "select 1 as n where false")
	if err != nil || len(rows) != 0 || len(columns) != 1 {
		t.Errorf("no rows are %v with columns %q (%v)", rows, columns, err)
	}
	if _, _, err := db.Text(t.Context(), "select nothing"); err == nil {
		t.Error("a query that cannot be bound gives no error")
	}
}

// TestEachTextStops gives up with the caller's error, and when it is cancelled.
func TestEachTextStops(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	ctx, cancel := context.WithCancel(t.Context())
	rows, full := 0, errors.New("full")
	count := func(end error, stop func()) func([]*string) error {
		rows = 0
		return func(row []*string) error {
			rows++
			if len(row) != 2 || *row[0] != fmt.Sprint(rows-1) || *row[1] != "\ufdd0" {
				t.Fatalf("row %d is %v", rows, row)
			}
			if rows == 5 {
				stop()
				return end
			}
			return nil
		}
	}
	const query = "select range as n, chr(64976) as mark from range(10000) order by n"
	if _, err := db.EachText(ctx, query, count(full, func() {})); !errors.Is(err, full) || rows != 5 {
		t.Errorf("%v after %d rows, want to stop at 5", err, rows)
	}
	if _, err := db.EachText(ctx, query, count(nil, cancel)); !errors.Is(err, context.Canceled) || rows != 5 {
		t.Errorf("%v after %d rows, want to be cancelled at 5", err, rows)
	}
	if columns, err := db.EachText(t.Context(), query, func([]*string) error { return nil }); err != nil || strings.Join(columns, " ") != "n mark" {
		t.Errorf("columns %q (%v), want n and mark", columns, err)
	}
}

func TestCountAndScan(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	if err := db.Exec(t.Context(), "create table t (n bigint)"); err != nil {
		t.Fatal(err)
	}
	written, err := db.Count(t.Context(), "insert into t select * from range(?)", 5)
	if err != nil || written != 5 {
		t.Errorf("%d rows written (%v), want 5", written, err)
	}
	var least, most int
	if err := db.Scan(t.Context(), "select min(n), max(n) from t", &least, &most); err != nil || least != 0 || most != 4 {
		t.Errorf("from %d to %d (%v), want 0 to 4", least, most, err)
	}
}

func TestAppend(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	if err := db.Exec(t.Context(), "create temp table t (word varchar, n bigint)"); err != nil {
		t.Fatal(err)
	}
	next := 0
	if err := db.Append(t.Context(), "temp", "t", func() ([]driver.Value, error) {
		next++
		switch next {
		case 1:
			return []driver.Value{"a 'quoted' ü\n", int64(1)}, nil
		case 2:
			return []driver.Value{nil, nil}, nil
		}
		return nil, nil
	}); err != nil {
		t.Fatal(err)
	}
	const joined = "select string_agg(coalesce(word, '-') || coalesce(n::varchar, '-'), ';' order by n nulls last) from t"
	got := value(t, db, joined)
	if got != "a 'quoted' ü\n1;--" {
		t.Errorf("the table holds %q", got)
	}
	stop := errors.New("stop")
	err := db.Append(t.Context(), "temp", "t", func() ([]driver.Value, error) { return nil, stop })
	if !errors.Is(err, stop) {
		t.Errorf("a failing source gives %v", err)
	}
	if err := db.Append(t.Context(), "temp", "none", func() ([]driver.Value, error) { return nil, nil }); err == nil ||
		!strings.Contains(err.Error(), "none") {
		t.Errorf("a missing table gives %v, want its name", err)
	}
}

func TestAppendCancelled(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	if err := db.Exec(t.Context(), "create temp table t (n bigint)"); err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	rows := 0
	err := db.Append(ctx, "temp", "t", func() ([]driver.Value, error) {
		rows++
		if rows == 100 {
			cancel()
		}
		return []driver.Value{int64(rows)}, nil
	})
	if !errors.Is(err, context.Canceled) || rows > 101 {
		t.Errorf("%v after %d rows, want to stop at 100", err, rows)
	}
}

func TestIsBadInput(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	for statement, want := range map[string]bool{
		"select 'x'::date": true, "select nothing": false, "from read_csv('/nowhere.csv')": false, "select": false,
	} {
		err := db.Exec(t.Context(), statement)
		if err == nil || warehouse.IsBadInput(fmt.Errorf("wrapped: %w", err)) != want {
			t.Errorf("%s: bad input is %t (%v), want %t", statement, !want, err, want)
		}
	}
	if warehouse.IsBadInput(nil) || warehouse.IsBadInput(context.Canceled) {
		t.Error("what the database did not say is taken for bad input")
	}
}

func TestQuoting(t *testing.T) {
	t.Parallel()
	db := open(t, "", warehouse.Options{})
	for _, text := range []string{"", "plain", "it's", `say "x"`, "a;b--c", "back\\slash", "line\nbreak", "ü✓"} {
		if got := value(t, db, "select "+warehouse.Literal(text)); got != text {
			t.Errorf("Literal(%q) is read as %q", text, got)
		}
		if text == "" {
			continue // No column has an empty name.
		}
		columns, _, err := db.Text(t.Context(), "select 1 as "+warehouse.Name(text))
		if err != nil || columns[0] != text {
			t.Errorf("Name(%q) is read as %q (%v)", text, columns, err)
		}
	}
}

func TestVersion(t *testing.T) {
	t.Parallel()
	if version, err := warehouse.Version(t.Context()); err != nil || !strings.HasPrefix(version, "v1.") {
		t.Errorf("Version() = %q (%v)", version, err)
	}
}

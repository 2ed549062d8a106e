package warehouse_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// makeDatabase makes a database with one table, t: n 1 to 3, in a folder of
// its own with a file beside it.
func makeDatabase(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "made.duckdb")
	db, err := warehouse.Open(t.Context(), path, warehouse.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(t.Context(), "create table t as select i as n from range(1, 4) as r (i)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "secret.csv"), []byte("a\n1\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func openReadOnly(t *testing.T, path string) *warehouse.ReadOnly {
	t.Helper()
	db, err := warehouse.OpenReadOnly(t.Context(), path, "256MiB")
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

// answer asks one query to the end.
func answer(ctx context.Context, db *warehouse.ReadOnly, text string, values map[string]string) (rows [][]any,
	err error,
) {
	question, err := db.Prepare(ctx, text)
	if err != nil {
		return nil, err
	}
	result, err := question.Run(ctx, values)
	if err != nil {
		return nil, errors.Join(err, question.Close())
	}
	err = result.Each(func(row []any) error { rows = append(rows, row); return nil })
	return rows, errors.Join(err, result.Close())
}

// attempts are ways to write, to read what is not the run's, to change
// settings or to run more than one query. FOLDER stands for the database's.
func attempts() []string {
	return []string{
		// Writing to the database.
		"insert into t values (4)", "update t set n = 0", "delete from t", "truncate t", "drop table t",
		"alter table t add column x int", "create table x as select 1", "create temp table x as select 1",
		"create view v as select 1", "create macro m() as 1", "comment on table t is 'x'", "vacuum", "checkpoint",
		"merge into t using t as s on t.n = s.n when matched then delete", "create sequence s", "analyze",
		"with x as (insert into t values (4) returning *) select * from x", "create index i on t (n)",
		// Writing files.
		"copy t to 'FOLDER/out.csv'", "copy (select 1) to 'FOLDER/out.parquet'", "export database 'FOLDER/out'",
		"from enable_profiling(save_location := 'FOLDER/out.txt')", "call enable_profiling()", "pragma enable_profiling",
		"from enable_logging(storage = 'file', storage_path = 'FOLDER/out')",
		`select * from system.main."ENABLE_LOGGING"()`, "pragma profile_output = 'FOLDER/out.txt'",
		// Reading files.
		"from 'FOLDER/secret.csv'", "from read_csv('FOLDER/secret.csv')", "select * from read_text('FOLDER/secret.csv')",
		"select (select content from read_text('FOLDER/secret.csv'))", "from read_blob('FOLDER/secret.csv')",
		"from glob('FOLDER/*')", "from sniff_csv('FOLDER/secret.csv')", "from read_json('FOLDER/secret.csv')",
		"from read_parquet('FOLDER/secret.csv')", "from parquet_metadata('FOLDER/secret.csv')",
		"from read_duckdb('FOLDER/copy.duckdb')", "from 'FOLDER/copy.duckdb'", "import database 'FOLDER'",
		"with s as (from read_csv('FOLDER/secret.csv')) select * from t where n in (select a from s)",
		"from query('from read_csv(''FOLDER/secret.csv'')')", "from query_table('t')", "from 'https://example.org/x.csv'",
		"from json_execute_serialized_sql(json_serialize_sql('from glob(''*'')'))", "from duckdb_secrets()",
		"describe from read_csv('FOLDER/secret.csv')", "summarize from read_csv('FOLDER/secret.csv')",
		// Other databases, extensions and settings.
		"attach ':memory:' as m", "attach 'FOLDER/other.duckdb' as o", "detach made", "use memory", "install httpfs",
		"load httpfs", "load 'FOLDER/secret.csv'", "set memory_limit = '8GB'", "set temp_directory = 'FOLDER'",
		"set lock_configuration = false", "reset memory_limit", "pragma memory_limit = '8GB'", "set variable x = 1",
		"set enable_external_access = true", "create secret s (type s3)", "pragma database_list", "call pragma_version()",
		// More than one query, or one that only looks like a query.
		"select 1; select 2", "select 1; drop table t", "begin", "prepare p as select 1", "execute p", "rollback",
		"explain drop table t", "explain analyze insert into t values (4)", "/* select */ delete from t",
		"-- x\ndelete from t",
		"explain (format json) drop table t", `explain (format "json") create temp table x as select 1`,
		"explain /* x */ analyze create temp table x as select 1", "", ";", "-- nothing", "select 1 -- \x00", "select '\xff'",
	}
}

func TestReadOnlyRefuses(t *testing.T) {
	t.Parallel()
	path := makeDatabase(t)
	before, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(filepath.Dir(path), "copy.duckdb"), before, 0o600); err != nil {
		t.Fatal(err)
	}
	db := openReadOnly(t, path)
	for _, text := range attempts() {
		text = strings.ReplaceAll(text, "FOLDER", filepath.Dir(path))
		rows, err := answer(t.Context(), db, text, nil)
		if err == nil {
			t.Errorf("%s: gave %v", text, rows)
			continue
		}
		if kind := fault.KindOf(err); kind != fault.Usage {
			t.Errorf("%s: %v, kind %d", text, err, kind)
		}
		if strings.Contains(err.Error(), " Error: ") || strings.Contains(err.Error(), "database/sql") {
			t.Errorf("%s: %v speaks of the engine", text, err)
		}
	}
	if rows, err := answer(t.Context(), db, "select count(*) from t", nil); err != nil ||
		rows[0][0] != warehouse.Number("3") {
		t.Errorf("afterwards the table gives %v, %v", rows, err)
	}
	after, err := os.ReadFile(path)
	if err != nil || string(after) != string(before) {
		t.Errorf("the database file has changed, %v", err)
	}
	entries, err := os.ReadDir(filepath.Dir(path))
	if err != nil || len(entries) != 3 {
		t.Errorf("the folder holds %v, %v", entries, err)
	}
}

func TestReadOnlyAnswers(t *testing.T) {
	t.Parallel()
	db := openReadOnly(t, makeDatabase(t))
	for _, text := range []string{
		"select * from t", "from t", "table t", "values (1), (2)", "with x as (from t) from x", "describe t", "summarize t",
		"show tables", "show all tables", "describe", "explain select 1", "explain analyze select * from t",
		"explain (select 1)",
		"EXPLAIN (format json) from t", "select * from range(3), generate_series(1, 2)", "-- why?\nselect 1;",
		"/* x */ select 1",
		"pivot t on n in (1, 2) using count(*)", "from duckdb_columns()", "select * from information_schema.tables",
		"select unnest([1, 2])", "with recursive r as (select 1 as i union all select i + 1 from r where i < 9) from r",
	} {
		if rows, err := answer(t.Context(), db, text, nil); err != nil || len(rows) == 0 {
			t.Errorf("%s: %v, %v", text, rows, err)
		}
	}
}

// A query that needs more than its memory fails; nothing is spilled.
func TestReadOnlyNeverSpills(t *testing.T) {
	t.Parallel()
	path := makeDatabase(t)
	db, err := warehouse.OpenReadOnly(t.Context(), path, "40MB")
	if err != nil {
		t.Fatal(err)
	}
	_, err = answer(t.Context(), db,
		"select count(*) from (select i, hash(i) as h from range(10000000) as r (i) order by h, i) where i > 3", nil)
	var memory *warehouse.MemoryError
	if !errors.As(err, &memory) {
		t.Errorf("the sort gave %v", err)
	}
	if _, err := os.Stat(path + ".tmp"); err == nil {
		t.Error("there is a folder for spilled pages")
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

func TestReadOnlyErrorsSayWhere(t *testing.T) {
	t.Parallel()
	db := openReadOnly(t, makeDatabase(t))
	for _, c := range []struct{ text, want, hint string }{
		{"selec 1", "syntax error at or near \"selec\"\nLINE 1: selec 1\n        ^", ""},
		{"from tt", "Table with name tt does not exist!\nLINE 1: from tt\n             ^", `did you mean "t"?`},
		{
			"select\n    x\nfrom t",
			"Referenced column \"x\" not found in FROM clause!\nCandidate bindings: \"n\"\nLINE 2:     x\n            ^", "",
		},
		{"select error('not today')", "not today", ""},
		{"explain selec 1", "syntax error at or near \"selec\"\nLINE 1: explain selec 1\n                ^", ""},
	} {
		_, err := answer(t.Context(), db, c.text, nil)
		if err == nil || err.Error() != c.want || fault.Hint(err) != c.hint {
			t.Errorf("%q gave %q, try %q", c.text, err, fault.Hint(err))
		}
	}
}

func TestReadOnlyValues(t *testing.T) {
	t.Parallel()
	db := openReadOnly(t, makeDatabase(t))
	for sql, want := range map[string]any{
		"1.50::decimal(5, 2)": warehouse.Number("1.50"), "0.05::decimal(3, 2)": warehouse.Number("0.05"),
		"-0.5::decimal(2, 1)": warehouse.Number("-0.5"), "0::decimal(4, 1)": warehouse.Number("0.0"),
		"12::decimal(4, 0)": warehouse.Number("12"), "0.1": warehouse.Number("0.1"),
		"1e30::double": warehouse.Number("1e+30"),
		"170141183460469231731687303715884105727": warehouse.Number("170141183460469231731687303715884105727"),
		"'nan'::double": warehouse.Number("NaN"), "'-inf'::float": warehouse.Number("-inf"),
		"0.1::float":    warehouse.Number("0.1"),
		"255::utinyint": warehouse.Number("255"), "true": true, "null": nil, "date '2024-02-29'": "2024-02-29", "'=x'": "=x",
		"timestamp '2024-02-29 12:30:00'": "2024-02-29 12:30:00", "time '12:30:00'": "12:30:00",
		"interval 1 month + interval 2 days": "1 months 2 days", "interval 90 minutes": "1h30m0s", `'\x0a'::blob`: `\x0a`,
		"uuid '00000000-0000-0000-0000-00000000000a'": "00000000-0000-0000-0000-00000000000a",
		"'b'::enum ('a', 'b')":                        "b", "$given": "1' or 1 = 1",
	} {
		rows, err := answer(t.Context(), db, "select "+sql, map[string]string{"given": "1' or 1 = 1"})
		if err != nil || rows[0][0] != want {
			t.Errorf("%s gave %#v, %v", sql, rows, err)
		}
	}
}

func TestReadOnlyPaths(t *testing.T) {
	t.Parallel()
	for _, name := range []string{"a?b", "a#b", "100%"} {
		_, err := warehouse.OpenReadOnly(t.Context(), filepath.Join(t.TempDir(), name, "x.duckdb"), "1GiB")
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("%s gave %v", name, err)
		}
	}
	absent := filepath.Join(t.TempDir(), "absent.duckdb")
	if _, err := warehouse.OpenReadOnly(t.Context(), absent, "1GiB"); err == nil || !strings.Contains(err.Error(),
		"cannot open the run's database") {
		t.Errorf("an absent file gave %v", err)
	}
	if err := os.WriteFile(absent, []byte("not a database at all, but long enough to be read as one"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := warehouse.OpenReadOnly(t.Context(), absent, "1GiB"); fault.KindOf(err) != fault.Failed {
		t.Errorf("a text file gave %v", err)
	}
}

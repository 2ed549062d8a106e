package ask_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/warehouse"
)

func TestArrowIsTyped(t *testing.T) {
	t.Parallel()
	for _, rows := range [][][]any{typedRows(), nil} {
		reader, err := ipc.NewFileReader(bytes.NewReader(written(t, "arrow", ask.Look{}, typedColumns(), rows)))
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for _, field := range reader.Schema().Fields() {
			told = append(told, field.Name+" "+field.Type.String())
		}
		const want = "n int64, pc float64, day date32, yes bool, at timestamp[us], day_2 utf8, list utf8"
		if got := strings.Join(told, ", "); got != want {
			t.Errorf("the columns are %s, want %s", got, want)
		}
		if rows == nil {
			if reader.NumRecords() != 0 {
				t.Errorf("no row gives %d batches", reader.NumRecords())
			}
			continue
		}
		batch, err := reader.RecordBatch(0)
		if err != nil || batch.NumRows() != 2 {
			t.Fatal(batch, err)
		}
		for i, want := range []string{
			"-9007199254740993", "60", "2024-02-29", "true", "2024-02-29T12:30:00.5Z", "=1+1", "[1, null]",
		} {
			if got := batch.Column(i).ValueStr(0); got != want {
				t.Errorf("%s is %s, want %s", told[i], got, want)
			}
			if !batch.Column(i).IsNull(1) {
				t.Errorf("%s of nothing is something", told[i])
			}
		}
	}
}

// TestParquetIsTyped reads what was written with DuckDB, another reader.
func TestParquetIsTyped(t *testing.T) {
	t.Parallel()
	path := filepath.Join(t.TempDir(), "answer.parquet")
	if err := os.WriteFile(path, written(t, "parquet", ask.Look{}, typedColumns(), typedRows()), 0o600); err != nil {
		t.Fatal(err)
	}
	reader, err := file.OpenParquetFile(path, false)
	if err != nil {
		t.Fatal(err)
	}
	// A root that is repeated, against the format, stops readers that follow it.
	if root := reader.MetaData().Schema.Root().RepetitionType(); root != parquet.Repetitions.Required {
		t.Errorf("the root is %s", root)
	}
	if err := reader.Close(); err != nil {
		t.Error(err)
	}
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	_, types, err := db.Text(t.Context(), "select string_agg(column_name || ' ' || column_type, ', ') from (describe from "+
		warehouse.Literal(path)+")")
	if err != nil {
		t.Fatal(err)
	}
	const want = "n BIGINT, pc DOUBLE, day DATE, yes BOOLEAN, at TIMESTAMP, day_2 VARCHAR, list VARCHAR"
	if got := *types[0][0]; got != want {
		t.Errorf("the columns are %s, want %s", got, want)
	}
	_, rows, err := db.Text(t.Context(), "from "+warehouse.Literal(path))
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	for i, want := range []string{"-9007199254740993", "60.0", "2024-02-29", "true", "2024-02-29 12:30:00.5", "=1+1", "[1, null]"} {
		if got := *rows[0][i]; got != want {
			t.Errorf("column %d is %s, want %s", i, got, want)
		}
		if rows[1][i] != nil {
			t.Errorf("column %d of nothing is %s", i, *rows[1][i])
		}
	}
	if err := db.Close(); err != nil {
		t.Error(err)
	}
}

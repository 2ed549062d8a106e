package extract_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// parquet writes the rows of a select.
func parquet(t testing.TB, query string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "a.parquet")
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Exec(t.Context(), "copy ("+query+") to "+warehouse.Literal(path)+" (format parquet)"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestParquet(t *testing.T) {
	t.Parallel()
	path := parquet(t, `select * from (values
		(123.0::double, 'Secret', date '2024-01-31', timestamp '2024-05-06 10:30:00', 7::utinyint, true),
		(124.0, 'Secret', cast(null as date), cast(null as timestamp), cast(null as utinyint), cast(null as boolean))) as v ("Case_ID", forename, received_date, plan_issued_date, age_at_request, week20_exception)`)
	s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	got := rows(t, s, "case_id", "received_date", "plan_issued_date", "age_at_request", "week20_exception", "area")
	want := []string{"123|2024-01-31|2024-05-06 10:30:00|7|true|-", "124|-|-|-|-|-"}
	if !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	if want := []string{"forename"}; !slices.Equal(s.Dropped, want) {
		t.Errorf("Dropped is %q, want %q", s.Dropped, want)
	}
}

// TestInstants reads an instant as the day that clocks show then: in the zone that
// an Arrow file names, else in England. Midnight in summer is the evening before
// by UTC.
func TestInstants(t *testing.T) {
	t.Parallel()
	path := parquet(t, `select * from (values ('k1', timestamptz '2024-07-04 23:00:00+00'), ('k2', timestamptz '2024-01-31 23:30:00+00'),
		('k3', timestamptz '2024-03-31 00:59:59+00'), ('k4', timestamptz '2024-10-26 23:00:00+00')) as v (case_id, received_date)`)
	s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	got := rows(t, s, "case_id", "received_date")
	if want := []string{
		"k1|2024-07-05 00:00:00", "k2|2024-01-31 23:30:00", "k3|2024-03-31 00:59:59", "k4|2024-10-27 00:00:00",
	}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
	if len(s.Notes) != 1 || !strings.Contains(s.Notes[0], "received_date are read as days of Europe/London") {
		t.Errorf("notes are %q", s.Notes)
	}
	for zone, want := range map[string]string{
		"Europe/London": "2024-07-05 00:00:00", "UTC": "2024-07-04 23:00:00", "America/New_York": "2024-07-04 19:00:00", "+05:30": "2024-07-05 04:30:00",
		"-0100": "2024-07-04 22:00:00", "": "2024-07-04 23:00:00",
	} {
		s, err := extract.Open(t.Context(), viewFile(t, zone, false), extract.Options{Scratch: t.TempDir()})
		if err != nil {
			t.Fatal(err)
		}
		if got := rows(t, s, "case_id", "received_date"); !slices.Equal(got, []string{"k1|" + want, "-|-"}) || len(s.Notes) > 0 {
			t.Errorf("%s: rows are %q with notes %q, want %s", zone, got, s.Notes, want)
		}
	}
	refused(t, viewFile(t, "Nowhere/At all", false), config.Limits{}, "whose time zone is not known")
}

// TestArrowStream reads a stream like a file, and refuses one that is damaged.
func TestArrowStream(t *testing.T) {
	t.Parallel()
	path := viewFile(t, "Europe/London", true)
	s, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(t, s, "case_id", "received_date"); !slices.Equal(got, []string{"k1|2024-07-05 00:00:00", "-|-", "k1|2024-07-05 00:00:00", "-|-"}) {
		t.Errorf("rows are %q", got)
	}
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for i := 4; i < len(whole); i++ {
		broken := slices.Clone(whole)
		broken[i] ^= 0x5a
		_, err := extract.Open(t.Context(), write(t, "a.arrows", string(broken)), extract.Options{Scratch: t.TempDir()})
		if err != nil && (fault.KindOf(err) != fault.Extract || fault.Hint(err) == "") {
			t.Fatalf("changed at %d gives %v", i, err)
		}
	}
}

// viewFile writes ids as views of text and instants in a zone, as a file or, in
// two batches, as a stream.
func viewFile(t testing.TB, zone string, isStream bool) string {
	t.Helper()
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "case_id", Type: arrow.BinaryTypes.StringView, Nullable: true},
		{Name: "received_date", Type: &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: zone}, Nullable: true},
	}, nil)
	path := filepath.Join(t.TempDir(), "a.arrow")
	into, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	var writer interface {
		Write(batch arrow.RecordBatch) error
		Close() error
	}
	if writer, err = ipc.NewFileWriter(into, ipc.WithSchema(schema)); isStream {
		if err := into.Truncate(0); err != nil {
			t.Fatal(err)
		}
		writer = ipc.NewWriter(into, ipc.WithSchema(schema))
	}
	if err != nil {
		t.Fatal(err)
	}
	b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
	b.Field(0).(*array.StringViewBuilder).Append("k1")
	b.Field(1).(*array.TimestampBuilder).Append(arrow.Timestamp(time.Date(2024, 7, 4, 23, 0, 0, 0, time.UTC).UnixMicro()))
	b.Field(0).AppendNull()
	b.Field(1).AppendNull()
	batch := b.NewRecordBatch()
	if isStream {
		err = writer.Write(batch) // a second one
	}
	if err := errors.Join(err, writer.Write(batch), writer.Close(), into.Close()); err != nil {
		t.Fatal(err)
	}
	return path
}

// arrowFile writes two batches, one column of them a dictionary.
func arrowFile(t testing.TB) string {
	t.Helper()
	areas := &arrow.DictionaryType{IndexType: arrow.PrimitiveTypes.Int8, ValueType: arrow.BinaryTypes.String}
	schema := arrow.NewSchema([]arrow.Field{
		{Name: "case_id", Type: arrow.BinaryTypes.LargeString},
		{Name: "received_date", Type: arrow.FixedWidthTypes.Date32, Nullable: true},
		{Name: "area", Type: areas, Nullable: true},
		{Name: "upn", Type: arrow.BinaryTypes.String},
	}, nil)
	path := filepath.Join(t.TempDir(), "a.arrow")
	into, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	writer, err := ipc.NewFileWriter(into, ipc.WithSchema(schema))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range []string{"k1", "k2"} {
		b := array.NewRecordBuilder(memory.DefaultAllocator, schema)
		b.Field(0).(*array.LargeStringBuilder).Append(id)
		b.Field(1).(*array.Date32Builder).Append(19753) // 31 January 2024
		if err := b.Field(2).(*array.BinaryDictionaryBuilder).AppendString("North"); err != nil {
			t.Fatal(err)
		}
		b.Field(3).(*array.StringBuilder).Append("Secret")
		if err := writer.Write(b.NewRecordBatch()); err != nil {
			t.Fatal(err)
		}
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	if err := into.Close(); err != nil {
		t.Fatal(err)
	}
	return path
}

func TestArrow(t *testing.T) {
	t.Parallel()
	s, err := extract.Open(t.Context(), arrowFile(t), extract.Options{Scratch: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	got := rows(t, s, "case_id", "received_date", "area")
	if want := []string{"k1|2024-01-31|North", "k2|2024-01-31|North"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

// TestDamagedColumns cuts and changes files: they are refused, never a panic.
func TestDamagedColumns(t *testing.T) {
	t.Parallel()
	for _, path := range []string{parquet(t, "select 'k1' as case_id, date '2024-01-31' as received_date"), arrowFile(t), viewFile(t, "UTC", false)} {
		whole, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		for end := 8; end < len(whole); end += 7 {
			_, err := extract.Open(t.Context(), write(t, filepath.Base(path), string(whole[:end])), extract.Options{Scratch: t.TempDir()})
			if err == nil || fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
				t.Fatalf("%s cut at %d gives %v", filepath.Base(path), end, err)
			}
		}
		for i := 6; i < len(whole); i += 3 {
			broken := slices.Clone(whole)
			broken[i] ^= 0x5a
			_, err := extract.Open(t.Context(), write(t, filepath.Base(path), string(broken)), extract.Options{Scratch: t.TempDir()})
			if err != nil && (fault.KindOf(err) != fault.Extract || fault.Hint(err) == "") {
				t.Fatalf("%s changed at %d gives %v", filepath.Base(path), i, err)
			}
		}
	}
}

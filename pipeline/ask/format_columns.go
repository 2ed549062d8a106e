package ask

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// kind is what a typed format makes of a column.
type kind int

const (
	words    kind = iota // text; also times of day, intervals, lists and structs
	whole                // 64-bit integers
	fraction             // 64-bit floating point; also decimals
	day
	moment // microseconds, without a zone or in UTC
	truth
)

// kindOf reads DuckDB's word for a type.
func kindOf(typ string) kind {
	switch {
	case typ == "DATE":
		return day
	case typ == "BOOLEAN":
		return truth
	case strings.HasSuffix(typ, "[]"):
		return words
	case strings.HasPrefix(typ, "TIMESTAMP"):
		return moment
	case typ == "FLOAT", typ == "DOUBLE", strings.HasPrefix(typ, "DECIMAL"):
		return fraction
	case numeric(typ):
		return whole
	}
	return words
}

// batches takes record batches, the last of them followed by Close.
type batches interface {
	Write(batch arrow.RecordBatch) error
	Close() error
}

// batchRows is how many rows wait before they are written.
const batchRows = 64 << 10

// columnWriter writes typed columns: as an Arrow IPC file or as Parquet. Values
// are as they are, text that begins with = too: no program takes it for a formula.
type columnWriter struct {
	w       io.Writer
	begin   func(w io.Writer, schema *arrow.Schema) (batches, error)
	columns []warehouse.Column
	into    batches
	builder *array.RecordBuilder
	waiting int
}

func beginArrow(w io.Writer, schema *arrow.Schema) (batches, error) {
	return ipc.NewFileWriter(w, ipc.WithSchema(schema))
}

// beginParquet says that the root is required: the library's own choice,
// repeated, makes readers that follow it look for levels that are not there.
func beginParquet(w io.Writer, schema *arrow.Schema) (batches, error) {
	return pqarrow.NewFileWriter(schema, onlyWriter{w}, parquet.NewWriterProperties(
		parquet.WithCompression(compress.Codecs.Snappy), parquet.WithRootRepetition(parquet.Repetitions.Required),
	), pqarrow.NewArrowWriterProperties(pqarrow.WithStoreSchema()))
}

// onlyWriter keeps the Parquet library from closing what is not its own.
type onlyWriter struct{ io.Writer }

func (c *columnWriter) Begin(columns []warehouse.Column) (err error) {
	fields := make([]arrow.Field, len(columns))
	for i, name := range distinct(columns) {
		fields[i] = arrow.Field{Name: name, Type: arrowType(columns[i].Type), Nullable: true}
	}
	schema := arrow.NewSchema(fields, nil)
	c.columns, c.builder = columns, array.NewRecordBuilder(memory.DefaultAllocator, schema)
	c.into, err = c.begin(c.w, schema)
	return err
}

func arrowType(typ string) arrow.DataType {
	switch kindOf(typ) {
	case whole:
		return arrow.PrimitiveTypes.Int64
	case fraction:
		return arrow.PrimitiveTypes.Float64
	case day:
		return arrow.FixedWidthTypes.Date32
	case truth:
		return arrow.FixedWidthTypes.Boolean
	case moment:
		zone := ""
		if strings.HasSuffix(typ, "TZ") || strings.HasSuffix(typ, "TIME ZONE") {
			zone = "UTC"
		}
		return &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: zone}
	default:
		return arrow.BinaryTypes.String
	}
}

func (c *columnWriter) Row(values []any) error {
	for i, value := range values {
		if err := appendTo(c.builder.Field(i), value); err != nil {
			return fault.Wrap(fault.Usage, err, fmt.Sprintf("%s: %s does not fit its column", c.columns[i].Name, cell(value)),
				"cast it in the query, to text or to double")
		}
	}
	if c.waiting++; c.waiting == batchRows {
		return c.flush()
	}
	return nil
}

// appendTo adds a value to a column.
func appendTo(column array.Builder, value any) error {
	if value == nil {
		column.AppendNull()
		return nil
	}
	switch b := column.(type) {
	case *array.Int64Builder:
		n, err := strconv.ParseInt(cell(value), 10, 64)
		b.Append(n)
		return err
	case *array.Float64Builder:
		n, err := strconv.ParseFloat(cell(value), 64)
		b.Append(n)
		return err
	case *array.BooleanBuilder:
		b.Append(value == true)
	case *array.Date32Builder:
		at, err := time.Parse(time.DateOnly, cell(value))
		b.Append(arrow.Date32FromTime(at))
		return err
	case *array.TimestampBuilder:
		at, err := time.Parse("2006-01-02 15:04:05.999999999", strings.TrimSuffix(cell(value), "Z"))
		b.Append(arrow.Timestamp(at.UnixMicro()))
		return err
	case *array.StringBuilder:
		b.Append(cell(value))
	}
	return nil
}

// flush writes the rows that wait.
func (c *columnWriter) flush() error {
	batch := c.builder.NewRecordBatch()
	defer batch.Release()
	c.waiting = 0
	return c.into.Write(batch)
}

func (c *columnWriter) End() error {
	defer c.builder.Release()
	if c.waiting > 0 {
		if err := c.flush(); err != nil {
			return err
		}
	}
	return c.into.Close()
}

package extract

import (
	"bufio"
	"context"
	"errors"
	"io"
	"os"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"ehcp/pipeline/fault"
)

// batches are those of an Arrow file or stream: next gives io.EOF behind the
// last.
type batches struct {
	schema *arrow.Schema
	next   func() (arrow.RecordBatch, error)
	close  func() error
}

// parquetOf writes an Arrow file again as Parquet, batch by batch.
func (s *Source) parquetOf(ctx context.Context, c *columnFile) (_ string, err error) {
	from, err := os.Open(c.path)
	if err != nil {
		return "", fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	info, err := from.Stat()
	if err == nil && c.isStream {
		err = checkArrowStream(from, info.Size())
	} else if err == nil {
		err = checkArrow(from, info.Size())
	}
	if err != nil {
		return "", s.columnFault(err)
	}
	source, err := s.batchesOf(from, c.isStream)
	if err != nil {
		return "", s.columnFault(err)
	}
	defer func() { err = errors.Join(err, source.close()) }()
	c.zones = zonesIn(source.schema)
	reading, writing := io.Pipe()
	go func() {
		if err := writeParquet(ctx, source, writing); err != nil && ctx.Err() == nil {
			writing.CloseWithError(s.columnFault(err))
		} else {
			writing.CloseWithError(err)
		}
	}()
	defer func() { _ = reading.Close() }()
	return s.copyTo(s.SHA256[:16]+".parquet", bufio.NewReader(reading))
}

// batchesOf opens a file, or a stream.
func (s *Source) batchesOf(from *os.File, isStream bool) (*batches, error) {
	allocator := ipc.WithAllocator(bounded{memory.NewGoAllocator(), int(s.mostUnpacked())})
	if isStream {
		reader, err := ipc.NewReader(bufio.NewReader(from), allocator)
		if err != nil {
			return nil, err
		}
		return &batches{schema: reader.Schema(), next: reader.Read, close: func() error { reader.Release(); return nil }}, nil
	}
	reader, err := ipc.NewFileReader(from, allocator)
	if err != nil {
		return nil, err
	}
	place := 0
	return &batches{schema: reader.Schema(), close: reader.Close, next: func() (arrow.RecordBatch, error) {
		if place == reader.NumRecords() {
			return nil, io.EOF
		}
		place++
		return reader.RecordBatch(place - 1)
	}}, nil
}

// bounded gives nothing where more is asked for than any part of an honest file
// needs: a damaged one may ask for more than there is, which Go does not
// survive. The library stumbles over nothing, and that is caught.
type bounded struct {
	memory.Allocator
	most int // bytes at once
}

func (b bounded) Allocate(size int) []byte {
	if size > b.most {
		return nil
	}
	return b.Allocator.Allocate(size)
}

func (b bounded) Reallocate(size int, was []byte) []byte {
	if size > b.most {
		return nil
	}
	return b.Allocator.Reallocate(size, was)
}

func writeParquet(ctx context.Context, source *batches, into io.Writer) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the file is damaged")
		}
	}()
	fields := source.schema.Fields()
	for i := range fields {
		fields[i].Type = writable(fields[i].Type)
	}
	schema := arrow.NewSchema(fields, nil)
	writer, err := pqarrow.NewFileWriter(schema, into, parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Uncompressed)),
		pqarrow.DefaultWriterProps())
	if err != nil {
		return errors.Join(errKind, err)
	}
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch, err := source.next()
		if errors.Is(err, io.EOF) {
			return writer.Close()
		}
		if err != nil {
			return err
		}
		columns := make([]arrow.Array, batch.NumCols())
		for i := range columns {
			columns[i] = plainText(batch.Column(i))
		}
		if err := writer.WriteBuffered(array.NewRecordBatch(schema, columns, batch.NumRows())); err != nil {
			return errors.Join(errKind, err)
		}
	}
}

// errKind is what a column of a kind gives that Parquet has not.
var errKind = errors.New("a column is of a kind that cannot be written as Parquet")

// writable is the type under which Parquet takes a column: views of text become
// text.
func writable(kind arrow.DataType) arrow.DataType {
	switch kind.(type) {
	case *arrow.StringViewType:
		return arrow.BinaryTypes.LargeString
	case *arrow.BinaryViewType:
		return arrow.BinaryTypes.LargeBinary
	}
	return kind
}

// plainText is a column with its views of text as text.
func plainText(column arrow.Array) arrow.Array {
	switch views := column.(type) {
	case *array.StringView:
		text := array.NewLargeStringBuilder(memory.DefaultAllocator)
		for i := range views.Len() {
			if views.IsNull(i) {
				text.AppendNull()
				continue
			}
			text.Append(views.Value(i))
		}
		return text.NewArray()
	case *array.BinaryView:
		bytes := array.NewBinaryBuilder(memory.DefaultAllocator, arrow.BinaryTypes.LargeBinary)
		for i := range views.Len() {
			if views.IsNull(i) {
				bytes.AppendNull()
				continue
			}
			bytes.Append(views.Value(i))
		}
		return bytes.NewArray()
	}
	return column
}

package extract

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/ipc"
	"github.com/apache/arrow-go/v18/arrow/memory"
	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/compress"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/pqarrow"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// columnFile is a Parquet file, or an Arrow one (Feather V2), which DuckDB
// reads once it has been written again as Parquet.
type columnFile struct {
	isArrow bool
	path    string // of the Parquet file
}

func (*columnFile) keepsLines() bool { return false }

func (*columnFile) isReturn() bool { return false }

// open reads the names of the columns.
func (c *columnFile) open(ctx context.Context, s *Source) (err error) {
	defer func() {
		// The library panics on some damaged files.
		if recover() != nil {
			err = s.columnFault(nil)
		}
	}()
	if c.path, err = s.unpacked(); err != nil {
		return err
	}
	if c.isArrow {
		if c.path, err = s.parquetOf(ctx, c.path); err != nil {
			return err
		}
	}
	reader, err := file.OpenParquetFile(c.path, false)
	if err != nil {
		return s.columnFault(err)
	}
	defer func() { err = errors.Join(err, reader.Close()) }()
	if reader.NumRows() == 0 {
		return fault.New(fault.Extract, s.Path+" has no rows", "make the extract again")
	}
	root := reader.MetaData().Schema.Root()
	names := make([]string, root.NumFields())
	for i := range names {
		names[i] = root.Field(i).Name()
	}
	return s.mapColumns(names)
}

// deliver selects the mapped columns as text, in the order of the file.
func (c *columnFile) deliver(_ context.Context, s *Source, into Target, take func(text string) error) error {
	var columns []string
	for _, place := range s.wantedPlaces() {
		columns = append(columns, "nullif("+warehouse.Name(s.header[place])+"::varchar, '') as "+fileColumn(place))
	}
	return take(s.selectText(into.ID, fmt.Sprintf("(select %s, null::varchar as error_cell from read_parquet(%s))",
		strings.Join(columns, ", "), warehouse.Literal(literalPattern(c.path)))))
}

// parquetOf writes an Arrow file again as Parquet, batch by batch.
func (s *Source) parquetOf(ctx context.Context, path string) (_ string, err error) {
	from, err := os.Open(path)
	if err != nil {
		return "", fault.Wrap(fault.Extract, err, "cannot read "+s.Path, "check who may read the file")
	}
	defer func() { err = errors.Join(err, from.Close()) }()
	info, err := from.Stat()
	if err == nil {
		err = checkArrow(from, info.Size())
	}
	if err != nil {
		return "", s.columnFault(err)
	}
	batches, err := ipc.NewFileReader(from, ipc.WithAllocator(bounded{memory.NewGoAllocator(), int(s.mostUnpacked())}))
	if err != nil {
		return "", s.columnFault(err)
	}
	defer func() { err = errors.Join(err, batches.Close()) }()
	reading, writing := io.Pipe()
	go func() {
		writing.CloseWithError(writeParquet(ctx, batches, writing))
	}()
	defer func() { _ = reading.Close() }()
	return s.copyTo(s.SHA256[:16]+".parquet", bufio.NewReader(reading))
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

func writeParquet(ctx context.Context, batches *ipc.FileReader, into io.Writer) (err error) {
	defer func() {
		if recover() != nil {
			err = errors.New("the file is damaged")
		}
	}()
	schema := arrow.NewSchema(batches.Schema().Fields(), nil)
	writer, err := pqarrow.NewFileWriter(schema, into, parquet.NewWriterProperties(parquet.WithCompression(compress.Codecs.Uncompressed)),
		pqarrow.DefaultWriterProps())
	if err != nil {
		return err
	}
	for i := range batches.NumRecords() {
		if err := ctx.Err(); err != nil {
			return err
		}
		batch, err := batches.RecordBatch(i)
		if err != nil {
			return err
		}
		if err := writer.WriteBuffered(batch); err != nil {
			return err
		}
	}
	return writer.Close()
}

func (s *Source) columnFault(err error) error {
	what := "a Parquet file"
	if c, is := s.kind.(*columnFile); is && c.isArrow {
		what = "an Arrow file"
	}
	return fault.Wrap(fault.Extract, err, s.Path+" cannot be read as "+what, "it is damaged or cut short: make the extract again")
}

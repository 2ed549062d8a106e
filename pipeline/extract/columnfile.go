package extract

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/apache/arrow-go/v18/parquet/file"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// columnFile is a Parquet file, or an Arrow one (Feather V2), which DuckDB
// reads once it has been written again as Parquet.
type columnFile struct {
	isArrow  bool
	isStream bool              // of Arrow, which has no footer
	path     string            // of the Parquet file
	zones    map[string]string // of the columns of instants whose zone the file names
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
		if c.path, err = s.parquetOf(ctx, c); err != nil {
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
	if !c.isArrow {
		if c.zones, err = zonesOf(reader.MetaData()); err != nil {
			return s.columnFault(err)
		}
	}
	return s.mapColumns(names)
}

// deliver selects the mapped columns as text, in the order of the file.
func (c *columnFile) deliver(ctx context.Context, s *Source, into Target, take func(text string) error) error {
	from := "read_parquet(" + warehouse.Literal(literalPattern(c.path)) + ")"
	instants, err := c.instants(ctx, s, into.DB, from)
	if err != nil {
		return err
	}
	var columns []string
	for _, place := range s.wantedPlaces() {
		value := warehouse.Name(s.header[place])
		if zone := instants[place]; zone != "" {
			value = inZone(value, zone)
		}
		columns = append(columns, "nullif("+value+"::varchar, '') as "+fileColumn(place))
	}
	return take(s.selectText(into.ID, fmt.Sprintf("(select %s, null::varchar as error_cell from %s)", strings.Join(columns, ", "), from), typed{}))
}

func (s *Source) columnFault(err error) error {
	what := "a Parquet file"
	if c, is := s.kind.(*columnFile); is && c.isArrow {
		what = "an Arrow file"
	}
	if errors.Is(err, errKind) {
		return fault.New(fault.Extract, s.Path+" has a column of a kind that is not read",
			"leave it out, or write dates as dates and everything else as text")
	}
	return fault.Wrap(fault.Extract, err, s.Path+" cannot be read as "+what, "it is damaged or cut short: make the extract again")
}

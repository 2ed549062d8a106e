// Package warehouse is the one place that talks to DuckDB: it opens a
// database, builds tables from queries and reads small results back.
package warehouse

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net/url"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"ehcp/pipeline/fault"
)

// StorageVersion is the oldest DuckDB that can open the files written here.
const StorageVersion = "v1.4.0"

// Options bound what a run may use of the machine.
type Options struct {
	Threads     int    // 0 leaves the number of cores
	MemoryLimit string // like "4GB"; empty leaves DefaultMemoryLimit
	TempDir     string // private folder for spilled pages, which hold case data
}

// DefaultMemoryLimit keeps a run of ten million cases within 1 GiB resident,
// DuckDB's buffers outside its limit included.
const DefaultMemoryLimit = "640MB"

// DB is one connection to one database, or several for work that Aside or
// Together do. Statements of goroutines on one connection take turns; what is
// called for the rows of EachText holds the turn.
type DB struct {
	pool    *sql.DB
	first   *sql.Conn
	session []string // what every further connection is told first
	watch   watch
}

// Open opens or creates the database file at path for writing, under the
// file's name without its ending; an empty path is a database in memory.
// Extensions are neither installed nor loaded, and the time zone is UTC.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	limit := o.MemoryLimit
	if limit == "" {
		limit = DefaultMemoryLimit
	}
	settings := []string{
		"autoinstall_known_extensions=false", "autoload_known_extensions=false",
		"memory_limit=" + url.QueryEscape(limit),
	}
	if o.Threads > 0 {
		settings = append(settings, "threads="+strconv.Itoa(o.Threads))
	}
	db, err := connect(ctx, "", settings)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(db.Exec(ctx, "set temp_directory = "+Literal(o.TempDir)), db.Tell(ctx, "set timezone = 'UTC'"),
		db.prepareProgress(ctx)); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	if path == "" {
		return db, nil
	}
	name := strings.TrimSuffix(filepath.Base(path), filepath.Ext(path))
	if err := errors.Join(db.Attach(ctx, path, name), db.Exec(ctx, "use "+Name(name))); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return db, nil
}

// Attach opens or creates the database file at path under a name. The path is
// a value here, not part of a connection string: it may hold any character but
// a question mark, which DuckDB takes for the beginning of options. A database
// whose making fails is thrown away, so there is no log to recover it from.
func (d *DB) Attach(ctx context.Context, path, name string) error {
	return d.Exec(ctx, "attach "+Literal(path)+" as "+Name(name)+
		" (storage_version "+Literal(StorageVersion)+", recovery_mode no_wal_writes)")
}

func connect(ctx context.Context, path string, settings []string) (*DB, error) {
	connector, err := duckdb.NewConnector(path+"?"+strings.Join(settings, "&"), nil)
	if err != nil {
		return nil, fmt.Errorf("open the database: %w", err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxIdleConns(0) // what a connection was told goes with it
	conn, err := pool.Conn(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("open the database: %w", err), pool.Close())
	}
	return &DB{pool: pool, first: conn}, nil
}

// Save writes what is left of the database of that name to its file. Close does
// that too, but says nothing of what it could not write.
func (d *DB) Save(ctx context.Context, name string) error {
	return d.Exec(ctx, "checkpoint "+Name(name))
}

// Close lets the databases go.
func (d *DB) Close() error {
	return errors.Join(d.first.Close(), d.pool.Close())
}

// Exec runs one statement.
func (d *DB) Exec(ctx context.Context, statement string, args ...any) error {
	_, err := d.conn(ctx).ExecContext(ctx, statement, args...)
	return plainly(err)
}

// Count runs a statement and gives the rows it wrote.
func (d *DB) Count(ctx context.Context, statement string, args ...any) (int64, error) {
	result, err := d.conn(ctx).ExecContext(ctx, statement, args...)
	if err != nil {
		return 0, plainly(err)
	}
	return result.RowsAffected()
}

// Scan reads the single row of a query into dest.
func (d *DB) Scan(ctx context.Context, query string, dest ...any) error {
	return plainly(d.conn(ctx).QueryRowContext(ctx, query).Scan(dest...))
}

// Text reads a small result as text, null as nil.
func (d *DB) Text(ctx context.Context, query string) (columns []string, rows [][]*string, err error) {
	columns, err = d.EachText(ctx, query, func(row []*string) error {
		rows = append(rows, row)
		return nil
	})
	if err != nil {
		return nil, nil, err
	}
	return columns, rows, nil
}

// EachText reads a result as text, null as nil, and hands over one row after
// another, until there are no more or the caller gives an error; the caller
// leaves the database alone meanwhile. The rows come from the driver itself:
// database/sql would convert cell by cell.
func (d *DB) EachText(ctx context.Context, query string, each func([]*string) error) (columns []string, err error) {
	err = d.conn(ctx).Raw(func(raw any) (err error) {
		result, err := raw.(driver.QueryerContext).QueryContext(ctx, "select columns(*)::varchar from ("+query+")", nil)
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, result.Close()) }()
		columns = result.Columns()
		cells := make([]driver.Value, len(columns))
		for {
			switch err := errors.Join(result.Next(cells), ctx.Err()); {
			case errors.Is(err, io.EOF):
				return nil
			case err != nil:
				return err
			}
			if err := each(textsOf(cells)); err != nil {
				return err
			}
		}
	})
	return columns, plainly(err)
}

// textsOf are cells that the driver has as text.
func textsOf(cells []driver.Value) []*string {
	texts, row := make([]string, len(cells)), make([]*string, len(cells))
	for i, cell := range cells {
		if text, is := cell.(string); is {
			texts[i] = text
			row[i] = &texts[i]
		}
	}
	return row
}

// Append adds rows to a table whose columns are all VARCHAR or BIGINT: the
// driver's appender narrows other types without an error, so values are
// strings, int64 or nil, and SQL does the casting.
func (d *DB) Append(ctx context.Context, catalog, table string, next func() ([]driver.Value, error)) error {
	return d.conn(ctx).Raw(func(raw any) error {
		appender, err := duckdb.NewAppender(raw.(driver.Conn), catalog, "main", table)
		if err != nil {
			return fmt.Errorf("append to %s: %w", table, err)
		}
		for {
			row, err := next()
			if err == nil && row == nil {
				break
			}
			if err == nil {
				err = ctx.Err()
			}
			if err == nil {
				err = appender.AppendRow(row...)
			}
			if err != nil {
				return errors.Join(err, appender.Close())
			}
		}
		if err := appender.Close(); err != nil {
			return fmt.Errorf("append to %s: %w", table, err)
		}
		return nil
	})
}

// plainly puts an error of DuckDB's into words of ours. Its own may quote what
// stands in an extract, save those about a statement, which holds no cell.
func plainly(err error) error {
	var known *duckdb.Error
	if !errors.As(err, &known) {
		return err
	}
	switch known.Type {
	case duckdb.ErrorTypeOutOfMemory:
		return fault.Wrap(fault.Failed, err, "the run needs more memory than it may have",
			"allow it more, as in --memory-limit 2GB, or fewer --threads")
	case duckdb.ErrorTypeIO:
		return fault.Wrap(fault.Failed, err, "the database cannot read or write its files",
			"check the space left, and who may write to the output folder")
	case duckdb.ErrorTypeParser, duckdb.ErrorTypeBinder, duckdb.ErrorTypeCatalog, duckdb.ErrorTypeInterrupt:
		return err
	default:
		return fault.Wrap(fault.Failed, err, "the database stopped: "+strings.ToLower(kindOf(known)),
			"run it again; if it stops again, tell who looks after ehcp what ehcp version prints")
	}
}

// kindOf is what DuckDB calls the error, the part of its text before the colon.
func kindOf(known *duckdb.Error) string {
	kind, _, _ := strings.Cut(known.Msg, ":")
	return kind
}

// IsBadInput says whether an error is about what a file holds rather than
// about memory, disk or the program. Its text may quote a line: do not print it.
func IsBadInput(err error) bool {
	var known *duckdb.Error
	return errors.As(err, &known) && slices.Contains([]duckdb.ErrorType{
		duckdb.ErrorTypeInvalidInput, duckdb.ErrorTypeConversion, duckdb.ErrorTypeInvalid, duckdb.ErrorTypeOutOfRange,
		duckdb.ErrorTypeSerialization, duckdb.ErrorTypeMismatchType, duckdb.ErrorTypeNotImplemented,
	}, known.Type)
}

// Literal quotes text as an SQL string.
func Literal(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// Name quotes an identifier.
func Name(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// Version is the version of DuckDB that is linked in.
func Version(ctx context.Context) (version string, err error) {
	db, err := connect(ctx, "", []string{"threads=1"}) // which it need not wait for
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	err = db.Scan(ctx, "select library_version from pragma_version()", &version)
	return version, err
}

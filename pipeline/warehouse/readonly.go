package warehouse

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"path/filepath"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"ehcp/pipeline/fault"
)

// ReadOnly is a connection that can read one database and do nothing else: no
// files, no writes, no settings, no extensions, nothing spilled to disk. It
// guards against mistakes and curiosity; the database itself must be trusted.
// It is not safe for concurrent use.
type ReadOnly struct {
	connector *duckdb.Connector
	conn      *duckdb.Conn
}

// OpenReadOnly opens the database file at path and locks the connection.
func OpenReadOnly(ctx context.Context, path, memoryLimit string) (*ReadOnly, error) {
	if i := strings.IndexAny(path, "?#%"); i >= 0 {
		return nil, fault.New(fault.Usage,
			fmt.Sprintf("the path %s holds %q, which a database to query cannot have in its path", path, path[i]),
			"move or link the folder to a path without ?, # and %")
	}
	if !filepath.IsAbs(path) {
		path = "./" + path // the name of a first folder may hold a colon
	}
	connector, err := duckdb.NewConnector(path+"?"+strings.Join([]string{
		"access_mode=read_only", "autoinstall_known_extensions=false", "autoload_known_extensions=false",
		"memory_limit=" + url.QueryEscape(memoryLimit),
	}, "&"), nil)
	if err != nil {
		return nil, openFault(path, err)
	}
	conn, err := connector.Connect(ctx)
	if err != nil {
		return nil, errors.Join(openFault(path, err), connector.Close())
	}
	known, ok := conn.(*duckdb.Conn)
	if !ok {
		return nil, errors.Join(errors.New("the database driver gives an unknown connection"), conn.Close(),
			connector.Close())
	}
	r := &ReadOnly{connector: connector, conn: known}
	if err := r.lock(ctx); err != nil {
		return nil, errors.Join(err, r.Close())
	}
	return r, nil
}

// lock closes every way out. The folder for spilled pages must go before
// external access does, and a limit of 0 bytes on it does not stop spilling,
// so these cannot all stand in the DSN.
func (r *ReadOnly) lock(ctx context.Context) error {
	for _, setting := range []string{
		"temp_directory = ''", "timezone = 'UTC'", "enable_external_access = false", "lock_configuration = true",
	} {
		if _, err := r.conn.ExecContext(ctx, "set "+setting, nil); err != nil {
			return fmt.Errorf("lock the database: %w", err)
		}
	}
	locked, err := r.text(ctx, `select concat_ws(' ',
		current_setting('access_mode'), current_setting('enable_external_access'),
		current_setting('lock_configuration'), current_setting('temp_directory') || '.')`)
	if err != nil {
		return fmt.Errorf("lock the database: %w", err)
	}
	if locked != "read_only false true ." {
		return errors.New("lock the database: the settings did not hold: " + locked)
	}
	return nil
}

// Close lets the database go.
func (r *ReadOnly) Close() error { return errors.Join(r.conn.Close(), r.connector.Close()) }

// text gives the one text value of a query of the program's own.
func (r *ReadOnly) text(ctx context.Context, query string, args ...any) (text string, err error) {
	named := make([]driver.NamedValue, len(args))
	for i, arg := range args {
		named[i] = driver.NamedValue{Ordinal: i + 1, Value: arg}
	}
	rows, err := r.conn.QueryContext(ctx, query, named)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	row := make([]driver.Value, 1)
	if err := rows.Next(row); err != nil {
		return "", err
	}
	text, _ = row[0].(string)
	return text, nil
}

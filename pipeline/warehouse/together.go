package warehouse

import (
	"context"
	"database/sql"
	"errors"
	"sync"
)

// carried is the key of the connection that a context carries.
type carried struct{}

// conn is the connection for a context's statements: the one that it carries,
// else the first.
func (d *DB) conn(ctx context.Context) *sql.Conn {
	if conn, is := ctx.Value(carried{}).(*sql.Conn); is {
		return conn
	}
	return d.first
}

// Tell runs a statement that sets something for the first connection, and for
// those that are made later.
func (d *DB) Tell(ctx context.Context, statement string) error {
	d.session = append(d.session, statement)
	return d.Exec(ctx, statement)
}

// Aside does work on a connection of its own, which the context that the work is
// given carries: its statements run beside those of others. Temporary tables and
// views, and transactions, are a connection's own.
func (d *DB) Aside(ctx context.Context, work func(context.Context) error) (err error) {
	conn, err := d.pool.Conn(ctx)
	if err != nil {
		return plainly(err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	ctx = context.WithValue(ctx, carried{}, conn)
	for _, statement := range d.session {
		if err := d.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return work(ctx)
}

// Together does pieces of work that need not wait for each other, so many at a
// time, each on one connection. The first that fails ends the others. One at a
// time is in their order, on the connection of the context.
func (d *DB) Together(ctx context.Context, atATime int, pieces []func(context.Context) error) error {
	waiting := make(chan func(context.Context) error, len(pieces))
	for _, piece := range pieces {
		waiting <- piece
	}
	close(waiting)
	inTurn := func(ctx context.Context) error {
		for piece := range waiting {
			if err := piece(ctx); err != nil {
				return err
			}
		}
		return nil
	}
	if atATime <= 1 {
		return inTurn(ctx)
	}
	ctx, stop := context.WithCancelCause(ctx)
	defer stop(nil)
	var working sync.WaitGroup
	for range min(atATime, len(pieces)) {
		working.Go(func() {
			if err := d.Aside(ctx, inTurn); err != nil {
				stop(err)
			}
		})
	}
	working.Wait()
	return context.Cause(ctx)
}

package pipeline

import (
	"context"
	"slices"
)

// aside is work that goes on beside the line: what writes the restricted tables,
// while the public ones are protected.
type aside struct {
	stop context.CancelFunc
	done chan struct{}
	n    int64
	err  error
}

// beginAside begins work beside the line.
func beginAside(ctx context.Context, do func(context.Context) (int64, error)) *aside {
	ctx, stop := context.WithCancel(ctx)
	a := &aside{stop: stop, done: make(chan struct{})}
	go func() {
		defer close(a.done)
		a.n, a.err = do(ctx)
	}()
	return a
}

// wait gives what came of the work once it is over.
func (a *aside) wait() (int64, error) {
	<-a.done
	return a.n, a.err
}

// drop ends the work, if there is any, and waits until it has.
func (a *aside) drop() {
	if a != nil {
		a.stop()
		<-a.done
	}
}

// beginRestricted begins to write the restricted tables, which need nothing of
// the public ones.
func (j *job) beginRestricted(ctx context.Context) {
	if !slices.Contains(j.o.Profiles, restrictedProfile) {
		return
	}
	j.restricted = beginAside(ctx, func(ctx context.Context) (n int64, err error) {
		err = j.db.Aside(ctx, func(ctx context.Context) error {
			n, err = j.publishTablesOf(ctx, j.edition(restrictedProfile, nil))
			return err
		})
		return n, err
	})
}

package ask

import (
	"context"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// Limits bound what one query may take of the machine.
type Limits struct {
	Timeout     time.Duration
	MemoryLimit string // such as 1GiB
}

const (
	// grace is how long a query that was told to stop may take to do so.
	grace = 2 * time.Second
	// outsideMemory is what the process may hold beyond the database's own
	// memory limit, which counts neither long texts nor a waiting result.
	outsideMemory = 512 << 20
	memoryLook    = 20 * time.Millisecond
)

// ErrLeft is in the chain of the error of a query that did not stop when it was
// told to: it goes on until the program ends.
var ErrLeft = errors.New("the query goes on until the program ends")

// Check refuses limits that cannot be meant.
func (l Limits) Check() error {
	if l.Timeout <= 0 {
		return fault.New(fault.Usage, fmt.Sprintf("--timeout %s is not a time", l.Timeout), "write it as 20s or 2m")
	}
	if amount(l.MemoryLimit) <= 0 {
		return fault.New(fault.Usage, fmt.Sprintf("--memory-limit %q is not an amount of memory", l.MemoryLimit),
			"write it as 1GiB or 500MB")
	}
	return nil
}

// amount reads an amount of memory; 0 is none.
func amount(text string) int64 {
	parts := regexp.MustCompile(`(?i)^\s*([0-9]{1,7}(?:\.[0-9]{1,3})?)\s*([KMGT])(i?)B\s*$`).FindStringSubmatch(text)
	if parts == nil {
		return 0
	}
	size, err := strconv.ParseFloat(parts[1], 64)
	if err != nil {
		return 0
	}
	unit := 1000.0
	if parts[3] != "" {
		unit = 1024
	}
	for range strings.Index("KMGT", strings.ToUpper(parts[2])) + 1 {
		size *= unit
	}
	return int64(size)
}

// within does work that may not be possible to interrupt. When it does not
// stop in time it is left behind, and the program should end (ErrLeft).
func within(ctx context.Context, l Limits, work func(context.Context) error) error {
	limited, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	done := make(chan error, 1)
	go func() { done <- work(limited) }()
	look := time.NewTicker(memoryLook)
	defer look.Stop()
	most := resident() + amount(l.MemoryLimit) + outsideMemory // what earlier queries left is not this one's
	for {
		select {
		case err := <-done:
			return l.told(ctx, limited, err)
		case <-look.C:
			if resident() > most {
				return l.memoryFault(ErrLeft)
			}
		case <-limited.Done():
			select {
			case err := <-done:
				return l.told(ctx, limited, err)
			case <-time.After(grace):
				return l.told(ctx, limited, ErrLeft)
			}
		}
	}
}

// told says which limit stopped the work, if one did.
func (l Limits) told(ctx, limited context.Context, err error) error {
	var memory *warehouse.MemoryError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &memory):
		return l.memoryFault(err)
	case ctx.Err() != nil && errors.Is(err, ErrLeft):
		return errors.Join(ctx.Err(), ErrLeft)
	case ctx.Err() != nil:
		return ctx.Err()
	case limited.Err() != nil:
		return fault.Wrap(fault.Failed, err, fmt.Sprintf("the query was stopped after %s, its time limit", l.Timeout),
			"ask for less, or give it longer, such as --timeout 2m")
	}
	return err
}

func (l Limits) memoryFault(err error) error {
	return fault.Wrap(fault.Failed, err, fmt.Sprintf("the query was stopped at %s, its memory limit", l.MemoryLimit),
		"ask for less, or give it more, such as --memory-limit 4GiB")
}

// resident is the memory that the process holds, where the system tells: the
// second number of statm, in pages.
func resident() int64 {
	text, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		return 0
	}
	fields := strings.Fields(string(text))
	if len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(fields[1], 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

package pipeline

import (
	"os"
	"path/filepath"
	"strings"

	"github.com/gofrs/flock"

	"ehcp/pipeline/fault"
)

// runLock is held by the one run that writes to a folder. The system lets go
// of it when the process ends, however it ends.
type runLock struct{ file *flock.Flock }

func takeLock(out string) (*runLock, error) {
	if strings.Contains(out, "?") {
		return nil, fault.New(fault.Usage, "the output folder "+out+" has a question mark in its name",
			"DuckDB cannot open files there: give another --out")
	}
	if err := os.MkdirAll(out, 0o755); err != nil {
		return nil, fault.Wrap(fault.Failed, err, "cannot make the output folder "+out, "check who may write there")
	}
	file := flock.New(filepath.Join(out, ".lock"), flock.SetPermissions(0o600))
	held, err := file.TryLock()
	if err != nil {
		return nil, fault.Wrap(fault.Failed, err, "cannot lock the output folder "+out, "check who may write there")
	}
	if !held {
		return nil, fault.New(fault.Locked, "another run is writing to "+out, "wait until it has finished, or give another --out")
	}
	return &runLock{file}, nil
}

func (l *runLock) release() { _ = l.file.Unlock() }

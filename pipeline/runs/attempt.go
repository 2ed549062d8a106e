package runs

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// AttemptFile is the record of the last attempt, beside latest.json.
const AttemptFile = "last-attempt.json"

// AttemptEventFile is the event of the last attempt for whoever follows data
// through programs (OpenLineage), beside its record.
const AttemptEventFile = "last-attempt-lineage.json"

// Attempt is how the last attempt at a run ended, whether or not it left a run:
// a night on which nothing was new leaves none, nor does one on which the disk
// was full.
type Attempt struct {
	Started  time.Time `json:"started"`
	Finished time.Time `json:"finished"`
	Outcome  string    `json:"outcome"`          // as a run's status, nothing_new or cancelled
	Reason   string    `json:"reason,omitempty"` // of a failure, without case data
	RunID    string    `json:"run_id,omitempty"` // of the run that latest shows since
}

// Well says whether the attempt ended as it should.
func (a Attempt) Well() bool { return a.Outcome == Published || a.Outcome == NothingNew }

// LastAttempt reads the record of the last attempt in the folder out; a folder
// without one gives an error that is fs.ErrNotExist.
func LastAttempt(out string) (Attempt, error) {
	var a Attempt
	path := filepath.Join(out, AttemptFile)
	text, err := os.ReadFile(path)
	if err != nil {
		return a, err
	}
	if err := json.Unmarshal(text, &a); err != nil {
		return a, fmt.Errorf("read %s: %w", path, err)
	}
	return a, nil
}

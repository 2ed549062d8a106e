package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"path/filepath"
	"time"

	"ehcp/pipeline/runs"
)

// tellAttempt leaves word of how the attempt ended, for ehcp status. Where it
// cannot be written, as on a full disk, the run is none the worse.
func (j *job) tellAttempt(ctx context.Context, started time.Time, result *Result, cause error) {
	told := runs.Attempt{Started: started.UTC().Truncate(time.Millisecond), Finished: j.o.Now().UTC().Truncate(time.Millisecond)} // as in run ids
	switch {
	case cause != nil && ctx.Err() != nil:
		told.Outcome = runs.Cancelled
	case cause != nil:
		told.Outcome, told.Reason = runs.StatusOf(cause), cause.Error()
	case result.Unchanged:
		told.Outcome, told.RunID = runs.NothingNew, result.RunID
	default:
		told.Outcome, told.RunID = runs.Published, result.RunID
	}
	if err := errors.Join(j.writeBeside(runs.AttemptFile, told), j.writeEvent(told)); err != nil {
		j.note("how the run ended cannot be written down for ehcp status: check the space left, and who may write to " + j.o.Out)
	}
}

// writeEvent writes the event of the attempt for whoever follows data through
// programs. An attempt that left a run has the event that lies in the run's
// folder; any other has one here alone, with the id that the run would have had.
func (j *job) writeEvent(told runs.Attempt) error {
	m := j.manifest
	if m.Status != told.Outcome { // no run was left
		m.Status, m.Reason, m.Finished, m.Outputs = told.Outcome, told.Reason, told.Finished.Format(time.RFC3339), nil
		m.Versions = map[string]string{"ehcp": j.o.Version}
	}
	if m.RunID == "" {
		m.RunID = runs.NewID(told.Started, hashText(j.o.Out))
	}
	if m.Inputs == nil {
		m.Inputs = j.opened()
	}
	event, err := lineageOf(m)
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(j.o.Out, runs.AttemptEventFile), event)
}

// writeBeside writes a record beside the runs.
func (j *job) writeBeside(name string, record any) error {
	text, err := json.MarshalIndent(record, "", "  ")
	if err != nil {
		return err
	}
	return replaceFile(filepath.Join(j.o.Out, name), append(text, '\n'))
}

// note tells of what a run does beside the figures.
func (j *job) note(text string) {
	if j.o.Note != nil {
		j.o.Note(text)
	}
}

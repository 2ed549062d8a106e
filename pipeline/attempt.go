package pipeline

import (
	"context"
	"encoding/json"
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
	text, err := json.MarshalIndent(told, "", "  ")
	if err == nil {
		err = replaceFile(filepath.Join(j.o.Out, runs.AttemptFile), append(text, '\n'))
	}
	if err != nil {
		j.note("how the run ended cannot be written down for ehcp status: check the space left, and who may write to " + j.o.Out)
	}
}

// note tells of what a run does beside the figures.
func (j *job) note(text string) {
	if j.o.Note != nil {
		j.o.Note(text)
	}
}

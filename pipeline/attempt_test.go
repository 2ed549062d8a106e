package pipeline_test

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"ehcp/pipeline"
)

// lastEvent is the event of the last attempt in the folder out.
func lastEvent(t *testing.T, out string) (e lineageRead, text string) {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(out, "last-attempt-lineage.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(content, &e); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(content), "Smith") {
		t.Error("the event tells of a case")
	}
	return e, string(content)
}

// TestEventOfEveryAttempt follows one folder through a run that is published, a
// night without anything new, a cancelled run and two failures.
func TestEventOfEveryAttempt(t *testing.T) {
	t.Parallel()
	rows := []record{{"case_id": "Smith-07", "received_date": "2024-01-02"}}
	o := job{files: []string{writeCSV(t, t.TempDir(), "a.csv", rows)}, asAt: "2024-06-30"}.options(t)
	o.Force = false
	first, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	published, text := lastEvent(t, o.Out)
	if _, kept := readEvent(t, first.Folder); text != kept {
		t.Error("the event of a run that is published is not that in its folder")
	}
	input := published.Inputs[0].Name

	if r, err := pipeline.Run(t.Context(), o); err != nil || !r.Unchanged {
		t.Fatalf("%+v, %v", r, err)
	}
	again, text := lastEvent(t, o.Out)
	if again.EventType != "COMPLETE" || len(again.Outputs) > 0 || len(again.Inputs) != 1 || again.Inputs[0].Name != input ||
		again.Run.RunID == published.Run.RunID || again.Run.Facets["errorMessage"] != nil {
		t.Errorf("of a night without anything new is told %s", text)
	}

	for status, stop := range map[string]func(context.Context, context.CancelFunc, *pipeline.Options){
		"ABORT cancelled": func(_ context.Context, cancel context.CancelFunc, o *pipeline.Options) {
			o.Progress = func(s pipeline.Step) {
				if s.Name == "measure" {
					cancel()
				}
			}
		},
		"FAIL failed: ": func(_ context.Context, _ context.CancelFunc, o *pipeline.Options) {
			o.MemoryLimit = "1KB"
		},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		failing := o
		failing.Force = true
		stop(ctx, cancel, &failing)
		_, err := pipeline.Run(ctx, failing)
		cancel()
		if err == nil {
			t.Fatalf("%s: the run is published", status)
		}
		e, text := lastEvent(t, o.Out)
		said, _ := e.Run.Facets["errorMessage"]["message"].(string)
		if kind, message, _ := strings.Cut(status, " "); e.EventType != kind || !strings.HasPrefix(said, message) || len(e.Outputs) > 0 ||
			len(e.Inputs) != 1 || e.Inputs[0].Name != input {
			t.Errorf("%s: the event is %s", status, text)
		}
		if errors.Is(err, context.Canceled) && e.Inputs[0].InputFacets["dataQualityMetrics"]["rowCount"] != 1.0 {
			t.Errorf("the rows that were read before it was cancelled are not counted: %s", text)
		}
	}

	nowhere := o
	nowhere.Extracts = []string{filepath.Join(t.TempDir(), "nowhere.csv")}
	if _, err := pipeline.Run(t.Context(), nowhere); err == nil {
		t.Fatal("what is not there is published")
	}
	e, text := lastEvent(t, o.Out)
	if e.EventType != "FAIL" || len(e.Inputs) > 0 || e.EventTime == "" || e.Producer != "urn:ehcp:test" {
		t.Errorf("the event is %s", text)
	}
}

package pipeline_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline"
)

// lineageRead is what a reader of OpenLineage takes from the file.
type lineageRead struct {
	EventTime, EventType, Producer, SchemaURL string
	Run                                       struct {
		RunID  string `json:"runId"`
		Facets map[string]map[string]any
	}
	Job             struct{ Namespace, Name string }
	Inputs, Outputs []struct {
		Namespace, Name string
		Facets          map[string]map[string]any
		InputFacets     map[string]map[string]any
	}
}

func readEvent(t *testing.T, folder string) (lineageRead, string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(folder, "lineage.json"))
	if err != nil {
		t.Fatal(err)
	}
	var e lineageRead
	if err := json.Unmarshal(text, &e); err != nil {
		t.Fatal(err)
	}
	return e, string(text)
}

// TestLineage reads the event of a run: extracts by their hash, tables by name
// with theirs, and the same bytes from the same inputs at the same time.
func TestLineage(t *testing.T) {
	t.Parallel()
	rows := []record{{"case_id": "Smith-07", "received_date": "2024-01-02"}, {"case_id": "k2", "received_date": "2024-03-02"}}
	asked := job{files: []string{writeCSV(t, t.TempDir(), "surname.csv", rows)}, asAt: "2024-06-30", public: true}
	run := publish(t, asked)
	e, text := readEvent(t, run.Folder)
	m := run.Manifest
	if e.EventType != "COMPLETE" || e.EventTime != m.Finished || e.Job.Namespace != "ehcp" || e.Job.Name != "run" ||
		!strings.HasSuffix(e.SchemaURL, "/OpenLineage.json#/$defs/RunEvent") || e.Producer != "urn:ehcp:test" {
		t.Errorf("the event is %+v", e)
	}
	if !regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`).MatchString(e.Run.RunID) {
		t.Errorf("%s is no UUID of version 8", e.Run.RunID)
	}
	if len(e.Inputs) != 1 || e.Inputs[0].Name != m.Inputs[0].SHA256 || e.Inputs[0].InputFacets["dataQualityMetrics"]["rowCount"] != 2.0 {
		t.Errorf("inputs are %+v", e.Inputs)
	}
	hashes := map[string]string{}
	for _, out := range m.Outputs {
		hashes[out.Path] = out.SHA256
	}
	if hashes["lineage.json"] == "" || !slices.IsSortedFunc(m.Outputs, func(a, b pipeline.Output) int { return strings.Compare(a.Path, b.Path) }) {
		t.Error("the event is not listed in its place")
	}
	var names []string
	for _, out := range e.Outputs {
		names = append(names, out.Name)
		if out.Facets["version"]["datasetVersion"] != hashes[out.Name+".csv"] {
			t.Errorf("%s has version %v, want the hash of its file", out.Name, out.Facets["version"])
		}
	}
	for _, want := range []string{"public/tables/timeliness", "restricted/tables/backlog"} {
		if !slices.Contains(names, want) {
			t.Errorf("outputs are %q, without %s", names, want)
		}
	}
	for _, told := range []string{"Smith", "surname", "meta", "casework"} {
		if strings.Contains(text, told) {
			t.Errorf("the event tells %q", told)
		}
	}
	if _, again := readEvent(t, publish(t, asked).Folder); again != text {
		t.Error("the same run at the same time gives another event")
	}
}

// TestLineageOfARefusal reads the event of a run that the quality gate refused.
func TestLineageOfARefusal(t *testing.T) {
	t.Parallel()
	o := job{
		files: []string{writeCSV(t, t.TempDir(), "a.csv", []record{{"case_id": "Smith-07", "received_date": "soon"}})}, asAt: "2024-06-30",
	}.options(t)
	if _, err := pipeline.Run(t.Context(), o); err == nil {
		t.Fatal("a run of nothing usable is published")
	}
	folders, err := filepath.Glob(filepath.Join(o.Out, "runs", "*"))
	if err != nil || len(folders) != 1 {
		t.Fatalf("runs are %q (%v)", folders, err)
	}
	e, text := readEvent(t, folders[0])
	said, _ := e.Run.Facets["errorMessage"]["message"].(string)
	if e.EventType != "FAIL" || !strings.HasPrefix(said, "refused_quality: ") || len(e.Outputs) > 0 || len(e.Inputs) != 1 {
		t.Errorf("the event is %s", text)
	}
	if strings.Contains(text, "Smith") {
		t.Error("the event tells of a case")
	}
}

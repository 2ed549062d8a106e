package pipeline_test

import (
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/runs"
)

// TestSwapFails lets the last writes of a run fail. Before latest is moved that
// stops the run and latest shows the one before; afterwards the run is published,
// and the next says what could not be said.
func TestSwapFails(t *testing.T) {
	t.Parallel()
	if runtime.GOOS == "windows" {
		t.Skip("links are not to be had everywhere there")
	}
	rows := []record{{"case_id": "k1", "received_date": "2024-01-02"}}
	o := job{files: []string{writeCSV(t, t.TempDir(), "a.csv", rows)}, asAt: "2024-06-30"}.options(t)
	first, err := pipeline.Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	o.Force = true
	tries := 0
	o.Now = func() time.Time { return time.Date(2030, 6, 1, 3, tries, 0, 0, time.UTC) }
	shows := func(want string) {
		t.Helper()
		folder, err := runs.Latest(o.Out)
		if err != nil || filepath.Base(folder) != want || runs.Whole(folder) != nil {
			t.Errorf("latest shows %s (%v), want %s whole", folder, err, want)
		}
	}
	for _, name := range []string{"latest.json.new", "latest.html.new"} {
		tries++
		blocked := o
		blocked.Progress = func(s pipeline.Step) {
			if s.Name == "publish" {
				if err := os.Mkdir(filepath.Join(o.Out, name), 0o700); err != nil {
					t.Error(err)
				}
			}
		}
		if _, err := pipeline.Run(t.Context(), blocked); err == nil {
			t.Errorf("the run is published without %s", name)
		}
		shows(first.RunID)
		if list := runs.List(o.Out); len(list) != 1 {
			t.Errorf("%d runs are left, want the first alone", len(list))
		}
	}
	tries++
	noted := ""
	late := o
	late.Note = func(text string) { noted += text + "\n" }
	page := filepath.Join(o.Out, "latest.html")
	late.Progress = func(s pipeline.Step) {
		if s.Name == "publish" { // in the place of the page there is a folder that is not empty
			if err := os.Remove(page); err != nil {
				t.Error(err)
			}
			if err := os.MkdirAll(filepath.Join(page, "inside"), 0o700); err != nil {
				t.Error(err)
			}
		}
	}
	second, err := pipeline.Run(t.Context(), late)
	if err != nil || !strings.Contains(noted, "the next run does that") {
		t.Fatalf("%v; noted is %q", err, noted)
	}
	shows(second.RunID)
	if left, err := filepath.Glob(filepath.Join(o.Out, "*.new")); err != nil || len(left) > 0 {
		t.Errorf("%v are left (%v)", left, err)
	}
}

package pipeline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
)

// TestReadmeChart keeps the chart in the README what the README's run draws.
func TestReadmeChart(t *testing.T) {
	t.Parallel()
	run := sampleRun(t)
	drawn, err := os.ReadFile(filepath.Join(run.Folder, "public", "charts", "falling-due.svg"))
	if err != nil {
		t.Fatal(err)
	}
	shown, err := os.ReadFile("../sample-data/falling-due.svg")
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(drawn, shown) {
		t.Error("sample-data/falling-due.svg is not what the sample run draws: copy it from out/latest/public/charts")
	}
}

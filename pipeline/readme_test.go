package pipeline_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
)

// TestReadmeChart keeps the chart in the README what the README's run draws.
func TestReadmeChart(t *testing.T) {
	t.Parallel()
	settings, err := config.Load("../sample-data/ehcp.yaml")
	if err != nil {
		t.Fatal(err)
	}
	result, err := pipeline.Run(t.Context(), pipeline.Options{
		Config: settings, Out: filepath.Join(t.TempDir(), "out"), Profiles: []string{"public"}, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	drawn, err := os.ReadFile(filepath.Join(result.Folder, "public", "charts", "falling-due.svg"))
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

package pipeline_test

import (
	"os"
	"testing"

	"ehcp/pipeline/sample"
)

// TestComparators: the same job, done by hand in SQL and, where they are
// installed, in pandas and in R, comes to what the program publishes. So the
// benchmark compares like with like, and the figures have a second route.
func TestComparators(t *testing.T) {
	t.Parallel()
	path, _, err := sample.Write(t.Context(), t.TempDir(), sample.Options{Cases: 2_000, Seed: 7, Profile: sample.ProfilePlain})
	if err != nil {
		t.Fatal(err)
	}
	run := publish(t, job{
		files: []string{path}, asAt: benchAsAt, settings: "breakdowns: {public: [All, Area, Primary need], restricted: []}\n",
	})
	want := figuresOf(t, run.Folder)
	for _, c := range comparators() {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if why := c.missing(t.Context()); why != "" {
				t.Skip(why)
			}
			folder := t.TempDir()
			if err := os.Symlink(path, folder+"/cases.csv"); err != nil {
				t.Fatal(err)
			}
			told(t, folder, c.command...)
			want.agree(t, c.name, folder)
		})
	}
}

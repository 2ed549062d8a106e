package runs_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
	"time"

	"ehcp/pipeline/runs"
)

func at(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

// TestHealth asks on the morning of 10 July 2024 of runs at two o'clock.
func TestHealth(t *testing.T) {
	t.Parallel()
	nightly := runs.Expected{Every: 24 * time.Hour}
	run := func(date, status string) map[string]any {
		return map[string]any{
			"run_id": day(date), "status": status, "as_at": date, "started": date + "T02:00:00Z", "finished": date + "T02:05:00Z",
			"reason": map[bool]string{false: "too many rows are rejected"}[status == "published"],
		}
	}
	attempt := func(date, outcome string) *runs.Attempt {
		return &runs.Attempt{Started: at(date + " 02:00"), Finished: at(date + " 02:05"), Outcome: outcome, Reason: "no space"}
	}
	for name, c := range map[string]struct {
		runs    []map[string]any // latest shows the last that was published
		attempt *runs.Attempt
		expect  runs.Expected
		state   string
		age     time.Duration
		due     string
		failure string // outcome
	}{
		"good":    {[]map[string]any{run("2024-07-10", "published")}, attempt("2024-07-10", "published"), nightly, "good", 5 * time.Hour, "2024-07-11 02:00", ""},
		"none":    {nil, nil, nightly, "none", 0, "", ""},
		"refused": {[]map[string]any{run("2024-07-10", "refused_quality")}, attempt("2024-07-10", "refused_quality"), nightly, "none", 0, "", "refused_quality"},
		"nothing new for a week": {
			[]map[string]any{run("2024-07-03", "published")},
			attempt("2024-07-10", "nothing_new"), nightly,
			"good", 5 * time.Hour, "2024-07-11 02:00", "",
		},
		"late":          {[]map[string]any{run("2024-07-08", "published")}, nil, nightly, "late", 53 * time.Hour, "2024-07-09 02:00", ""},
		"a day overdue": {[]map[string]any{run("2024-07-09", "published")}, nil, nightly, "good", 29 * time.Hour, "2024-07-10 02:00", ""},
		"late by a rule": {
			[]map[string]any{run("2024-07-09", "published")},
			nil,
			runs.Expected{MaxAge: 28 * time.Hour},
			"late", 29 * time.Hour, "", "",
		},
		"no rule": {[]map[string]any{run("2023-07-09", "published")}, nil, runs.Expected{}, "good", 8813 * time.Hour, "", ""},
		"the last failed, and left no run": {
			[]map[string]any{run("2024-07-09", "published")},
			attempt("2024-07-10", "failed"), nightly,
			"failed", 29 * time.Hour, "2024-07-10 02:00", "failed",
		},
		"the last was refused, and a version before left no word": {
			[]map[string]any{run("2024-07-09", "published"), run("2024-07-10", "refused_quality")},
			nil, nightly,
			"failed", 29 * time.Hour, "2024-07-10 02:00", "refused_quality",
		},
		"an older refusal is told": {
			[]map[string]any{run("2024-07-09", "refused_quality"), run("2024-07-10", "published")},
			attempt("2024-07-10", "published"), nightly,
			"good", 5 * time.Hour, "2024-07-11 02:00", "refused_quality",
		},
		"killed before it could leave word": { // of the run that it published
			[]map[string]any{run("2024-07-09", "published"), run("2024-07-10", "published")},
			attempt("2024-07-09", "failed"), nightly,
			"good", 5 * time.Hour, "2024-07-11 02:00", "",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			out := t.TempDir()
			for _, m := range c.runs {
				id, _ := m["run_id"].(string)
				writeRun(t, out, id, m)
				if m["status"] == "published" {
					writeJSON(t, filepath.Join(out, "latest.json"), map[string]string{"path": "runs/" + id})
				}
			}
			if c.attempt != nil {
				writeJSON(t, filepath.Join(out, runs.AttemptFile), c.attempt)
			}
			h := runs.Check(out, at("2024-07-10 07:05"), c.expect)
			if h.State != c.state || (h.State == runs.Good) != (len(h.Problems) == 0) {
				t.Errorf("state %q, problems %q; want %q", h.State, h.Problems, c.state)
			}
			if h.LastGood != nil && h.LastGood.AgeSeconds != int64(c.age.Seconds()) {
				t.Errorf("age %d s, want %v", h.LastGood.AgeSeconds, c.age)
			}
			if (h.NextDue == nil) != (c.due == "") || (h.NextDue != nil && !h.NextDue.Equal(at(c.due))) {
				t.Errorf("next due %v, want %q", h.NextDue, c.due)
			}
			if (h.LastFailure == nil) != (c.failure == "") || (h.LastFailure != nil && h.LastFailure.Outcome != c.failure) {
				t.Errorf("last failure %+v, want %q", h.LastFailure, c.failure)
			}
		})
	}
}

// TestHealthOfARunUnderWay tells of a run that has not ended, or was killed.
func TestHealthOfARunUnderWay(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	if err := os.MkdirAll(filepath.Join(out, "runs", runs.Building+day("2024-07-10")), 0o755); err != nil {
		t.Fatal(err)
	}
	h := runs.Check(out, at("2024-07-10 02:03"), runs.Expected{})
	if h.UnderWay == nil || !h.UnderWay.Equal(at("2024-07-10 02:00")) {
		t.Errorf("under way since %v, want two o'clock", h.UnderWay)
	}
}

func writeJSON(t *testing.T, path string, value any) {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
}

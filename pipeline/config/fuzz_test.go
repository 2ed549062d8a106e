package config_test

import (
	"os"
	"path/filepath"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

// FuzzConfig loads any text: it never panics, and what it refuses is a usage
// fault that says something.
func FuzzConfig(f *testing.F) {
	for _, seed := range []string{
		"", "council: {code: E10000016, name: Sample county}\n", "as_at: 2024-13-01\n", "increments: {start: 2022-02-29}\n",
		"extracts:\n  - {path: a_*.csv, mapping: {received_date: \"Date request rec'd\"}, codes: {request_source: {PAR: 1}}, dates: dmy}\n",
		"gates: {rejected_share: .nan}\n", "gates: {rejected_share: 1e999}\n", "a: &a [*a]\n", "? ? ?\n", "\t", "---\n---\n", "- 1\n",
		"breakdowns: {crosses: [[Team, Stage]]}\ntargets: [{measure: falling_due_20, value: 60, by: 2024-09-30}]\n",
		"council: !!binary abc\n", "duckdb: {threads: 99999999999999999999}\n", "limits: {line_mb: -1}\n", "\xff\xfe", "a: \"\\u0000\"\n", "extracts:\n !0 #\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		path := filepath.Join(t.TempDir(), "ehcp.yaml")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := config.Load(path); err != nil && (fault.KindOf(err) != fault.Usage || err.Error() == "") {
			t.Errorf("error is %q, of kind %d", err, fault.KindOf(err))
		}
	})
}

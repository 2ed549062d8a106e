package registry_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
)

// update writes the dictionary anew: go test ./pipeline/registry -update.
var update = flag.Bool("update", false, "write DICTIONARY.md from the registry")

// TestDictionary wants the page in this folder to say what the registry says.
func TestDictionary(t *testing.T) {
	t.Parallel()
	const path = "DICTIONARY.md"
	if *update {
		if err := os.WriteFile(path, []byte(registry.Dictionary()), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	page, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(page) != registry.Dictionary() {
		t.Error("DICTIONARY.md is not what the registry gives: run go test ./pipeline/registry -update")
	}
	for _, table := range registry.Tables() {
		if !strings.Contains(string(page), "\n## "+table.Name+"\n") {
			t.Errorf("%s is not explained", table.Name)
		}
	}
	for line := range strings.Lines(string(page)) {
		if strings.HasPrefix(line, "|") && strings.Count(line, "|") != 6 {
			t.Errorf("a row of a table is broken: %s", line)
		}
	}
}

package main

import (
	"runtime/debug"
	"testing"
)

// TestVersionOf takes what Go writes into programs built in a clone and outside
// of one, with and without a tag.
func TestVersionOf(t *testing.T) {
	t.Parallel()
	const commit = "5332092ef2f5197337aa78601d22fb64335a01b8"
	for _, c := range []struct{ main, commit, modified, want string }{
		{"v1.2.0", commit, "false", "v1.2.0"},
		{"v1.2.0+dirty", commit, "true", "v1.2.0-changed"},
		{"v0.0.0-20261123135401-5332092ef2f5", commit, "false", "5332092ef2f5"},
		{"v1.2.1-0.20261123135401-5332092ef2f5+dirty", commit, "true", "5332092ef2f5-changed"},
		{"(devel)", commit, "false", "5332092ef2f5"},
		{"(devel)", "", "", "(devel)"},
		{"", "", "", "unknown"},
	} {
		info := &debug.BuildInfo{Main: debug.Module{Path: "ehcp", Version: c.main}}
		if c.commit != "" {
			info.Settings = []debug.BuildSetting{{Key: "vcs.revision", Value: c.commit}, {Key: "vcs.modified", Value: c.modified}}
		}
		if got := versionOf(info); got != c.want {
			t.Errorf("%s of %s: got %s, want %s", c.main, c.commit, got, c.want)
		}
	}
}

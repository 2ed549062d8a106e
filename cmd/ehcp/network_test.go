package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestOpensNoSocket traces whole sessions for calls to do with the network, and
// runs them where there is none: not one is made, and none is missed.
func TestOpensNoSocket(t *testing.T) {
	t.Parallel()
	t.Run("traced", func(t *testing.T) {
		t.Parallel()
		if _, err := exec.LookPath("strace"); err != nil {
			t.Skip("strace is not here, which shows the calls that a program makes")
		}
		log := filepath.Join(t.TempDir(), "calls")
		// The end of a process is traced too, so that there is something to see.
		tracing := []string{"strace", "-f", "-qq", "-e", "trace=%network,exit_group", "-e", "signal=none", "-o", log}
		if said, err := exec.CommandContext(t.Context(), tracing[0], append(tracing[1:], "true")...).CombinedOutput(); err != nil {
			t.Skipf("strace may not trace here: %v: %s", err, said)
		}
		network := regexp.MustCompile(`(socket|socketpair|connect|bind|listen|accept4?|send\w*|recv\w*|[gs]etsockopt|getsockname)\(.*`)
		wholeSession(t, tracing, func(command string) {
			calls, err := os.ReadFile(log)
			if err != nil || !bytes.Contains(calls, []byte("exit_group(0")) {
				t.Fatalf("%s: the trace has no end: %s (%v)", command, calls, err)
			}
			for _, call := range network.FindAll(calls, -1) {
				t.Errorf("%s calls %s", command, call)
			}
		})
	})
	t.Run("without a network", func(t *testing.T) {
		t.Parallel()
		apart := []string{"unshare", "--map-root-user", "--net"}
		if said, err := exec.CommandContext(t.Context(), apart[0], append(apart[1:], "true")...).CombinedOutput(); err != nil {
			t.Skipf("no network of its own for a process here: %v: %s", err, said)
		}
		wholeSession(t, apart, func(string) {})
	})
}

// wholeSession gives commands as people and timers do, each under another
// program: those that read extracts, publish, ask, draw and look after runs.
func wholeSession(t *testing.T, under []string, after func(command string)) {
	t.Helper()
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "a_2024-12-31.csv"), []byte(cases(60)), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{
		"check a_2024-12-31.csv",
		"init a_2024-12-31.csv",
		"run --quiet",
		"query --list",
		"query headline",
		"query --sql values(1) --format xlsx --output answer.xlsx",
		"query --describe falling_due",
		"chart backlog --output drawn",
		"runs",
		"runs show",
		"status",
		"schedule --systemd",
		"sample --profile plain --cases 10 --output sample",
		"version",
	} {
		args := append(slices.Clone(under[1:]), append([]string{"ehcp"}, strings.Fields(line)...)...)
		command := exec.CommandContext(t.Context(), under[0], args...)
		command.Dir = folder
		if said, err := command.CombinedOutput(); err != nil {
			t.Fatalf("ehcp %s: %v\n%s", line, err, said)
		}
		after("ehcp " + line)
	}
	for _, made := range []string{"out/latest/public/charts/backlog.png", "answer.xlsx", "drawn/backlog.png", "ehcp.yaml"} {
		if _, err := os.Stat(filepath.Join(folder, made)); err != nil {
			t.Error(err)
		}
	}
}

package main

import (
	"os"
	"time"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
)

// settingsAt reads the configuration at path; without one ehcp.yaml of this
// folder if it is there, else the defaults.
func settingsAt(path string) (config.Config, error) {
	if path == "" {
		if _, err := os.Stat("ehcp.yaml"); err == nil {
			path = "ehcp.yaml"
		}
	}
	return config.Load(path)
}

// optionsOf are those that settings give a command that reads extracts. The
// clock is read here and nowhere below.
func optionsOf(settings config.Config, extracts []string) pipeline.Options {
	return pipeline.Options{
		Extracts: extracts, Config: settings, Threads: settings.DuckDB.Threads, MemoryLimit: settings.DuckDB.MemoryLimit,
		Version: programVersion(), Now: time.Now,
	}
}

// now is the machine's clock, for what commands say of past and coming runs.
func now() time.Time { return time.Now() }

// stopwatch gives the time since it was made.
func stopwatch() func() time.Duration {
	began := time.Now()
	return func() time.Duration { return time.Since(began) }
}

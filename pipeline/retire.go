package pipeline

import (
	"fmt"
	"strings"

	"ehcp/pipeline/config"
	"ehcp/pipeline/runs"
	"ehcp/pipeline/store"
)

// retire removes the runs that have been kept for as long as the configuration
// says, counted from the start of the run that has just been published, and
// tells which. One that cannot be removed stays until the next run.
func (j *job) retire() {
	rule, ok := Retention(j.o.Config)
	started, named := runs.StartOf(j.manifest.RunID)
	if !ok || !named {
		return
	}
	var removed []string
	for _, r := range rule.Gone(runs.List(j.o.Out), started) {
		if err := runs.Remove(j.o.Out, r); err != nil {
			j.note(fmt.Sprintf("run %s is past its time and cannot be removed: check who may write there", r.ID))
			continue
		}
		removed = append(removed, r.ID)
	}
	if len(removed) > 0 {
		j.note("removed, as retention: in the configuration says: " + strings.Join(removed, ", "))
	}
	j.thinStore()
}

// thinStore removes from the store what no manifest of a run that is there lists.
// Where a manifest cannot be read nothing goes.
func (j *job) thinStore() {
	var extracts, settings, records []string
	for _, r := range runs.List(j.o.Out) {
		m, err := ReadManifest(r.Folder)
		if err != nil {
			return
		}
		for _, in := range m.Inputs {
			extracts = append(extracts, in.Stored)
		}
		settings, records = append(settings, m.Settings), append(append(records, m.Record), m.History...)
	}
	for shelf, needed := range map[string][]string{store.Extracts: extracts, store.Settings: settings, store.Records: records} {
		j.store().Thin(shelf, needed)
	}
}

// Retention is the rule of a configuration; ok is false where there is none, and
// every run is kept.
func Retention(c config.Config) (rule runs.Rule, ok bool) {
	if c.Retention == nil {
		return runs.Rule{}, false
	}
	start, _ := config.Date(c.Increments.Start)
	return runs.Rule{
		Days: int(c.Retention.Days), MonthEnds: int(c.Retention.MonthEnds), QuarterEnds: c.Retention.Quarters(), Quarters: start,
	}, true
}

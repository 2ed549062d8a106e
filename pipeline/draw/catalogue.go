// Package draw says which charts a run has and which published tables they are
// drawn from, draws them, and writes their files. It reads no case.
package draw

import (
	"slices"
	"strings"

	"ehcp/charts"
	"ehcp/pipeline/registry"
)

// Entry is one chart of a run and the published table that it is drawn from.
type Entry struct {
	Name, Table string
	// Topic is the breakdown that it shows, or All.
	Topic string
	// Extract is the kind of extract that it needs beside assessments, or nothing.
	Extract string
	// RestrictedOnly keeps the chart out of the public profile.
	RestrictedOnly bool
	draw           func(charts.Table, charts.Setting) (charts.Chart, error)
}

// All is the topic of all cases together.
const All = "All"

// SignalsTable is the table that has the signals of every chart of percentages.
const SignalsTable = "spc"

// ActionsTable is the table that has the actions of the plan, which charts mark.
const ActionsTable = "actions"

// headlineMeasure is the chart whose measure the charts by breakdown show: clearing
// a backlog cannot move it.
const headlineMeasure = "falling-due"

// Entries lists the charts in the order in which they are read.
func Entries() []Entry {
	return slices.Insert([]Entry{
		{Name: "falling-due", Table: "falling_due", Topic: All, draw: charts.FallingDue},
		{Name: "timeliness", Table: "timeliness", Topic: All, draw: charts.Timeliness},
		{Name: "backlog", Table: "backlog", Topic: All, draw: charts.Backlog},
		{Name: "over-30-52", Table: "backlog", Topic: All, draw: charts.Over3052},
		{Name: "flow", Table: "flow", Topic: All, draw: charts.Flow},
		{Name: "time-to-plan", Table: "time_to_plan", Topic: All, draw: charts.TimeToPlan},
		byTopic("by-area", "Area", "area", false),
		byTopic("by-need", "Primary need", "primary need", false),
		byTopic("by-team", "Team", "team", true),
		{Name: "summary", Table: "summary", Topic: All, draw: charts.Summary},
	}, 6, controls()...)
}

// byTopic is the page of small charts of a breakdown.
func byTopic(name, topic, noun string, restrictedOnly bool) Entry {
	spec := charts.GridSpec{Name: name, Measure: headlineMeasure, Topic: topic, Noun: noun}
	return Entry{Name: name, Table: "falling_due", Topic: topic, RestrictedOnly: restrictedOnly, draw: gridOf(spec)}
}

// gridOf draws small charts.
func gridOf(spec charts.GridSpec) func(charts.Table, charts.Setting) (charts.Chart, error) {
	return func(table charts.Table, s charts.Setting) (charts.Chart, error) { return charts.Grid(table, spec, s) }
}

// Draw draws the chart from its table, which may have rows of other breakdowns.
func (e Entry) Draw(table charts.Table, s charts.Setting) (charts.Chart, error) {
	return e.draw(table, s)
}

// Names lists the charts' names.
func Names() []string {
	var names []string
	for _, e := range Entries() {
		names = append(names, e.Name)
	}
	return names
}

// Topics lists the breakdowns that the charts of a table show.
func Topics(table string) []string {
	var topics []string
	for _, e := range Entries() {
		if e.Table == table && !slices.Contains(topics, e.Topic) {
			topics = append(topics, e.Topic)
		}
	}
	return topics
}

// Measures are those that the summary shows, in its order: the headline first, then
// what the board knows, then what is open.
func Measures() []charts.Measure {
	shown := []string{
		"falling_due_20", "pc_within_20_weeks", "pc_within_20_weeks_excl", "pc_flow_within_20_weeks",
		"open", "over_20_weeks", "over_30_weeks", "over_52_weeks", "received", "median_weeks",
	}
	var measures []charts.Measure
	for _, m := range registry.Measures() {
		if !slices.Contains(shown, m.Name) {
			continue
		}
		own := charts.Measure{Name: m.Name, Label: m.Label, Better: string(m.Direction)}
		if m.Kind == registry.Rate {
			own.Unit = "%"
		}
		measures = append(measures, own)
	}
	return measures
}

// topicNoun names one value of a topic in a sentence.
func topicNoun(topic string) string { return strings.ToLower(topic) }

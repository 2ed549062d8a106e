package actionplan

import (
	"maps"
	"slices"

	"ehcp/pipeline/document"
)

// demand shows who asks, how often and how many settings do, beside what became of
// requests, and by whether settings were trained.
func (w writer) demand() []document.Table {
	rows := w.increments("demand", nil)
	same := Row{"period_start": w.latest["period_start"], "period_type": "three_months"}
	again := withFigures(rows, column{head: "Repeat requests", name: "repeat_requests"},
		column{head: "Repeat requests, %", name: "pc_repeat_requests", unit: "%"},
		column{head: "Settings that asked", name: "settings_asking"}, column{head: "Settings in all", name: "settings"},
		column{head: "Requests per 1,000 people up to 25", name: "requests_per_1000_population", tenths: true})
	tables := []document.Table{
		table("Requests by who made them", "Received in", periodName, rows,
			column{head: "Requests", name: "requests"}, column{head: "Parents, young people", name: "from_parents"},
			column{head: "Settings", name: "from_settings"}, column{head: "Health", name: "from_health"},
			column{head: "Social care", name: "from_social_care"}, column{head: "Others", name: "from_others"},
			column{head: "Not recorded", name: "source_not_recorded"}, column{head: "Parents, %", name: "pc_from_parents", unit: "%"},
			column{head: "Settings, %", name: "pc_from_settings", unit: "%"}),
		table("Requests made again, and how many settings asked", "Received in", periodName, rows, again...),
		w.besideRequests(rows),
		w.byTraining(),
	}
	for _, topic := range []string{"Setting type", "Phase"} {
		by := w.rows("demand", Row{"breakdown_topic": topic, "period_start": same["period_start"], "period_type": same["period_type"]})
		tables = append(tables, table("Requests in "+w.latest["period"]+", by "+lower(topic), topic, value, by,
			withFigures(by, column{head: "Requests", name: "requests"}, column{head: "From settings", name: "from_settings"},
				column{head: "From settings, %", name: "pc_from_settings", unit: "%"}, column{head: "Settings that asked", name: "settings_asking"},
				column{head: "Settings in all", name: "settings"}, column{head: "Their pupils", name: "pupils"},
				column{head: "Requests per 1,000 pupils", name: "requests_per_1000_pupils", tenths: true})...))
	}
	return tables
}

// besideRequests sets refusals, withdrawals, mediation, appeals and timeliness of an
// increment side by side: a rate that rises beside more refusals says less.
func (w writer) besideRequests(increments []Row) document.Table {
	var rows []Row
	for _, row := range increments {
		with := maps.Clone(row)
		for _, table := range []string{"requests", "timeliness", "appeals"} {
			maps.Copy(with, w.one(table, Row{"period_start": row["period_start"], "period_type": "three_months", "breakdown_topic": "All"}))
		}
		rows = append(rows, with)
	}
	return table("Requests beside refusals, withdrawals, mediation, appeals and timeliness", "Three months", periodName, rows,
		withFigures(rows, column{head: "Requests received", name: "requests"}, column{head: "Not assessed, % of them", name: "pc_not_assessed", unit: "%"},
			column{head: "Ended before a decision", name: "withdrawn"}, column{head: "Assessed, no plan", name: "refused_after_assessment"},
			column{head: "Plans after mediation or tribunal", name: "plans_issued_after_mediation_or_tribunal"},
			column{head: "Appeals lodged", name: "lodged"}, column{head: "Plans within 20 weeks, %", name: "pc_within_20_weeks", unit: "%"})...)
}

// byTraining sets settings that were trained beside those that were not yet, by
// increment.
func (w writer) byTraining() document.Table {
	var rows []Row
	for _, not := range w.increments("demand", Row{"breakdown_topic": "Training", "breakdown": "Not yet trained"}) {
		with := maps.Clone(not)
		trained := w.one("demand", Row{
			"period_start": not["period_start"], "period_type": "three_months", "breakdown_topic": "Training", "breakdown": "Trained before the request",
		})
		for _, name := range []string{"settings", "pupils", "requests", "requests_per_1000_pupils"} {
			with["trained_"+name] = trained[name]
		}
		rows = append(rows, with)
	}
	t := table("Requests of settings that were trained, and of those that were not yet", "Received in", periodName, rows,
		column{head: "Trained: settings at the end", name: "trained_settings"}, column{head: "Trained: pupils", name: "trained_pupils"},
		column{head: "Trained: requests", name: "trained_requests"},
		column{head: "Trained: per 1,000 pupils", name: "trained_requests_per_1000_pupils", tenths: true},
		column{head: "Not yet: settings at the end", name: "settings"}, column{head: "Not yet: pupils", name: "pupils"},
		column{head: "Not yet: requests", name: "requests"}, column{head: "Not yet: per 1,000 pupils", name: "requests_per_1000_pupils", tenths: true})
	t.Notes = []string{"Settings that take up training differ from those that do not, and the groups change as more are trained: " +
		"a difference between them, or over time, is no proof of what training does."}
	return t
}

// withFigures are the columns of which any row has a figure or a mark for a hidden one.
func withFigures(rows []Row, columns ...column) []column {
	return slices.DeleteFunc(columns, func(c column) bool {
		return !slices.ContainsFunc(rows, func(row Row) bool { return row[c.name] != "" && row[c.name] != "x" })
	})
}

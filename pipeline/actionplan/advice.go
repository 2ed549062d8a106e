package actionplan

import (
	"ehcp/charts"
	"ehcp/pipeline/document"
)

// advice shows how quickly advice comes, with and without answers that the child
// is not known, by who is asked, and what is outstanding.
func (w writer) advice() []document.Table {
	columns := []column{
		{head: "Asked for", name: "requested"},
		{head: "Fell due", name: "fell_due"},
		{head: "Within six weeks", name: "received_in_6_weeks"},
		{head: "Later", name: "received_over_6_weeks"},
		{head: "Not received", name: "not_received"},
		{head: "Within six weeks, %", name: "pc_received_in_6_weeks", unit: "%"},
		{head: "Answers of not known left out, %", name: "pc_received_in_6_weeks_known", unit: "%"},
		{head: "Exceptions left out, %", name: "pc_received_in_6_weeks_excl", unit: "%"},
	}
	return []document.Table{
		table("Advice by the period in which its six weeks ended", "Fell due in", periodName, w.increments("advice", nil), columns...),
		table("Advice that fell due in "+w.latest["period"]+", by who was asked", "Advice of", value,
			w.newestBy("Advice type", "advice"), columns...),
		table("Advice outstanding", "At the end of", endOf, w.stocksOf("advice_outstanding"),
			column{head: "Outstanding", name: "outstanding"}, column{head: "Not overdue", name: "not_overdue"},
			column{head: "Overdue", name: "overdue"}, column{head: "Of them over six weeks", name: "overdue_over_6_weeks"},
			column{head: "Median weeks outstanding", name: "median_weeks_outstanding", tenths: true}),
	}
}

// value is what a row of a breakdown is of, in words.
func value(row Row) string { return charts.NameOf(row["breakdown_topic"], row["breakdown"]) }

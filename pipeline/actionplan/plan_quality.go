package actionplan

import "ehcp/pipeline/document"

// planQuality shows grades by increment, before and after moderation, by the day of
// the audit and by that of the plan, and which plans they stand for.
func (w writer) planQuality() []document.Table {
	rows := w.increments("plan_quality", nil)
	return append([]document.Table{
		table("Audits, by the period in which they were made", "Audited in", periodName, rows,
			column{head: "Audited", name: "audited"}, column{head: "Outstanding", name: "outstanding"}, column{head: "Good", name: "good"},
			column{head: "Requires improvement", name: "requires_improvement"}, column{head: "Inadequate", name: "inadequate"},
			column{head: "Good or better, %", name: "pc_good_or_better", unit: "%"},
			column{head: "Lower limit", name: "pc_good_or_better_low", unit: "%"}, column{head: "Upper limit", name: "pc_good_or_better_high", unit: "%"}),
		table("After moderation, and by the period in which the plan was issued", "Three months", periodName, rows,
			column{head: "Moderated", name: "moderated"}, column{head: "Good or better after it, %", name: "pc_moderated_good_or_better", unit: "%"},
			column{head: "Audits of plans issued", name: "issued_audited"},
			column{head: "Good or better, %", name: "pc_issued_good_or_better", unit: "%"}),
	}, w.auditSample()...)
}

// feedback shows what was answered by increment, and by question in the newest.
func (w writer) feedback() []document.Table {
	columns := []column{
		{head: "Invited", name: "invited"},
		{head: "Answers", name: "answers"},
		{head: "Answered, %", name: "pc_answered", unit: "%"},
		{head: "Positive", name: "positive"},
		{head: "Positive, %", name: "pc_positive", unit: "%"},
		{head: "Lower limit", name: "pc_positive_low", unit: "%"},
		{head: "Upper limit", name: "pc_positive_high", unit: "%"},
	}
	tables := []document.Table{table("Answers, and how many were positive", "Three months", periodName, w.increments("feedback", nil), columns...)}
	for _, topic := range []string{"Question", "Stage of the process"} {
		tables = append(tables, table("Answers in "+w.latest["period"]+" by "+lower(topic), topic, value, w.newestBy(topic, "feedback"), columns...))
	}
	return tables
}

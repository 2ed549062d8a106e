package actionplan

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"

	"ehcp/pipeline/document"
)

// stage is one stage of a case: when it is, how far late plans ran over its part of
// the limit, as stage_times has it, and the weeks of that part.
type stage struct {
	words, column, weeks string
	over                 float64
}

// lateOfLatest is the row of the late plans of the newest increment; nil where
// there is none.
func (w writer) lateOfLatest() Row {
	return w.one("stage_times", Row{"breakdown_topic": "All", "period_start": w.latest["period_start"], "period_type": "three_months"})
}

// slowestStage says at which stage late plans ran over most in the newest increment.
func (w writer) slowestStage() string {
	row := w.lateOfLatest()
	stages := []stage{
		{words: "before the decision to assess", column: "mean_weeks_over_request", weeks: "6"},
		{words: "in assessment", column: "mean_weeks_over_assessment", weeks: "10"},
		{words: "from the decision to issue to the plan", column: "mean_weeks_over_issue", weeks: "4"},
	}
	for i := range stages {
		var err error
		if stages[i].over, err = strconv.ParseFloat(row[stages[i].column], 64); err != nil {
			return ""
		}
	}
	slices.SortStableFunc(stages, func(a, b stage) int { return cmp.Compare(b.over, a.over) })
	most := stages[0].words
	if stages[0].over == stages[1].over {
		most = "at no one stage"
	}
	said := func(s stage) string {
		return shown(row[s.column], " weeks") + " beyond " + s.weeks + " " + s.words
	}
	return fmt.Sprintf("In %s late plans ran over most %s: as a mean of those issued over 20 weeks whose stages are known (%s of %s), "+
		"%s, %s and %s.", row["period"], most, shown(row["stages_known"], ""), shown(row["plans_over_20_weeks"], ""),
		said(stages[0]), said(stages[1]), said(stages[2]))
}

// waitsForAdvice says how many of the same plans waited for advice that was
// overdue, and how long.
func (w writer) waitsForAdvice() []document.Item {
	row := w.lateOfLatest()
	if !isNumber(row["pc_waited_for_advice"]) {
		return nil
	}
	text := fmt.Sprintf("In %s, %s of the %s plans issued over 20 weeks whose advice is known (%s) waited for advice that was overdue", row["period"],
		shown(row["waited_for_advice"], ""), shown(row["advice_known"], ""), shown(row["pc_waited_for_advice"], "%"))
	if isNumber(row["mean_weeks_waiting_for_advice"]) {
		text += ", for " + shown(row["mean_weeks_waiting_for_advice"], " weeks") + " as a mean"
	}
	return []document.Item{{Label: "Waiting for advice", Text: text + "."}}
}

// stageTimes shows how long late plans were at each stage, and what they waited for.
func (w writer) stageTimes() []document.Table {
	rows := w.increments("stage_times", nil)
	weeks := func(head, name string) column { return column{head: head, name: name, tenths: true} }
	return []document.Table{
		table("Plans issued over 20 weeks: mean weeks at each stage, and beyond its part of the limit", "Three months", periodName, rows,
			column{head: "Stages known", name: "stages_known"},
			weeks("Before the decision to assess", "mean_weeks_request"), weeks("Of this beyond 6", "mean_weeks_over_request"),
			weeks("Assessment", "mean_weeks_assessment"), weeks("Of this beyond 10", "mean_weeks_over_assessment"),
			weeks("Decision to issue to the plan", "mean_weeks_issue"), weeks("Of this beyond 4", "mean_weeks_over_issue"),
			weeks("In all", "mean_weeks_in_all")),
		table("The same plans by the limits from the request, and drafts", "Three months", periodName, rows, withFigures(rows,
			column{head: "Issued over 20 weeks", name: "plans_over_20_weeks"},
			column{head: "Decided to assess over 6 weeks", name: "decided_over_6_weeks"}, column{head: "On an unknown day", name: "decision_undated"},
			column{head: "Decided to issue over 16 weeks", name: "assessed_over_16_weeks"}, column{head: "Its day unknown", name: "assessment_undated"},
			column{head: "Drafts known", name: "drafts_known"}, weeks("Drafting, weeks", "mean_weeks_drafting"),
			weeks("Draft to plan, weeks", "mean_weeks_draft_to_final"))...),
		table("The same plans, waiting for overdue advice", "Three months", periodName, rows,
			column{head: "Advice known", name: "advice_known"}, column{head: "Waited for advice", name: "waited_for_advice"},
			column{head: "Waited, %", name: "pc_waited_for_advice", unit: "%"}, weeks("Weeks of waiting", "mean_weeks_waiting_for_advice")),
	}
}

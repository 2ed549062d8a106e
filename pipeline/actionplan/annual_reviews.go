package actionplan

import "ehcp/pipeline/document"

// annualReviews shows each step by the period in which its time was over, what is
// outstanding, and who was at the meetings.
func (w writer) annualReviews() []document.Table {
	rows := w.increments("annual_reviews", nil)
	held := []column{
		{head: "Fell due", name: "fell_due"},
		{head: "Held by the day", name: "held_by_due_day"},
		{head: "Held later", name: "held_later"},
		{head: "Not held", name: "not_held"},
		{head: "Held by the day, %", name: "pc_held_by_due_day", unit: "%"},
	}
	return []document.Table{
		table("Reviews by the period in which they were to be held", "Fell due in", periodName, rows, held...),
		table("Decisions by the period in which the four weeks after the meeting ended", "Fell due in", periodName, rows,
			column{head: "Fell due", name: "decisions_due"}, column{head: "Within four weeks", name: "decided_in_4_weeks"},
			column{head: "Later", name: "decided_over_4_weeks"}, column{head: "Not decided", name: "not_decided"},
			column{head: "Within four weeks, %", name: "pc_decided_in_4_weeks", unit: "%"}),
		table("Amended plans by the period in which the twelve weeks after the meeting ended", "Fell due in", periodName, rows,
			column{head: "Fell due", name: "amendments_due"}, column{head: "Within twelve weeks", name: "amended_in_12_weeks"},
			column{head: "Later", name: "amended_over_12_weeks"}, column{head: "Not amended", name: "not_amended"},
			column{head: "Within twelve weeks, %", name: "pc_amended_in_12_weeks", unit: "%"}),
		table("Reviews outstanding, by step", "At the end of", endOf, w.stocksOf("annual_reviews_outstanding"),
			column{head: "Outstanding", name: "outstanding"}, column{head: "Overdue, no meeting", name: "no_meeting"},
			column{head: "Held, no decision", name: "no_decision"}, column{head: "To be amended, no final plan", name: "no_final_plan"}),
		table("Reviews outstanding, by how long they are overdue", "At the end of", endOf, w.stocksOf("annual_reviews_outstanding"),
			column{head: "Not overdue", name: "not_overdue"}, column{head: "Overdue", name: "overdue"},
			column{head: "Up to 3 months", name: "overdue_to_3_months"}, column{head: "Over 3 to 6", name: "overdue_over_3_to_6_months"},
			column{head: "Over 6 to 12", name: "overdue_over_6_to_12_months"}, column{head: "Over 12 months", name: "overdue_over_12_months"}),
		table("Who was at the meetings, of those of which it is recorded", "Held in", periodName, rows,
			column{head: "Meetings", name: "meetings"}, column{head: "Health invited, %", name: "pc_health_invited", unit: "%"},
			column{head: "Health attended, %", name: "pc_health_attended", unit: "%"},
			column{head: "Attendance of health not recorded", name: "health_attended_not_recorded"},
			column{head: "Health reported, %", name: "pc_health_reported", unit: "%"},
			column{head: "Parents attended, %", name: "pc_parent_attended", unit: "%"},
			column{head: "Attendance of parents not recorded", name: "parent_attended_not_recorded"}),
		table("Reviews that were to be held in "+w.latest["period"]+", by area", "Area", value, w.newestBy("Area", "annual_reviews"), held...),
	}
}

package sample

import "fmt"

// actionsList are a few actions of an improvement plan, as such plans put them.
func actionsList() list {
	type action struct {
		area, what, owner  string
		due, revised, done day
		status, measure    string
	}
	actions := []action{
		{
			"Timeliness of assessments", "Recruit psychologists and commission locums", "Head of psychology",
			on(2024, 3, 31), 0, on(2024, 3, 18), "Complete", "pc_advice_in_6_weeks",
		},
		{
			"Timeliness of assessments", "Clear the cases open over 52 weeks", "Head of assessment",
			on(2024, 6, 30), on(2024, 10, 31), on(2024, 11, 29), "Complete", "over_52_weeks",
		},
		{
			"Timeliness of assessments", "Decide requests within six weeks", "Head of assessment",
			on(2024, 9, 30), on(2025, 3, 31), 0, "On track", "falling_due_20",
		},
		{
			"Timeliness of assessments", "Agree a joint protocol for health advice", "Designated clinical officer",
			on(2024, 9, 30), 0, 0, "Delayed", "advice_overdue",
		},
		{
			"Quality of plans", "Moderate audits with partners every quarter", "Quality lead",
			on(2024, 4, 30), 0, on(2024, 4, 12), "Complete", "pc_audits_good_or_better",
		},
		{
			"Parents' confidence", "Tell families each month where their case stands", "Service director",
			on(2024, 12, 31), 0, 0, "On track", "pc_feedback_positive",
		},
		{"Parents' confidence", "Publish what was changed because of what families said", "Service director", 0, 0, 0, "Not started", ""},
	}
	return list{
		name:   "actions",
		header: []string{"action_id", "letter_area", "action", "owner", "due_date", "revised_date", "status", "completed_date", "measure"},
		write: func(k kent, row func(...string) error) error {
			for i, a := range actions {
				if err := row(fmt.Sprintf("A%d", i+1), a.area, a.what, a.owner, k.ahead(a.due), k.ahead(a.revised), a.status, k.date(a.done),
					a.measure); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

package registry

import "ehcp/pipeline/evidence"

// annualReviewsOutstanding is the backlog of reviews.
func annualReviewsOutstanding() Table {
	return Table{
		Name: "annual_reviews_outstanding", Title: "Annual reviews outstanding", Source: reviewsSource, Extract: "annual_reviews", Dated: true,
		Grain: "one row per authority, date and breakdown",
		Description: "Reviews of which something was still to be done at the end of the day, by the step that they had come to and by how " +
			"long they were overdue, in calendar months from the first limit that was missed: a review that is held late stays " +
			"overdue from the day by which it was to be held.",
		Columns: join(dateKeys(), breakdownKeys(), []Column{
			count("outstanding", "reviews", "Reviews outstanding", "Overdue and not held; held and not decided; or to be amended, without a final plan."),
			count("no_meeting", "reviews", "No meeting, and overdue", "The day by which it was to be held is over."),
			count("no_decision", "reviews", "Held, no decision", "Whether the four weeks are over or not."),
			count("no_final_plan", "reviews", "To be amended, no final plan", "Whether the twelve weeks are over or not."),
			count("not_overdue", "reviews", "Not overdue", "Held in time, and the next limit is not over."),
			count("overdue", "reviews", "Overdue", "A limit is over."),
			count("overdue_to_3_months", "reviews", "Overdue by up to three months", "Since the first limit that was missed."),
			count("overdue_over_3_to_6_months", "reviews", "Overdue by over three to six months", "Since the first limit that was missed."),
			count("overdue_over_6_to_12_months", "reviews", "Overdue by over six to twelve months", "Since the first limit that was missed."),
			count("overdue_over_12_months", "reviews", "Overdue by over twelve months", "Since the first limit that was missed."),
		}),
		Sort: []string{"authority_code", "as_at", "breakdown_topic", "breakdown"},
		Sums: []Sum{
			{"outstanding", []string{"no_meeting", "no_decision", "no_final_plan"}},
			{"outstanding", []string{"not_overdue", "overdue"}},
			{"overdue", append(overdueBands(), "overdue_over_12_months")},
			// What has no meeting is overdue, so that the rest can be told.
			{"overdue", []string{"no_meeting", "[held, overdue]"}},
		},
		Units: outstandingUnits(),
	}
}

func overdueBands() []string {
	return []string{"overdue_to_3_months", "overdue_over_3_to_6_months", "overdue_over_6_to_12_months"}
}

// outstandingUnits are reviews by step and by how long they are overdue.
func outstandingUnits() (units [][]string) {
	for _, step := range []string{"no_meeting", "no_decision", "no_final_plan"} {
		for _, band := range append(overdueBands(), "overdue_over_12_months") {
			units = append(units, []string{"outstanding", step, "overdue", band})
		}
		if step != "no_meeting" {
			units = append(units, []string{"outstanding", step, "not_overdue"})
		}
	}
	return units
}

// reviewMeasures are followed over time.
func reviewMeasures() []Measure {
	rate := func(name, label, of, per, says string) Measure {
		return Measure{
			Name: name, Kind: Rate, Direction: evidence.Increase, Label: label,
			Listed: Listed{Table: "annual_reviews", Of: of, Per: per, Outstanding: "reviews_outstanding", Says: says},
		}
	}
	stock := func(name, label, of, says string) Measure {
		return Measure{
			Name: name, Kind: Stock, Direction: evidence.Decrease, Label: label,
			Listed: Listed{Table: "annual_reviews_outstanding", Of: of, Says: says},
		}
	}
	return []Measure{
		rate("pc_reviews_held_by_due_day", "Reviews held in time, of reviews that fell due", "held_by_due_day", "fell_due",
			"of the annual reviews that fell due had been held by their day"),
		rate("pc_reviews_decided_in_4_weeks", "Reviews decided within four weeks, of decisions that fell due", "decided_in_4_weeks", "decisions_due",
			"of the review decisions that fell due had come within four weeks of the meeting"),
		rate("pc_amended_in_12_weeks", "Plans amended within twelve weeks, of amendments that fell due", "amended_in_12_weeks", "amendments_due",
			"of the amended plans that fell due had been issued within twelve weeks of the meeting"),
		stock("reviews_outstanding", "Annual reviews outstanding", "outstanding", "annual reviews were outstanding"),
		stock("reviews_over_12_months", "Annual reviews overdue by over 12 months", "overdue_over_12_months",
			"annual reviews were overdue by more than twelve months"),
	}
}

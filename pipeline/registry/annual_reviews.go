package registry

import (
	"slices"
	"strings"
)

const reviewsSource = "Extracts of annual reviews: what was due, held, decided and amended."

// annualReviews is how timely reviews of plans are, and who comes to them.
func annualReviews() Table {
	return Table{
		Name: "annual_reviews", Title: "Annual reviews", Source: reviewsSource, Extract: "annual_reviews",
		Grain: "one row per authority, period and breakdown",
		Description: "Reviews that were to be held in the period (Children and Families Act 2014 section 44), meetings whose four weeks " +
			"to decide ended in it, amendments whose twelve weeks ended in it (SI 2014/1530 regulations 20(10) and 22(3)), and who was at " +
			"the meetings held in it. A review that nobody has decided on is not among the amendments, however old it is.",
		Columns: join(periodKeys(), breakdownKeys(), []Column{
			count("fell_due", "reviews", "Reviews that fell due", "To be held by a day in the period: held by then, held later or not held."),
			count("held_by_due_day", "reviews", "Held by the due day", "On that day or before it."),
			count("held_later", "reviews", "Held later", "After that day."),
			count("not_held", "reviews", "Not held", "No meeting by the end of the as-at day."),
			count("decisions_due", "reviews", "Decisions that fell due", "The four weeks after the meeting ended in the period."),
			count("decided_in_4_weeks", "reviews", "Decided within four weeks", "At most 28 days after the meeting."),
			count("decided_over_4_weeks", "reviews", "Decided later", "More than 28 days after the meeting."),
			count("not_decided", "reviews", "Not decided, four weeks over", "By the end of the as-at day."),
			count("amendments_due", "reviews", "Amendments that fell due",
				"Decided by the as-at day to amend the plan, and the twelve weeks after the meeting ended in the period."),
			count("amended_in_12_weeks", "reviews", "Amended within twelve weeks", "The final plan was issued at most 84 days after the meeting."),
			count("amended_over_12_weeks", "reviews", "Amended later", "More than 84 days after the meeting."),
			count("not_amended", "reviews", "Not amended, twelve weeks over", "No final plan by the end of the as-at day."),
			count("meetings", "reviews", "Meetings", "Held in the period."),
		}, attendance(), []Column{
			percent("pc_held_by_due_day", "Percentage held by the due day", "held_by_due_day", "fell_due"),
		}, bounds("pc_held_by_due_day_low", "pc_held_by_due_day_high", "Percentage held by the due day", "held_by_due_day", "fell_due"),
			[]Column{percent("pc_decided_in_4_weeks", "Percentage decided within four weeks", "decided_in_4_weeks", "decisions_due")},
			bounds("pc_decided_in_4_weeks_low", "pc_decided_in_4_weeks_high", "Percentage decided within four weeks",
				"decided_in_4_weeks", "decisions_due"),
			[]Column{percent("pc_amended_in_12_weeks", "Percentage amended within twelve weeks", "amended_in_12_weeks", "amendments_due")},
			bounds("pc_amended_in_12_weeks_low", "pc_amended_in_12_weeks_high", "Percentage amended within twelve weeks",
				"amended_in_12_weeks", "amendments_due"),
			attendanceShares()),
		Sort:  []string{"authority_code", "period_type", "period_start", "breakdown_topic", "breakdown"},
		Sums:  reviewSums(),
		Units: reviewUnits(),
	}
}

// reviewSteps are what is counted by the day on which its time was over, each with
// what may have come of it.
func reviewSteps() [][]string {
	return [][]string{
		{"fell_due", "held_by_due_day", "held_later", "not_held"},
		{"decisions_due", "decided_in_4_weeks", "decided_over_4_weeks", "not_decided"},
		{"amendments_due", "amended_in_12_weeks", "amended_over_12_weeks", "not_amended"},
	}
}

// reviewSums add up what came of each step, and the answers to each question.
func reviewSums() (sums []Sum) {
	for _, step := range reviewSteps() {
		sums = append(sums, Sum{step[0], step[1:]})
	}
	for _, q := range asked() {
		sums = append(sums, Sum{"meetings", answersTo(q[0])})
	}
	return sums
}

// asked are the questions about a meeting that an extract may answer.
func asked() [][2]string {
	return [][2]string{
		{"health_invited", "Health professionals invited"},
		{"health_attended", "Health professionals attended"},
		{"health_reported", "Health professionals reported"},
		{"parent_attended", "Parents attended"},
	}
}

// answersTo are the columns of a question: yes, no and not recorded, as in
// health_invited, health_not_invited and health_invited_not_recorded.
func answersTo(question string) []string {
	who, what, _ := strings.Cut(question, "_")
	return []string{question, who + "_not_" + what, question + "_not_recorded"}
}

// attendance are the answers to those questions. A missing one is never a no.
func attendance() (columns []Column) {
	for _, q := range asked() {
		names := answersTo(q[0])
		columns = append(columns,
			count(names[0], "reviews", q[1], "Of the meetings, as recorded."),
			count(names[1], "reviews", q[1]+": no", "Recorded as not so."),
			count(names[2], "reviews", q[1]+": not recorded", "The extract does not say."))
	}
	return columns
}

// attendanceShares are of the meetings of which the extract says it.
func attendanceShares() (columns []Column) {
	for _, q := range asked() {
		names := answersTo(q[0])
		c := percent("pc_"+q[0], "Percentage: "+q[1], q[0], q[0])
		c.PerPlus, c.Description = names[1], q[0]+" as a percentage of "+q[0]+" and "+names[1]+", one decimal, rounded half up."
		columns = append(columns, c)
	}
	return columns
}

// reviewUnits are reviews by what came of each step, and meetings by the answers:
// one with all of them yes, and those that differ from it in one, which together
// reach every other.
func reviewUnits() (units [][]string) {
	for _, step := range reviewSteps() {
		for _, what := range step[1:] {
			units = append(units, []string{step[0], what})
		}
	}
	yes := []string{"meetings"}
	for _, q := range asked() {
		yes = append(yes, q[0])
	}
	units = append(units, yes)
	for i, q := range asked() {
		for _, other := range answersTo(q[0])[1:] {
			unit := slices.Clone(yes)
			unit[i+1] = other
			units = append(units, unit)
		}
	}
	return units
}

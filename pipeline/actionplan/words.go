package actionplan

import (
	"cmp"
	"fmt"
	"strings"

	"ehcp/pipeline/document"
	"ehcp/pipeline/protect"
)

const (
	opening = "This update shows whether education, health and care plans come in time more often than they did, and whether fewer children " +
		"wait beyond 30 and 52 weeks, in increments of three months. The rate of plans issued in time falls while a backlog is being " +
		"cleared, and rises when old cases are left: it is read beside the cases falling due and the cases still open."

	guardsInPublic = "Some shares can rise beside a better rate without any child waiting less: refusals, withdrawals, exceptions, plans " +
		"after mediation or tribunal, plans in the last week in time, new requests soon after a closure. Each is held against the " +
		"baseline in every run; one that is above it by more than chance is named with the verdict that it speaks against. The shares " +
		"themselves are in the restricted version."
)

// definitions say what a section counts, by its name.
func definitions() map[string][]document.Item {
	define := func(text string) []document.Item { return []document.Item{{Label: "Definition", Text: text}} }
	return map[string][]document.Item{
		"falling_due": define("A case is counted once, in the period of its 20-week day (day 140; for the other columns day 210 and day 364). " +
			"The percentage is of the cases that had a plan or were still open on that day; those refused, withdrawn or ended otherwise " +
			"by then are left out of it. Clearing old cases cannot move it."),
		"timeliness": define("Plans issued in the period, whenever the request was made, on DfE's basis. A plan from the backlog is one whose " +
			"clock was 140 days old before the period began, so that it could not be in time; 'of plans that could be' leaves those out. " +
			"Of a calendar year it is one as old before the year began, so that its three-month periods do not add up to it, and 'of plans " +
			"that could be' is not to be compared between a year and them. The baseline is of three-month periods. " +
			"Plans after mediation or tribunal are left out, as DfE leaves them out."),
		"benchmark": define("Figures that DfE publishes once a year, of calendar years, as its files have them: nothing is carried on to a year that is " +
			"not published. Rank 1 is best; where neither way is better, highest. The return became one by person in 2023, so that no change is " +
			"given from 2022 to 2023."),
		"plan_quality": define("Audits of plans by the day of the audit. Limits are Wilson's 95% limits. The plans that are audited are chosen: " +
			"a change may be one of the choice. In the restricted version, and where there is an extract of plans, the plans open at the end of a " +
			"day are held against those of them that were audited in the twelve months to it. A difference is beyond chance where fewer than 5 " +
			"in 100 random samples would have one as large, after Holm's adjustment for looking at many groups. That none is found in a small " +
			"sample is weak evidence that there is none."),
		"feedback": define("Answers by the day on which they were given. They are of those who answered; how many were invited is said where every " +
			"question and month says it."),
		"actions": define("Actions as the plan has them, with where they stand by their days. The verdict is on the measure that an action is meant to " +
			"move: that both stand in one row says nothing of cause."),
		"other_series": define("Figures that others supply, as they supplied them: nothing is known here of what lies behind them. Limits and " +
			"signals are those of the other control charts. A series is late when the dates of two more figures have passed; a figure of a period " +
			"that is not over is shown and not charted."),
		"appeals":  define("Appeals lodged with the tribunal, and those that ended: the two count different appeals."),
		"caseload": define("Plans that the authority maintains at the end of a day: made or moved in on or before it, and not ceased by its end."),
		"advice": define("Advice that other services give for an assessment is due six weeks (42 days) after it was asked for. Each piece is counted " +
			"in the period in which its six weeks end, whatever came of it. An answer that the child is not known to the service counts " +
			"as advice in time; the share without such answers says how often there was advice. Outstanding is what had not come by the end of the day."),
		"annual_reviews": define("A review is to be held by the day that the extract gives, else within twelve months of the decision of the review " +
			"before, else of the plan: by the day of the same date. The decision is due 28 days after the meeting, and an amended plan " +
			"84 days after it. Each is counted in the period in which that time ended, whatever came of it. Outstanding is what was still " +
			"to be done at the end of the day; it is overdue from the first limit that was missed, so that a meeting held late does not " +
			"make it new. A meeting of which the extract does not say who came is 'not recorded', and in no percentage."),
		"phase_transfers": define("A plan is to be reviewed and amended before 31 March of the year of a move from secondary to post-16, before " +
			"15 February for other moves, and five months before a move between post-16 settings, where the extract must give the day. " +
			"The regulation says before the day; DfE counts the day itself as in time. Both shares are here, of the plans whose day has come."),
		"backlog": define("Cases with a request that has not ended by the end of the day: no plan, no refusal, not withdrawn, not moved away. " +
			"Those not yet decided to be assessed are among them. The backlog is the cases open over 20 weeks (141 days or more)."),
		"over_30_52": define("Open for 211 days or more, and for 365 days or more. The second number is part of the first."),
		"flow": define("Open at the start, and what came in, less what ended, is open at the end. Every case that a plan ended is counted, " +
			"those after mediation or tribunal too, so that plans are more here than among plans issued within 20 weeks."),
		"time_to_plan": define("Of all requests of a period, refused and withdrawn ones among them, how many had a plan by the end of a week " +
			"(day 140 for week 20). Open cases count for as long as they were followed (Aalen-Johansen); [x] stands where no case was " +
			"followed that long."),
		"stage_times": define("Plans issued in the period over 20 weeks, as among plans issued within 20 weeks. The decision to assess is due 6 weeks " +
			"after the request, the decision to issue a plan by 16 weeks and the plan by 20: all three run from the request, and a stage that " +
			"begins late has no limit of its own. To hold 6, 10 and 4 weeks against the stages is a way of reading them, and so is the " +
			"time beyond each, which is 0 for a plan whose stage was shorter. The times are of the plans for which the days of both " +
			"decisions are known. Advice is overdue six weeks (42 days) after it was asked for; the wait is from then to the day on " +
			"which the last overdue piece came, or to the plan. It says nothing of what else the case waited for."),
		"requests": define("New requests for an assessment; those of children who moved in are left out. The two tables count different cases: " +
			"those received in a period, and those decided in it."),
		"demand": define("The new requests of the section before, by who made them. A repeat request came at most 52 weeks (364 days) after " +
			"an earlier case of the same person was refused, ended without a plan or was withdrawn. A setting that asked is counted once in a " +
			"period, however often it did. A request counts as one of a trained setting where the child's setting was trained on or before the " +
			"day of the request, whoever made it. The pupils of a setting that is trained within a period are parted by the day. " +
			"Rates are of the period, and not of a year."),
		"breakdowns": define("As in the sections before, for the cases of one group. A case without the entry is 'Not recorded'."),
		"guards": define("A share that is up asks for an explanation; it proves nothing. Limits are of the change against the baseline, in " +
			"percentage points, at 95%."),
	}
}

// noteRefs are the notes that hold in a section.
func (w writer) noteRefs(section string) []document.Item {
	labels := map[string]string{
		"falling_due": "N1 N2 N4 N5 N6", "timeliness": "N1 N2 N3 N4 N5 N6", "backlog": "N1 N4 N5", "over_30_52": "N1 N3 N4 N5", "flow": "N1 N4 N5",
		"time_to_plan": "N1 N2 N4 N5", "stage_times": "N1 N2 N4 N5", "requests": "N1 N4 N5", "demand": "N4 N5",
		"breakdowns": "N1 N2 N3 N4", "guards": "N5 N6",
	}[section]
	var refs []document.Item
	for _, label := range strings.Fields(labels) {
		refs = append(refs, document.Item{Label: label, ID: strings.ToLower(label)})
	}
	return refs
}

// notes are those that the sections refer to, and the council's own.
func (w writer) notes() document.Section {
	small := "This version shows small numbers. It is for the Department by a secure route, and not for publication."
	if !w.Restricted {
		small = w.smallNumbers()
	}
	texts := []string{
		"The clock starts on the day on which the council receives the request or becomes responsible otherwise; that day is day 0, and every " +
			"day counts. It ends on the day on which the final plan is issued, or on which the case ends without one. In time is at most " +
			"140 days for 20 weeks, 210 for 30 and 364 for 52.",
		"Regulation 13(3) of the Special Educational Needs and Disability Regulations 2014 lets a council take longer in some cases, for example " +
			"where a school is closed for weeks or the child is away. Such exceptions are counted as all others are, unless a figure says that " +
			"they are left out.",
		"A plan for a case that is older than 20 weeks cannot be in time. Clearing such cases lowers the percentage of plans issued in time " +
			"while it goes on, and leaving them raises it.",
		small,
		"Figures are counted anew from the whole extract in every run. What is recorded late changes earlier periods, most of all closures " +
			"and received dates; what has changed since the last update is said in its own section.",
		"Whether a month is unusual is judged by control charts of months, Laney's p' for percentages and XmR for numbers, with the rules of " +
			"Making Data Count: outside the limits; 7 points that rise or fall one after the other; 2 of 3 near one limit; 7 on one side of " +
			"the mean. Below 12 months a run chart stands for it. Open cases carry over from month to month and are not judged so.",
	}
	s := document.Section{ID: "notes", Heading: "Notes"}
	for i, text := range texts {
		label := fmt.Sprintf("N%d", i+1)
		s.Definitions = append(s.Definitions, document.Item{Label: label, Text: text, ID: strings.ToLower(label)})
	}
	for i, text := range w.Words.Notes {
		label := fmt.Sprintf("N%d", len(texts)+i+1)
		s.Definitions = append(s.Definitions, document.Item{Label: label, Text: document.Plain(text), ID: strings.ToLower(label)})
	}
	return s
}

// smallNumbers says what the public version hides or rounds, from the setting.
func (w writer) smallNumbers() string {
	var said string
	switch minimum := w.MinimumCount; {
	case w.RoundedTo > 0:
		return protect.RoundedWords(w.RoundedTo) + " [c] stands for a figure of too few cases."
	case minimum < 2:
		return "No number is hidden."
	case minimum == 2:
		said = "The number 1 is not shown, to protect people: [c] stands for it, and for other figures that would give one of them away. 0 is shown."
	default:
		said = fmt.Sprintf("Numbers from 1 to %d are not shown, to protect people: [c] stands for them, and for other figures that would give one of "+
			"them away. 0 is shown.", minimum-1)
	}
	if least := min(w.MinimumCount, cmp.Or(w.Headline, w.MinimumCount)); least > 2 {
		said += fmt.Sprintf(" A number of all cases of the authority is written as 'fewer than %d' where that gives nobody away; [c] need not be "+
			"small.", least)
	}
	if 0 < w.Headline && w.Headline < w.MinimumCount {
		said += fmt.Sprintf(" Of all cases of the authority together numbers from %d up are shown.", w.Headline)
	}
	return said
}

// source says where the figures come from. It has no time of the run in it.
func (w writer) source() string {
	council := document.Plain(w.Council)
	if council == "" {
		council = "the council"
	}
	return fmt.Sprintf("Source: Education, health and care case records of %s. Data as at %s. Inputs %s.", council, longDay(w.AsAt), w.Hash)
}

// reading says what the words of judgement and the marks mean.
func (w writer) reading() document.Section {
	s := document.Section{ID: "how-to-read-it", Heading: "How to read it", Paragraphs: []string{
		"Read three things together: the cases that reached 20 weeks, which clearing old cases cannot move; the plans issued, which is what DfE " +
			"publishes; and the cases still open, which the first two leave out. An increment is three months. 'Latest' is the newest increment " +
			"that is over, and open cases are those at its end.",
	}}
	s.Definitions = []document.Item{
		{Label: "Baseline", Text: "The period that later figures are held against, named in advance. Of open cases it is the number at its end; " +
			"of numbers of a period, the mean of its increments."},
		{Label: "Variation", Text: "What the newest month that is over shows beside the months before. 'As usual' is the ordinary coming and going of " +
			"the process; 'better' and 'worse than usual' are beyond it, and an arrow says which way; 'unusually high' and 'low' are beyond " +
			"it where neither way is better."},
		{Label: "Assurance", Text: "Whether the process, as it is now, meets the target: reliably, by chance in some months, or not at all."},
		{Label: "Verdict", Text: "A ladder: too early to say; no evidence of change; improving (the latest increment is better than the baseline by " +
			"more than chance); improved (the last two are); improved and sustained (the last three are, with nothing against it); worse. " +
			"'Not yet sustained' never means 'not improved'. Where nothing has changed, about 5 in 100 increments are called better by more " +
			"than chance, and as many worse; the 95% limits leave out 5 in 100 both ways together, and may just reach 0 beside such a verdict."},
		{Label: "Marks", Text: "[c] is hidden to protect people; [x] is not available, for there was nothing to count or it is not known; [z] does " +
			"not apply."},
	}
	if w.Restricted {
		s.Definitions[len(s.Definitions)-1].Text = "[x] is not available, for there was nothing to count or it is not known."
	}
	return s
}

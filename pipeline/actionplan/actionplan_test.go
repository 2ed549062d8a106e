package actionplan_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/actionplan"
	"ehcp/pipeline/config"
	"ehcp/pipeline/document"
)

func facts() actionplan.Facts {
	period := func(row actionplan.Row) actionplan.Row {
		for column, cell := range map[string]string{
			"period_type": "three_months", "period_start": "2024-01-01", "period_end": "2024-03-31", "period": "Jan to Mar 2024",
			"is_complete": "true", "breakdown_topic": "All", "breakdown": "All",
		} {
			if row[column] == "" {
				row[column] = cell
			}
		}
		return row
	}
	return actionplan.Facts{
		Council: "A council", AsAt: time.Date(2024, 4, 10, 0, 0, 0, 0, time.UTC), Hash: "3f9a1c20", MinimumCount: 5,
		Quality: actionplan.Quality{Read: 1000, Staged: 990, Rejected: 8, Repeats: 2},
		Tables: map[string][]actionplan.Row{
			"summary": {
				{
					"measure": "over_30_weeks", "baseline": "1820.0", "baseline_period": "Jan 2023 to Dec 2023", "target": "z", "previous": "c", "latest": "70.0",
					"latest_period": "Jan to Mar 2024", "verdict": "improved",
				},
				{
					"measure": "over_52_weeks", "baseline": "9.0", "baseline_period": "Jan 2023 to Dec 2023", "latest": "0.0", "latest_period": "Jan to Mar 2024",
					"verdict": "worse",
				},
				{
					"measure": "falling_due_20", "baseline": "6.4", "baseline_period": "Jun 2023 to Dec 2023", "target": "60.0", "target_date": "2024-12-31",
					"previous": "x", "latest": "57.0", "latest_period": "Jan to Mar 2024", "variation": "improvement", "assurance": "consistent_fail",
				},
			},
			"evidence": {
				period(actionplan.Row{"measure": "falling_due_20", "value": "57.0", "sentence": "In Jan to Mar 2024, 57.0% had a plan.", "verdict": "improved", "reason": "Because."}),
				period(actionplan.Row{"measure": "over_30_weeks", "value": "70.0", "sentence": "At the end 70 cases were open."}),
				period(actionplan.Row{"measure": "over_20_weeks", "value": "c", "sentence": "c"}),
			},
			"falling_due": {
				period(actionplan.Row{"threshold_weeks": "20", "fell_due": "1234", "issued_by_due_date": "c", "pc_issued_by_due_date": "57.0"}),
				period(actionplan.Row{"threshold_weeks": "30", "pc_issued_by_due_date": "66.0"}),
			},
		},
	}
}

func section(t *testing.T, d document.Document, id string) document.Section {
	t.Helper()
	for _, s := range d.Sections {
		if s.ID == id {
			return s
		}
	}
	t.Fatalf("there is no section %s", id)
	return document.Section{}
}

func cells(row []document.Cell) string {
	words := make([]string, len(row))
	for i, c := range row {
		words[i] = c.Text
	}
	return strings.Join(words, "|")
}

// TestSummary has the shape that boards use, in the order of reading.
func TestSummary(t *testing.T) {
	t.Parallel()
	rows := section(t, actionplan.Make(facts()), "summary").Tables[0].Rows
	want := []string{
		"Plan by 20 weeks, of cases falling due|6.4% (Jun 2023 to Dec 2023)|60.0% by 31 December 2024|[x]|57.0%|better than usual|not in reach|not judged",
		"Open over 30 weeks|1,820|none set|[c]|70|not judged|not judged|improved, not yet sustained",
		"Open over 52 weeks|9|none set|[x]|0|not judged|not judged|worse",
	}
	if len(rows) != len(want) {
		t.Fatalf("there are %d rows, want %d", len(rows), len(want))
	}
	for i := range want {
		if got := cells(rows[i]); got != want[i] {
			t.Errorf("row %d is %s, want %s", i, got, want[i])
		}
	}
	if icon := rows[0][5].Icon; icon != "improvement_up" {
		t.Errorf("the sign of an improvement where more is better is %s", icon)
	}
}

// TestFallingDue puts the thresholds side by side, with marks in brackets.
func TestFallingDue(t *testing.T) {
	t.Parallel()
	s := section(t, actionplan.Make(facts()), "falling-due")
	if got, want := cells(s.Tables[0].Rows[0]), "Jan to Mar 2024|1,234|[c]|[x]|[x]|57.0%|66.0%|[x]"; got != want {
		t.Errorf("the row is %s, want %s", got, want)
	}
	if s.Lead != "In Jan to Mar 2024, 57.0% had a plan." {
		t.Errorf("it leads with %q", s.Lead)
	}
}

// TestMissing says why a section has no chart, table or sentence.
func TestMissing(t *testing.T) {
	t.Parallel()
	f := facts()
	f.NotDrawn = map[string]string{"falling-due": "chart falling-due: the table has no increment"}
	f.Unsupported = []actionplan.Unsupported{{Measure: "backlog and flow: open cases by weeks open", Columns: []string{"closed_date"}}}
	d := actionplan.Make(f)
	for id, want := range map[string]string{
		"falling-due": "The chart is not available: the table has no increment.",
		"flow":        "Not available: Change in open cases: it needs closed_date, which no extract has.",
		"backlog":     "Open over 20 weeks is not shown: a figure that the sentence needs is hidden.",
		"requests":    "Not available: Requests received; Decided not to assess, of requests received: ",
	} {
		if got := strings.Join(section(t, d, id).Missing, " "); !strings.Contains(got, want) {
			t.Errorf("%s says %q, want %q", id, got, want)
		}
	}
}

// TestNothingAtAll makes a document of a run with no increment that is over.
func TestNothingAtAll(t *testing.T) {
	t.Parallel()
	for _, restricted := range []bool{false, true} {
		d := actionplan.Make(actionplan.Facts{Restricted: restricted, AsAt: time.Date(2024, 4, 10, 0, 0, 0, 0, time.UTC)})
		if got := section(t, d, "summary").Missing; len(got) != 1 || !strings.Contains(got[0], "no three-month increment is over") {
			t.Errorf("the summary says %q", got)
		}
		if (d.Marking == "OFFICIAL-SENSITIVE") != restricted {
			t.Errorf("it is marked %q", d.Marking)
		}
	}
}

// TestMilestones are held against the newest increment that was over by their day.
func TestMilestones(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Words.Milestones = []config.Milestone{
		{Measure: "over_30_weeks", Value: 70, By: "2024-03-31"},
		{Measure: "over_30_weeks", Value: 69.5, By: "2024-04-10", Text: "Clear\u202e it."},
		{Measure: "falling_due_20", Value: 90, By: "2024-04-11"},
		{Measure: "falling_due_20", Value: 50, By: "2024-03-30"},
		{Measure: "over_20_weeks", Value: 50, By: "2024-03-31"},
	}
	f.Targets = []config.Target{{Measure: "falling_due_20", Value: 95, By: "2024-12-31"}, {Measure: "open", Value: 5}}
	f.Tables["evidence"][0]["change"], f.Tables["evidence"][0]["low"], f.Tables["evidence"][0]["high"] = "50.6", "45.0", "55.0"
	rows := section(t, actionplan.Make(f), "milestones").Tables[0].Rows
	want := []string{
		"Plan by 20 weeks, of cases falling due|30 March 2024|6.4%|50%|[x]|none is over|cannot be said|not said",
		"Open over 30 weeks|31 March 2024|1,820|70|70|Jan to Mar 2024|reached|not said",
		"Open over 20 weeks|31 March 2024|[x]|50|[c]|Jan to Mar 2024|cannot be said|not said",
		"Open over 30 weeks|10 April 2024|1,820|69.5|70|Jan to Mar 2024|missed|Clear it.",
		// 91 of 102 days after December 2023 the line to 90% has risen by 74.6 points.
		"Plan by 20 weeks, of cases falling due|11 April 2024|6.4%|90%|57.0%|Jan to Mar 2024|not yet due: behind|not said",
		// 91 of 366 days: 22.0 points.
		"Plan by 20 weeks, of cases falling due|31 December 2024|6.4%|95%|57.0%|Jan to Mar 2024|not yet due: on course|Target",
	}
	if len(rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(rows), len(want))
	}
	for i := range want {
		if got := cells(rows[i]); got != want[i] {
			t.Errorf("row %d is %s, want %s", i, got, want[i])
		}
	}
}

// TestCourse holds a number of open cases against the straight line, and a rate by
// the limits of its change: from 1,820 at the end of 2023 the line to 0 at the end of
// 2024 is at 1,367.5 after 91 of 366 days.
func TestCourse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ change, low, high, value, want string }{
		{"-452.0", "", "", "1368.0", "not yet due: behind"},
		{"-453.0", "", "", "1367.0", "not yet due: on course"},
		{"-453.0", "-500.0", "-400.0", "1367.0", "not yet due: on course or behind, it cannot be told"},
		{"-1820.0", "", "", "0.0", "reached so far, not yet due"},
		{"c", "", "", "1367.0", "not yet due: its course cannot be said"},
		{"c", "", "", "c", "not yet due"},
	} {
		f := facts()
		row := f.Tables["evidence"][1]
		row["value"], row["change"], row["low"], row["high"] = c.value, c.change, c.low, c.high
		f.Targets = []config.Target{{Measure: "over_30_weeks", Value: 0, By: "2024-12-31"}}
		if got := section(t, actionplan.Make(f), "milestones").Tables[0].Rows[0][6].Text; got != c.want {
			t.Errorf("%+v: it says %q", c, got)
		}
	}
}

// TestRowsInPublic hides no way of not counting a row that could be had by
// subtraction.
func TestRowsInPublic(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		quality    actionplan.Quality
		restricted bool
		want       string
	}{
		{actionplan.Quality{Read: 1000, Staged: 990, Rejected: 8, Repeats: 2}, false, "1,000 990 10"},
		{actionplan.Quality{Read: 1000, Staged: 997, Rejected: 1, Repeats: 2}, false, "1,000 [c] [c]"},
		{actionplan.Quality{Read: 1000, Staged: 1000}, false, "1,000 1,000 0 0 0"},
		{actionplan.Quality{Read: 4, Staged: 4}, false, "4 [c] [c]"},
		{actionplan.Quality{Read: 1000, Staged: 990, Rejected: 8, Repeats: 2}, true, "1,000 990 8 2 0"},
	} {
		f := facts()
		f.Quality, f.Restricted = c.quality, c.restricted
		var got []string
		for _, row := range section(t, actionplan.Make(f), "data-quality").Tables[0].Rows {
			got = append(got, row[1].Text)
		}
		if strings.Join(got, " ") != c.want {
			t.Errorf("%+v gives %q, want %s", c.quality, got, c.want)
		}
	}
}

// TestChanges lists the figures that are not as the run before had them.
func TestChanges(t *testing.T) {
	t.Parallel()
	f := facts()
	said := func() string {
		s := section(t, actionplan.Make(f), "what-changed")
		text := strings.Join(append(s.Paragraphs, s.Missing...), " ")
		for _, table := range s.Tables {
			for _, row := range table.Rows {
				text += " / " + cells(row)
			}
		}
		return text
	}
	if got := said(); !strings.Contains(got, "this is the first") {
		t.Errorf("without an earlier run it says %q", got)
	}
	f.Before = &actionplan.Before{AsAt: time.Date(2024, 4, 3, 0, 0, 0, 0, time.UTC), Hash: "0badc0de", Read: 900, SameConfiguration: true, SameVersion: true}
	if got := said(); !strings.Contains(got, "3 April 2024 (inputs 0badc0de). Rows read: 900 then, 1,000 now.") || !strings.Contains(got, "no longer there") {
		t.Errorf("without its tables it says %q", got)
	}
	f.Before.Evidence = []actionplan.Row{
		{"measure": "falling_due_20", "period_start": "2024-01-01", "value": "56.0"}, {"measure": "over_30_weeks", "period_start": "2024-01-01", "value": "70.0"},
	}
	if got, want := said(), "Of 2 figures of the newest increments that both have, 1 are not the same. / "+
		"Plan by 20 weeks, of cases falling due|Jan to Mar 2024|56.0%|57.0%"; !strings.HasSuffix(got, want) {
		t.Errorf("it says %q, want %q at the end", got, want)
	}
	revision := func(measure, first, now, late, backdated string) actionplan.Row {
		return actionplan.Row{
			"measure": measure, "period_start": "2024-01-01", "period": "Jan to Mar 2024", "first_published": first, "now": now,
			"late_registered": late, "closure_withdrawn": "0", "deleted": "0", "closure_backdated": backdated, "start_moved": "0", "reclassified": "0",
		}
	}
	f.Tables["revisions"] = []actionplan.Row{
		revision("open", "70.0", "72.0", "3", "1"), revision("over_20_weeks", "40.0", "41.0", "c", "c"),
		revision("received", "9.0", "9.0", "0", "0"), revision("falling_due_20", "c", "57.0", "6", "0"),
	}
	if got, want := said(), " / Open cases|Jan to Mar 2024|70|72|3 registered late, 1 with a closure backdated / "+
		"Open over 20 weeks|Jan to Mar 2024|40|41|[c]"; !strings.HasSuffix(got, want) {
		t.Errorf("it says %q, want %q at the end", got, want)
	}
}

// TestMeasuresShown leaves out what was not asked for, and never falling due.
func TestMeasuresShown(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Words.Measures = []string{"falling_due_20", "pc_within_20_weeks", "over_20_weeks"}
	var ids []string
	for _, s := range actionplan.Make(f).Sections {
		ids = append(ids, s.ID)
	}
	if rows := section(t, actionplan.Make(f), "summary").Tables[0].Rows; len(rows) != 1 || !strings.HasPrefix(rows[0][0].Text, "Plan by 20 weeks") {
		t.Errorf("the summary has %v", rows)
	}
	want := "[summary letter falling-due timeliness backlog breakdowns guards data-quality what-changed how-to-read-it notes]"
	if got := fmt.Sprint(ids); got != want {
		t.Errorf("the sections are %s, want %s", got, want)
	}
}

// TestWordsOfTwoPeriodsAndTwoTests: a board sees 'of plans that could be' as 46.6% for the baseline and as 22.8% for
// the same calendar year, and limits that reach 0 beside 'worse by more than chance'. It is told why.
func TestWordsOfTwoPeriodsAndTwoTests(t *testing.T) {
	t.Parallel()
	d := actionplan.Make(facts())
	for id, want := range map[string]string{
		"timeliness":     "'of plans that could be' is not to be compared between a year and them",
		"how-to-read-it": "may just reach 0 beside such a verdict",
	} {
		said := ""
		for _, definition := range section(t, d, id).Definitions {
			said += definition.Text
		}
		if !strings.Contains(said, want) {
			t.Errorf("%s does not say %q: %s", id, want, said)
		}
	}
}

// TestAgeGroupsInOrderOfAge: the alphabet would have '5 to 10' and 'Under 5' after '20 to 25'.
func TestAgeGroupsInOrderOfAge(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Topics = []string{"Age group"}
	whole := f.Tables["falling_due"][0]
	for _, group := range []string{"Not recorded", "11 to 15", "20 to 25", "5 to 10", "Under 5"} {
		row := maps.Clone(whole)
		row["breakdown_topic"], row["breakdown"], row["threshold_weeks"] = "Age group", group, "20"
		f.Tables["falling_due"] = append(f.Tables["falling_due"], row)
	}
	var got []string
	for _, row := range section(t, actionplan.Make(f), "breakdowns").Tables[0].Rows {
		got = append(got, row[0].Text)
	}
	if want := "Under 5|5 to 10|11 to 15|20 to 25|Not recorded"; strings.Join(got, "|") != want {
		t.Errorf("the groups are %q, want %s", got, want)
	}
}

// TestStagesFollowEachOther: the alphabet would have the assessment before the request.
func TestStagesFollowEachOther(t *testing.T) {
	t.Parallel()
	f := facts()
	for _, stage := range []string{"assessment", "issue_draft_sent", "issue_drafting", "request"} {
		f.Tables["backlog"] = append(f.Tables["backlog"], actionplan.Row{
			"breakdown_topic": "Stage", "breakdown": stage, "as_at": f.AsAt.Format("2006-01-02"), "open": "9",
		})
	}
	var got []string
	for _, table := range section(t, actionplan.Make(f), "backlog").Tables {
		for _, row := range table.Rows {
			if table.Columns[0].Head == "Stage" {
				got = append(got, row[0].Text)
			}
		}
	}
	if want := "Request|Assessment|Plan to be drafted|Draft plan sent"; strings.Join(got, "|") != want {
		t.Errorf("the stages are %q, want %s", got, want)
	}
}

package mapping_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/mapping"
	"ehcp/pipeline/registry"
)

// TestGuess maps the headings of four kinds of export, each by hand.
func TestGuess(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		header []string
		rows   [][]string
		want   map[string]string
	}{
		"a case system": {
			[]string{"Case Ref", "Surname", "Date request rec'd", "Decision to assess", "Date of Decision to Assess", "Final EHCP date", "Team Name", "Source"},
			[][]string{
				{"A1", "x", "31/01/2024", "Agreed", "01/03/2024", "", "North", "PAR"},
				{"A2", "y", "01/02/2024", "Refused", "05/03/2024", "17/06/2024", "South", "School"},
			},
			map[string]string{
				"case_id": "Case Ref", "received_date": "Date request rec'd", "request_outcome": "Decision to assess",
				"request_outcome_date": "Date of Decision to Assess", "plan_issued_date": "Final EHCP date", "team": "Team Name",
				"request_source": "Source",
			},
		},
		"SEN2 tags": {
			[]string{"RequestsTableId", "ReceivedDate", "RequestOutcomeDate", "RequestOutcome", "AssessmentOutcome", "AssessmentOutcomeDate", "Week20", "StartDate"},
			nil,
			map[string]string{
				"case_id": "RequestsTableId", "received_date": "ReceivedDate", "request_outcome_date": "RequestOutcomeDate",
				"request_outcome": "RequestOutcome", "assessment_outcome": "AssessmentOutcome",
				"assessment_outcome_date": "AssessmentOutcomeDate", "week20_exception": "Week20", "plan_issued_date": "StartDate",
			},
		},
		"DfE's template": {
			[]string{
				"Date request was received", "Assessment Outcome -\nDecision to issue EHC plan", "Twenty week time limit exceptions apply",
				"Source of request", "Reference",
			},
			nil,
			map[string]string{
				"received_date": "Date request was received", "assessment_outcome": "Assessment Outcome -\nDecision to issue EHC plan",
				"week20_exception": "Twenty week time limit exceptions apply", "request_source": "Source of request", "case_id": "Reference",
			},
		},
		"Data to Insight's names": {
			[]string{
				"Request ID", "Date Request Was Received", "Request Outcome Date", "Request Outcome", "Assessment Outcome To Issue EHCP",
				"Assessment Outcome Date", "Twenty Weeks Time Limit Exceptions Apply", "EHC Plan Start Date", "Date EHC Plan Ceased",
			},
			nil,
			map[string]string{
				"case_id": "Request ID", "received_date": "Date Request Was Received", "request_outcome_date": "Request Outcome Date",
				"request_outcome": "Request Outcome", "assessment_outcome": "Assessment Outcome To Issue EHCP",
				"assessment_outcome_date": "Assessment Outcome Date", "week20_exception": "Twenty Weeks Time Limit Exceptions Apply",
				"plan_issued_date": "EHC Plan Start Date",
			},
		},
		"a case list": {
			[]string{"Case Ref", "Date request rec'd", "EHCP finalised", "Exempt?"},
			[][]string{{"A1", "31/01/2024", "17/06/2024", "No"}, {"A2", "01/02/2024", "", "Yes"}},
			map[string]string{
				"case_id": "Case Ref", "received_date": "Date request rec'd", "plan_issued_date": "EHCP finalised", "week20_exception": "Exempt?",
			},
		},
		"days that should be": {
			[]string{
				"Case Ref", "Date of referral", "Final plan due date", "Target plan issued date", "Plan review date", "Draft final plan date",
				"Expected closure date", "Decision to assess due date", "Planned received date", "Final EHCP",
			},
			[][]string{
				{"A1", "31/01/2024", "17/06/2024", "17/06/2024", "17/06/2025", "01/06/2024", "17/06/2024", "13/03/2024", "31/01/2024", "NULL"},
				{"A2", "31/01/2024", "17/06/2024", "17/06/2024", "17/06/2025", "01/06/2024", "17/06/2024", "13/03/2024", "31/01/2024", "18/06/2024"},
			},
			map[string]string{"case_id": "Case Ref", "received_date": "Date of referral", "plan_issued_date": "Final EHCP", "draft_plan_date": "Draft final plan date"},
		},
		"words for nothing": {
			[]string{"Case Ref", "Date request rec'd", "EHCP finalised", "request_outcome_date", "draft_plan_date"},
			[][]string{
				{"A1", "31/01/2024", "NULL", "N/A", "yes"},
				{"A2", "01/02/2024", "NULL", "N/A", "no"},
				{"A3", "01/02/2024", "17/06/2024", "None", "no"},
				{"A4", "01/02/2024", "-", "NULL ", "no"},
			},
			map[string]string{
				"case_id": "Case Ref", "received_date": "Date request rec'd", "plan_issued_date": "EHCP finalised",
				"request_outcome_date": "request_outcome_date", "draft_plan_date": "draft_plan_date",
			},
		},
		"misspelt": {
			[]string{"case_id", "recieved_date", "plan_isued_date", "aera"},
			nil,
			map[string]string{"case_id": "case_id", "received_date": "recieved_date", "plan_issued_date": "plan_isued_date"},
		},
		"values that say otherwise": {
			[]string{"id", "Request date", "Closed date", "Start date"},
			[][]string{{"1", "2024-01-31", "yes", "2024-02-01"}, {"2", "2024-01-31", "no", "2024-02-01"}},
			map[string]string{"case_id": "id", "received_date": "Request date", "plan_issued_date": "Start date"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := map[string]string{}
			for _, guess := range mapping.Of(c.header, c.rows).Columns {
				got[guess.Column] = guess.Header
			}
			if !maps.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestGuessCodes(t *testing.T) {
	t.Parallel()
	g := mapping.Of([]string{"case_id", "received_date", "request_source", "request_outcome", "week20_exception"}, [][]string{
		{"1", "2024-01-01", "PAR", "Agreed", "Y"}, {"2", "2024-01-02", "2", "Y", "N"}, {"3", "2024-01-03", "Social Care", "W", "1"},
	})
	want := map[string]map[string]string{
		"request_source": {"PAR": "1", "Social Care": "4"}, "request_outcome": {"Agreed": "Y"}, "week20_exception": {"Y": "1", "N": "0"},
	}
	for _, guess := range g.Columns {
		if !maps.Equal(guess.Codes, want[guess.Column]) {
			t.Errorf("%s: codes are %v, want %v", guess.Column, guess.Codes, want[guess.Column])
		}
		if guess.Sure != mapping.Certain {
			t.Errorf("%s: a column of its own name is %s", guess.Column, guess.Sure)
		}
	}
}

// TestGuessOurOwnCodes maps our own codes where capitals differ, and not where
// they are as they should be.
func TestGuessOurOwnCodes(t *testing.T) {
	t.Parallel()
	g := mapping.Of([]string{"case_id", "received_date", "closed_reason"}, [][]string{
		{"1", "2024-01-01", "Withdrawn"}, {"2", "2024-01-02", "Moved out"}, {"3", "2024-01-03", "deceased"},
	})
	want := map[string]string{"Withdrawn": "withdrawn", "Moved out": "moved_out"}
	if got := g.Columns[len(g.Columns)-1].Codes; !maps.Equal(got, want) {
		t.Errorf("codes are %v, want %v", got, want)
	}
}

// TestCanonicalNamesAreCertain guesses every canonical column by its own name.
func TestCanonicalNamesAreCertain(t *testing.T) {
	t.Parallel()
	g := mapping.Of(registry.AssessmentColumns(), nil)
	if len(g.Columns) != len(registry.AssessmentColumns()) || len(g.Unplaced) != 0 {
		t.Fatalf("%d of %d columns are placed; not placed: %q", len(g.Columns), len(registry.AssessmentColumns()), g.Unplaced)
	}
	for _, guess := range g.Columns {
		if guess.Column != guess.Header || guess.Sure != mapping.Certain {
			t.Errorf("%s is taken for %s, %s", guess.Header, guess.Column, guess.Sure)
		}
	}
}

// TestGuessSaysNoValue tries any table: a heading is given to one column at
// most, and no reason holds a value.
func TestGuessSaysNoValue(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		heading := rapid.OneOf(rapid.String(), rapid.SampledFrom(append(registry.AssessmentColumns(), "Date", "Plan", "Outcome", "Ref")))
		header := rapid.SliceOfNDistinct(heading, 1, 12, rapid.ID[string]).Draw(t, "header")
		rows := rapid.SliceOfN(rapid.SliceOfN(rapid.StringMatching(`secret[0-9]{1,3}`), 1, 12), 0, 30).Draw(t, "rows")
		var headings []string
		for _, guess := range mapping.Of(header, rows).Columns {
			headings = append(headings, guess.Header)
			if strings.Contains(guess.Why, "secret") {
				t.Errorf("the reason %q holds a value", guess.Why)
			}
		}
		slices.Sort(headings)
		if len(slices.Compact(slices.Clone(headings))) != len(headings) {
			t.Errorf("a heading is taken twice: %q", headings)
		}
	})
}

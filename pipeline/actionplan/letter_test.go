package actionplan_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/actionplan"
	"ehcp/pipeline/config"
)

// TestLetter: each thing asked has the figures of its measures with their verdicts,
// or says that no data were supplied or that figures cannot answer it.
func TestLetter(t *testing.T) {
	t.Parallel()
	f := facts()
	f.Extracts = []string{"advice", "actions"}
	f.Words.Letter = []config.Area{
		{Area: "Time", Asks: []config.Ask{
			{Text: "No child waits longer than 30 weeks", Measures: []string{"over_30_weeks", "falling_due_20"}},
			{Text: "Advice comes in time", Measures: []string{"pc_advice_in_6_weeks"}},
		}},
		{Area: "Trust", Asks: []config.Ask{
			{Text: "Reviews", Measures: []string{"reviews_outstanding"}},
			{Text: "Families are heard"},
			{Text: "Moves", Section: "phase_transfers"},
			{Text: "Actions", Section: "actions"},
			{Text: "Requests", Section: "requests"},
		}},
	}
	want := []string{
		"Time", "No child waits longer than 30 weeks|Open over 30 weeks|1,820|70|improved, not yet sustained",
		"No child waits longer than 30 weeks|Plan by 20 weeks, of cases falling due|6.4%|57.0%|not judged",
		"Advice comes in time|Advice within six weeks, of advice that fell due: not available, for the extracts do not cover a baseline and an increment after it.|none|none|not judged",
		"Trust", "Reviews|Annual reviews outstanding: no data were supplied. An extract of kind annual_reviews would tell.|none|none|not judged",
		"Families are heard|Figures cannot answer this.|none|none|not judged",
		"Moves|No data were supplied. An extract of kind phase_transfers would tell.|none|none|not judged",
		"Actions|Not in the version for the public.|none|none|not judged",
		"Requests|See 'Requests and decisions'.|none|none|not judged",
	}
	var got []string
	for _, table := range section(t, actionplan.Make(f), "letter").Tables {
		got = append(got, table.Caption)
		for _, row := range table.Rows {
			got = append(got, cells(row))
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// TestNoLetter: without a letter the sections of the document are what is asked,
// each with its leading measure or what would tell.
func TestNoLetter(t *testing.T) {
	t.Parallel()
	f := facts()
	rows := section(t, actionplan.Make(f), "letter").Tables[0].Rows
	if got := cells(rows[0]); got != "Cases that reached 20 weeks|Plan by 20 weeks, of cases falling due|6.4%|57.0%|not judged" {
		t.Errorf("the first row is %q", got)
	}
	supplied := 0
	for _, row := range rows {
		if !strings.Contains(cells(row), "o data were supplied") {
			supplied++
		}
	}
	// Seven sections tell of cases; all others need an extract that is not there.
	if supplied != 7 || len(rows) < 15 {
		t.Errorf("%d of %d rows are supplied", supplied, len(rows))
	}
}

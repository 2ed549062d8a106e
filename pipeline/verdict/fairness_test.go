package verdict_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/verdict"
)

// TestFlowBaselineIsOfIncrements has 30 of 40 plans in time in each month and 90
// of 140 in each increment, for which plans come from the backlog depends on the
// period: nothing has changed.
func TestFlowBaselineIsOfIncrements(t *testing.T) {
	t.Parallel()
	a := verdict.NewAuthority("E10000016", "Sample county", registry.Measures())
	s, _ := a.Series("pc_flow_within_20_weeks")
	for i := range 24 {
		within, could, withinThree, couldThree := int64(30), int64(40), int64(90), int64(140)
		s.Months = append(s.Months, verdict.NewPeriod(period(i, 1), registry.Rate, &within, &could, nil))
		if i%3 == 0 {
			s.Increments = append(s.Increments, verdict.NewPeriod(period(i, 3), registry.Rate, &withinThree, &couldThree, nil))
		}
	}
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "pc_flow_within_20_weeks", last, "baseline", "change", "verdict")
	if want := []string{"64.3", "0.0", ""}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestGuardOfAnEarlierIncrement has a purge in one increment only: it speaks
// against what rests on that increment, and for a backlog for good.
func TestGuardOfAnEarlierIncrement(t *testing.T) {
	t.Parallel()
	a := county(t)
	s, _ := a.Series("closed_otherwise")
	s.Increments[4].Part = 400 // of January to March 2024, 60 of 1,050 in others
	said := verdict.Of(a, settings())
	got := find(t, "evidence", said.Evidence, restricted, "falling_due_20", last, "verdict", "reason")
	if got[0] != "improved" || !strings.Contains(got[1], "was above that of the baseline by more than chance in Jan 2024") {
		t.Errorf("two increments after a purge: %q", got)
	}
	a = county(t)
	for i, start := range []time.Time{day(2024, 1, 1), day(2024, 4, 1), last} {
		bands := a.Flows[start]
		if i == 0 { // of the 30 that ended none got a plan
			bands[3].Plans, bands[3].Withdrawals = 0, 28
		}
		a.Flows[start] = bands
	}
	got = find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "over_52_weeks", last, "verdict", "sentence")
	if got[0] != "improved" || !strings.Contains(got[1], "a larger share than in the baseline has ended without a plan") {
		t.Errorf("a backlog that was cleared by withdrawals: %q", got)
	}
}

// TestGuardsAreToldTogether has three shares up in the increment judged and one in
// that before: each is named, and what they have in common is said once for each.
func TestGuardsAreToldTogether(t *testing.T) {
	t.Parallel()
	a := county(t)
	for _, name := range []string{"refusals", "withdrawals", "closed_otherwise"} {
		s, _ := a.Series(name)
		s.Increments[6].Part = 400 // of July to September 2024, 60 of 1,050 in others
	}
	s, _ := a.Series("refusals_after_assessment")
	s.Increments[5].Part = 400
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "falling_due_20", last, "sentence")
	want := "Against it: the share of decisions that were not to assess, the number of withdrawals beside that of new cases and " +
		"the number of cases moved out or closed otherwise beside that of new cases are above those of the baseline by more than chance; " +
		"the share of assessments that ended without a plan was above that of the baseline by more than chance in Apr 2024."
	if !strings.HasSuffix(got[0], want) {
		t.Errorf("got %q, want it to end %q", got[0], want)
	}
}

// TestBaselineNamesItsMonths leaves the first five months out, which the extract
// may not hold wholly: the baseline is of the other seven, and says so.
func TestBaselineNamesItsMonths(t *testing.T) {
	t.Parallel()
	a := county(t)
	s, _ := a.Series("falling_due_20")
	for i := range 5 {
		s.Months[i].IsSound = false
	}
	said := verdict.Of(a, settings())
	// 147+160+152+166+160+150+161 of 339+350+344+361+352+347+351 is 1,096 of 2,444.
	got := find(t, "summary", said.Summary, restricted, "falling_due_20", last, "baseline", "baseline_period")
	if want := []string{"44.8", "Jun 2023 to Dec 2023"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

// TestUsualBaselineStays reads two more increments: the usual baseline is as it
// was, so that what was worse is not taken into it.
func TestUsualBaselineStays(t *testing.T) {
	t.Parallel()
	s := settings()
	s.Baseline = verdict.Baseline{}
	for _, increments := range []int{5, 7} {
		a := county(t)
		for _, name := range []string{"falling_due_20", "falling_due_30", "falling_due_52"} {
			series, _ := a.Series(name)
			if name != "falling_due_20" {
				parts, wholes := example()
				rates(series, parts, wholes)
				for i := range series.Increments[:min(4, increments-1)] {
					series.Increments[i].IsSound = false
				}
			}
			series.Increments = series.Increments[:increments]
		}
		if got := verdict.Of(a, s).Baseline.Label(); got != "Jan 2023 to Dec 2023" {
			t.Errorf("with %d increments the usual baseline is %s", increments, got)
		}
	}
}

// TestTooEarlyInTheBaseline says at the end of the baseline how many more
// increments a verdict takes.
func TestTooEarlyInTheBaseline(t *testing.T) {
	t.Parallel()
	a := county(t)
	s, _ := a.Series("falling_due_20")
	s.Months, s.Increments = s.Months[:12], s.Increments[:4]
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "falling_due_20", day(2023, 10, 1), "verdict", "reason")
	if got[0] != "too_early_to_say" || !strings.Contains(got[1], "1 more is needed for a first verdict, and 3 for 'sustained'") {
		t.Errorf("got %q", got)
	}
}

// TestRotIsNotCredited lifts the published rate by leaving old cases: the words
// say so, with the backlog in the same breath.
func TestRotIsNotCredited(t *testing.T) {
	t.Parallel()
	a := county(t)
	flow, _ := a.Series("pc_flow_within_20_weeks")
	plans, _ := a.Series("pc_within_20_weeks")
	for i := 4; i < 7; i++ { // all of the plans could be in time
		flow.Increments[i].Whole = plans.Increments[i].Whole
	}
	late, _ := a.Series("over_52_weeks")
	late.Increments[6].Value = 906
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "pc_within_20_weeks", last, "sentence")[0]
	for _, want := range []string{
		"because fewer of the plans issued were old cases, which lifts this rate without any child waiting less",
		"Meanwhile the cases open over 52 weeks rose from 110 to 906.",
	} {
		if !strings.Contains(got, want) {
			t.Errorf("%q does not say %q", got, want)
		}
	}
}

// TestMoreOutstandingSpeaksAgainst has advice come in time more often by the example,
// which is sustained, while what is overdue falls, stays or is more by one.
func TestMoreOutstandingSpeaksAgainst(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		atLast        float64
		verdict, says string
	}{
		{40, "sustained", "and no guard speaks against it"},
		{50, "sustained", "and no guard speaks against it"},
		{51, "improved", "Against it: 'Advice overdue' is higher than at the baseline's end."},
	} {
		a := county(t)
		parts, wholes := example()
		rate, _ := a.Series("pc_advice_in_6_weeks")
		rates(rate, parts, wholes)
		overdue := slices.Repeat([]float64{50}, len(parts))
		overdue[len(overdue)-1] = c.atLast
		stock, _ := a.Series("advice_overdue")
		stocks(stock, overdue)
		got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "pc_advice_in_6_weeks", last, "verdict", "reason")
		if got[0] != c.verdict || !strings.Contains(got[1], c.says) {
			t.Errorf("with %v overdue at last: %q", c.atLast, got)
		}
	}
	a := county(t)
	parts, wholes := example()
	rate, _ := a.Series("pc_audits_good_or_better")
	rates(rate, parts, wholes)
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "pc_audits_good_or_better", last, "verdict", "reason")
	if got[0] != "sustained" || !strings.HasSuffix(got[1], " and the latest increment has not fallen back on the one before. Nothing beside the figure itself was looked at.") {
		t.Errorf("a measure without guards: %q", got)
	}
}

// TestBaselineOfAChangeHasItsSign: 4 more a month and then 10 fewer are told apart by their signs.
func TestBaselineOfAChangeHasItsSign(t *testing.T) {
	t.Parallel()
	a := county(t)
	s, _ := a.Series("net_change")
	for i := range 21 {
		month, three := 4.0, 12.0
		if i >= 12 {
			month, three = -10, -30
		}
		s.Months = append(s.Months, verdict.NewPeriod(period(i, 1), registry.Number, nil, nil, &month))
		if i%3 == 0 {
			s.Increments = append(s.Increments, verdict.NewPeriod(period(i, 3), registry.Number, nil, nil, &three))
		}
	}
	got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "net_change", last, "sentence")[0]
	if want := "changed by -30, against +12 in a mean increment of the baseline (Jan 2023 to Dec 2023): -42."; !strings.HasSuffix(got, want) {
		t.Errorf("got %q, want it to end with %q", got, want)
	}
}

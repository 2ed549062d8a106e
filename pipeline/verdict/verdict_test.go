package verdict_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/verdict"
)

// The worked example of a year's baseline and three increments above it, each
// month out of the cases that fell due: its z against the baseline are 4.88,
// 7.30 and 9.40.
func example() (parts, wholes []int64) {
	return []int64{
			158, 149, 170, 151, 163, 147, 160, 152, 166, 160, 150, 161, 181, 190, 185, 205, 202, 199, 214, 212, 217,
		}, []int64{
			351, 340, 362, 348, 355, 339, 350, 344, 361, 352, 347, 351, 349, 352, 341, 358, 350, 346, 353, 348, 351,
		}
}

func day(year, month, number int) time.Time {
	return time.Date(year, time.Month(month), number, 0, 0, 0, 0, time.UTC)
}

// period is a run of months from January 2023 on, the first being 0.
func period(first, months int) verdict.Period {
	start := day(2023, 1+first, 1)
	return verdict.Period{
		Start: start, End: start.AddDate(0, months, -1), Label: start.Format("Jan 2006"), IsComplete: true, IsSound: true,
	}
}

// rates fills a series with months and the increments that they make.
func rates(s *verdict.Series, parts, wholes []int64) {
	for i := range parts {
		s.Months = append(s.Months, verdict.NewPeriod(period(i, 1), registry.Rate, &parts[i], &wholes[i], nil))
	}
	for i := 0; i+2 < len(parts); i += 3 {
		part, whole := parts[i]+parts[i+1]+parts[i+2], wholes[i]+wholes[i+1]+wholes[i+2]
		s.Increments = append(s.Increments, verdict.NewPeriod(period(i, 3), registry.Rate, &part, &whole, nil))
	}
}

// stocks fills a series with the number open at each month's end.
func stocks(s *verdict.Series, open []float64) {
	for i := range open {
		s.Months = append(s.Months, verdict.NewPeriod(period(i, 1), registry.Stock, nil, nil, &open[i]))
		if i%3 == 2 {
			s.Increments = append(s.Increments, verdict.NewPeriod(period(i-2, 3), registry.Stock, nil, nil, &open[i]))
		}
	}
}

// county is an authority whose rate follows the example while every backlog
// falls from 200 to 20, ten of it a month by plans.
func county(t *testing.T) *verdict.Authority {
	t.Helper()
	a := verdict.NewAuthority("E10000016", "Sample county", registry.Measures())
	parts, wholes := example()
	fill := func(name string, parts, wholes []int64) {
		s, found := a.Series(name)
		if !found {
			t.Fatalf("there is no series %s", name)
		}
		rates(s, parts, wholes)
	}
	fill("falling_due_20", parts, wholes)
	fill("pc_within_20_weeks", parts, wholes)
	flow := make([]int64, len(wholes))
	for i, n := range wholes {
		flow[i] = n - 50 // of each month's plans 50 are from the backlog
	}
	fill("pc_flow_within_20_weeks", parts, flow)
	for _, g := range registry.Guards() {
		share := make([]int64, len(parts))
		for i := range share {
			share[i] = 20
		}
		fill(g.Name, share, wholes)
	}
	open := make([]float64, len(parts))
	for i := range open {
		open[i] = 220 - 10*float64(i)
	}
	for _, name := range []string{"over_20_weeks", "over_30_weeks", "over_52_weeks"} {
		s, _ := a.Series(name)
		stocks(s, open)
	}
	for i := 0; i < len(open); i += 3 {
		bands := verdict.Bands{}
		bands[3] = evidence.StockIncrement{
			Opening: 230 - 10*int64(i), Plans: 27, Refusals: 2, Withdrawals: 1, Closing: 200 - 10*int64(i),
		}
		a.Flows[period(i, 3).Start] = bands
	}
	return a
}

func settings() verdict.Settings {
	return verdict.Settings{
		AsAt: day(2024, 9, 30), MinimumCount: 5, Baseline: verdict.Baseline{From: day(2023, 1, 1), To: day(2023, 12, 31)},
	}
}

// find gives the named columns of the one row of a measure whose period starts
// on a day.
func find(t *testing.T, table string, rows []verdict.Row, show func(verdict.Row) []string, measure string, start time.Time, columns ...string) []string {
	t.Helper()
	described, found := registry.Find(table)
	if !found {
		t.Fatalf("there is no table %s", table)
	}
	header := described.Header()
	place := func(column string) int { return slices.Index(header, column) }
	for _, row := range rows {
		cells := show(row)
		if len(cells) != len(header) {
			t.Fatalf("%s has %d cells and %d columns", table, len(cells), len(header))
		}
		name := place("measure")
		if name < 0 {
			name = place("guard")
		}
		if cells[name] != measure || (place("period_start") >= 0 && cells[place("period_start")] != start.Format(time.DateOnly)) {
			continue
		}
		picked := make([]string, len(columns))
		for i, column := range columns {
			picked[i] = cells[place(column)]
		}
		return picked
	}
	t.Fatalf("%s has no row of %s from %s", table, measure, start.Format(time.DateOnly))
	return nil
}

func restricted(row verdict.Row) []string { return row.Restricted() }

var last = day(2024, 7, 1)

// TestVerdictOfTheExample climbs the ladder an increment at a time. Baseline
// 1,887 of 4,200 is 44.9%; the last increment 643 of 1,052 is 61.1%.
func TestVerdictOfTheExample(t *testing.T) {
	t.Parallel()
	said := verdict.Of(county(t), settings())
	for start, want := range map[time.Time]string{
		day(2023, 10, 1): "", day(2024, 1, 1): "improving", day(2024, 4, 1): "improved", last: "sustained",
	} {
		if got := find(t, "evidence", said.Evidence, restricted, "falling_due_20", start, "verdict")[0]; got != want {
			t.Errorf("from %s: verdict %q, want %q", start.Format(time.DateOnly), got, want)
		}
	}
	got := find(t, "evidence", said.Evidence, restricted, "falling_due_20", last, "direction", "baseline", "value", "change")
	if want := []string{"increase", "44.9", "61.1", "16.2"}; !slices.Equal(got, want) {
		t.Errorf("figures are %q, want %q", got, want)
	}
	sentence := find(t, "evidence", said.Evidence, restricted, "falling_due_20", last, "sentence")[0]
	for _, want := range []string{"61.1% of the cases that reached 20 weeks", "against 44.9%", "+16.2 points", "The improvement is sustained."} {
		if !strings.Contains(sentence, want) {
			t.Errorf("%q does not say %q", sentence, want)
		}
	}
}

// TestEffectsAddUp splits the example's last change by hand: s falls from 600 of
// 4,200 to 150 of 1,052, r rises from 1,887 of 3,600 to 643 of 902. The flow
// effect is (1 - 0.14272) (0.71286 - 0.52417) = 16.2 points.
func TestEffectsAddUp(t *testing.T) {
	t.Parallel()
	said := verdict.Of(county(t), settings())
	got := find(t, "evidence", said.Evidence, restricted, "pc_within_20_weeks", last, "change", "flow_effect", "clearance_effect")
	if want := []string{"16.2", "16.2", "0.0"}; !slices.Equal(got, want) {
		t.Errorf("change and effects are %q, want %q", got, want)
	}
}

// TestGuardsLowerAndAreNamed spoils one guard at a time.
func TestGuardsLowerAndAreNamed(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		spoil func(a *verdict.Authority)
		want  string
	}{
		"a backlog above the baseline's end": {func(a *verdict.Authority) {
			s, _ := a.Series("over_52_weeks")
			s.Increments[6].Value = 111
		}, "the number of cases open over 52 weeks is higher than at the baseline's end"},
		"a backlog not known": {func(a *verdict.Authority) {
			s, _ := a.Series("over_30_weeks")
			s.Increments[6].IsKnown = false
		}, "the number of cases open over 30 weeks is not known"},
		"refusals up": {func(a *verdict.Authority) {
			s, _ := a.Series("refusals") // 240 of 4,200 before, 120 of 1,052 now
			s.Increments[6].Part = 120
		}, "the share of decisions that were not to assess is above that of the baseline"},
		"flow down": {func(a *verdict.Authority) {
			s, _ := a.Series("pc_flow_within_20_weeks")
			s.Increments[6].Whole = 1300
			plans, _ := a.Series("pc_within_20_weeks")
			plans.Increments[6].Whole = 1301
		}, "the timeliness of plans that could be in time has fallen"},
	} {
		a := county(t)
		c.spoil(a)
		got := find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "falling_due_20", last, "verdict", "reason")
		if got[0] != "improved" || !strings.Contains(got[1], c.want) {
			t.Errorf("%s: %q for %q", name, got[0], got[1])
		}
	}
}

// TestBacklogVerdict follows a stock: 110 at the baseline's end, then 80, 50, 20.
func TestBacklogVerdict(t *testing.T) {
	t.Parallel()
	said := verdict.Of(county(t), settings())
	got := find(t, "evidence", said.Evidence, restricted, "over_52_weeks", last, "baseline", "value", "change", "low", "verdict", "sentence")
	if want := []string{"110.0", "20.0", "-90.0", "", "sustained"}; !slices.Equal(got[:5], want) {
		t.Errorf("got %q, want %q", got[:5], want)
	}
	for _, want := range []string{
		"20 cases were open for more than 52 weeks, against 110 at the end of the baseline",
		"27 of the cases open so long ended by a plan, 2 by a refusal and 1 by a withdrawal, a move or another closure",
		"reduced in 3 of the 3 increments since the baseline; in all of them together 81 of the cases open so long ended by a plan, " +
			"6 by a refusal and 3 by a withdrawal, a move or another closure",
	} {
		if !strings.Contains(got[5], want) {
			t.Errorf("%q does not say %q", got[5], want)
		}
	}
	a := county(t)
	s, _ := a.Series("withdrawals")
	s.Increments[6].Part = 150
	got = find(t, "evidence", verdict.Of(a, settings()).Evidence, restricted, "over_52_weeks", last, "verdict", "reason", "sentence")
	if got[0] != "improved" || !strings.Contains(got[1], "the number of withdrawals beside") ||
		!strings.Contains(got[2], "while the number of withdrawals beside that of new cases is above that of the baseline") {
		t.Errorf("a fall beside more withdrawals is %q", got)
	}
}

// TestHiddenFiguresAreNotSaid hides the last figure, and looks for it in every
// public row.
func TestHiddenFiguresAreNotSaid(t *testing.T) {
	t.Parallel()
	said := verdict.Of(county(t), settings())
	hidden := verdict.Hidden{
		{Measure: "falling_due_20", PeriodType: "three_months", Start: last}:     true,
		{Measure: "falling_due_20", PeriodType: "month", Start: day(2024, 9, 1)}: true,
		{Measure: "refusals_over_52", PeriodType: "three_months", Start: last}:   true,
		{Measure: "over_30_weeks", PeriodType: "month", Start: day(2023, 12, 1)}: true, // the baseline's end
	}
	public := func(row verdict.Row) []string { return row.Public(hidden) }
	got := find(t, "evidence", said.Evidence, public, "falling_due_20", last, "baseline", "value", "change", "low", "sentence")
	if got[0] != "44.9" || got[1] != "c" || got[2] != "c" || got[3] != "c" || strings.Contains(got[4], "61") {
		t.Errorf("the hidden increment is %q", got)
	}
	for _, column := range []string{"previous", "latest"} {
		want := map[string]string{"previous": "57.5", "latest": "c"}[column]
		if got := find(t, "summary", said.Summary, public, "falling_due_20", last, column)[0]; got != want {
			t.Errorf("summary.%s is %q, want %q", column, got, want)
		}
	}
	got = find(t, "spc", said.SPC, public, "falling_due_20", day(2024, 9, 1), "value", "numerator", "denominator", "mean", "upper")
	if !slices.Equal(got, []string{"c", "c", "c", "c", "c"}) {
		t.Errorf("the hidden month is %q", got)
	}
	got = find(t, "evidence", said.Evidence, public, "over_30_weeks", last, "baseline", "value", "change", "sentence")
	if !slices.Equal(got[:3], []string{"c", "20.0", "c"}) || strings.Contains(got[3], "110") || strings.Contains(got[3], "90") {
		t.Errorf("beside a hidden baseline stands %q", got)
	}
	sentence := find(t, "evidence", said.Evidence, public, "over_52_weeks", last, "sentence")[0]
	if !strings.Contains(sentence, "27 of the cases open so long ended by a plan, an undisclosed number by a refusal") ||
		!strings.Contains(sentence, "at least 4 by a refusal") || strings.Contains(sentence, "6 by a refusal") {
		t.Errorf("hidden refusals are said as %q", sentence)
	}
	for _, how := range []string{"plans_over_52", "withdrawals_over_52"} {
		hidden[verdict.Figure{Measure: how, PeriodType: "three_months", Start: last}] = true
	}
	sentence = find(t, "evidence", said.Evidence, public, "over_52_weeks", last, "sentence")[0]
	if !strings.Contains(sentence, "ended in those three months by a plan, by a refusal or otherwise is not shown.") ||
		!strings.Contains(sentence, "; in all of them together at least 54 of the cases") {
		t.Errorf("where all ways out are hidden it is said as %q", sentence)
	}
}

// TestSmallBaseline hides a baseline of so few cases that it would tell them.
func TestSmallBaseline(t *testing.T) {
	t.Parallel()
	a := verdict.NewAuthority("", "", registry.Measures())
	s, _ := a.Series("falling_due_20")
	parts, wholes := make([]int64, 15), make([]int64, 15)
	for i := range wholes {
		wholes[i] = 10
	}
	parts[0], parts[12] = 3, 9
	rates(s, parts, wholes)
	said := verdict.Of(a, settings())
	got := find(t, "evidence", said.Evidence, func(row verdict.Row) []string { return row.Public(nil) }, "falling_due_20", day(2024, 1, 1),
		"baseline", "value", "change")
	if !slices.Equal(got, []string{"c", "30.0", "c"}) {
		t.Errorf("got %q, want a hidden baseline", got)
	}
}

// TestNothingIsSaidOfNothing gives series that are empty, too short or constant.
func TestNothingIsSaidOfNothing(t *testing.T) {
	t.Parallel()
	if said := verdict.Of(verdict.NewAuthority("", "", registry.Measures()), verdict.Settings{}); len(said.Evidence)+len(said.SPC) > 0 {
		t.Errorf("of nothing is said %v", said)
	}
	a := verdict.NewAuthority("", "", registry.Measures())
	s, _ := a.Series("falling_due_20")
	parts, wholes := make([]int64, 18), make([]int64, 18) // nothing fell due in the last six months
	for i := range 12 {
		parts[i], wholes[i] = 5, 10
	}
	rates(s, parts, wholes)
	said := verdict.Of(a, settings())
	for _, rows := range [][]verdict.Row{said.Evidence, said.SPC, said.Summary, said.Integrity} {
		for _, row := range rows {
			if text := fmt.Sprint(row.Restricted(), row.Public(nil)); strings.Contains(text, "NaN") || strings.Contains(text, "Inf") {
				t.Errorf("a row says %s", text)
			}
		}
	}
	got := find(t, "evidence", said.Evidence, restricted, "falling_due_20", day(2024, 4, 1), "value", "verdict", "sentence")
	if !slices.Equal(got, []string{"", "", ""}) {
		t.Errorf("an increment without a case says %q", got)
	}
}

// TestUsualBaseline is the first twelve months that increments cover.
func TestUsualBaseline(t *testing.T) {
	t.Parallel()
	s := settings()
	s.Baseline = verdict.Baseline{}
	said := verdict.Of(county(t), s)
	if !said.Baseline.IsUsual || said.Baseline.Label() != "Jan 2023 to Dec 2023" {
		t.Errorf("the usual baseline is %+v", said.Baseline)
	}
}

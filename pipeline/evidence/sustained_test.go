package evidence_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// workedExample is a series worked by hand, with every step to 1e-9.
type workedExample struct {
	BaselineN []int64 `json:"baseline_n"`
	BaselineX []int64 `json:"baseline_x"`
	PostN     []int64 `json:"post_n"`
	PostX     []int64 `json:"post_x"`
	Expected  struct {
		BaselineP float64 `json:"baseline_p"`
		Chi2      float64 `json:"pearson_chi2"`
		Phi       float64
		Critical  float64 `json:"t_crit_one_sided_95_df11"`
		Mean      float64 `json:"xmr_mean"`
		Lower     float64 `json:"lpl"`
		Upper     float64 `json:"upl"`
		Windows   []struct {
			X, N   int64
			Z      float64
			ZPhi   float64 `json:"z_phi"`
			Beyond bool    `json:"beyond_chance"`
		}
		Last7     bool    `json:"last7_above_mean"`
		ZPrevious float64 `json:"z_latest_vs_previous"`
		Sustained bool
	}
}

func example(t *testing.T) (example workedExample, baseline, after []evidence.Proportion) {
	t.Helper()
	referenceValues(t, "worked_example.json", &example)
	for i, n := range example.BaselineN {
		baseline = append(baseline, evidence.Proportion{Part: example.BaselineX[i], Whole: n})
	}
	for i, n := range example.PostN {
		after = append(after, evidence.Proportion{Part: example.PostX[i], Whole: n})
	}
	return example, baseline, after
}

func judge(t *testing.T, baseline, after []evidence.Proportion, guards ...evidence.Guard) evidence.Judgement {
	t.Helper()
	j, err := evidence.Judge(baseline, after, guards)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func TestJudgeWorkedExample(t *testing.T) {
	t.Parallel()
	example, baseline, after := example(t)
	want := example.Expected
	got := judge(t, baseline, after)
	expect(t, "the baseline", float64(got.Baseline.Part)/float64(got.Baseline.Whole), want.BaselineP)
	expect(t, "phi", got.Baseline.Phi, want.Phi)
	expect(t, "the critical value", got.Baseline.Critical, want.Critical)
	expect(t, "the mean", got.Baseline.Mean, want.Mean)
	expect(t, "the lower limit", got.Baseline.Lower, want.Lower)
	expect(t, "the upper limit", got.Baseline.Upper, want.Upper)
	expect(t, "z against the increment before", got.ZBefore, want.ZPrevious)
	if len(got.Windows) != len(want.Windows) {
		t.Fatalf("%d windows", len(got.Windows))
	}
	for i, w := range want.Windows {
		g := got.Windows[i]
		expect(t, "z of a window", g.Z, w.Z)
		expect(t, "its z over the root of phi", g.Adjusted, w.ZPhi)
		if g.Part != w.X || g.Whole != w.N || g.Above != w.Beyond || g.Below {
			t.Errorf("window %d = %+v, want %+v", i, g, w)
		}
	}
	spread, _ := evidence.DispersionOf(baseline)
	expect(t, "Pearson's chi2", spread.Chi2, want.Chi2)
	if got.SevenAbove != want.Last7 || !got.LastInside || !got.NotBack || (got.Verdict == evidence.Sustained) != want.Sustained || got.More != 0 {
		t.Errorf("%+v", got)
	}
}

// A step of the ladder needs one increment more; a mirror image is worse.
func TestJudgeLadder(t *testing.T) {
	t.Parallel()
	_, baseline, after := example(t)
	mirrored := func(months []evidence.Proportion) []evidence.Proportion {
		var rest []evidence.Proportion
		for _, m := range months {
			rest = append(rest, evidence.Proportion{Part: m.Whole - m.Part, Whole: m.Whole})
		}
		return rest
	}
	for name, c := range map[string]struct {
		baseline, after []evidence.Proportion
		verdict         evidence.Verdict
		more            int
		reason          string
	}{
		"nothing yet":   {baseline, nil, evidence.TooEarly, 3, "1 more is needed for a first verdict, and 3 for 'sustained'"},
		"two months":    {baseline, after[:2], evidence.TooEarly, 3, "No whole increment"},
		"one increment": {baseline, after[:3], evidence.Improving, 2, "needs 2 more increments like this to be sustained"},
		"two":           {baseline, after[:6], evidence.Improved, 1, "needs 1 more increment like this to be sustained"},
		"three":         {baseline, after, evidence.Sustained, 0, "Each of the last three increments"},
		"no change":     {baseline, baseline[:9], evidence.NoEvidence, 3, "no more than chance"},
		"worse":         {mirrored(baseline), mirrored(after[:3]), evidence.Worse, 3, "below the baseline by more than chance"},
		"still worse":   {mirrored(baseline), mirrored(after), evidence.Worse, 3, "below the baseline"},
		"gone again": {
			baseline, append(append([]evidence.Proportion{}, after[:6]...), baseline[:3]...),
			evidence.NoEvidence, 3, "An earlier increment was above it",
		},
	} {
		got := judge(t, c.baseline, c.after)
		if got.Verdict != c.verdict || got.More != c.more || !strings.Contains(got.Reason, c.reason) {
			t.Errorf("%s: %s, %d more: %s", name, got.Verdict, got.More, got.Reason)
		}
		if strings.Contains(got.Reason, "not improved") {
			t.Errorf("%s: %s", name, got.Reason)
		}
	}
}

// Each criterion alone keeps three increments from being called sustained.
func TestJudgeCriteria(t *testing.T) {
	t.Parallel()
	_, baseline, after := example(t)
	base := months(1000, 440, 460, 450, 445, 455, 450, 440, 460, 450, 445, 455, 450)
	for name, c := range map[string]struct {
		baseline, after []evidence.Proportion
		guards          []evidence.Guard
		reason          string
	}{
		"a month at the mean": {base, months(1000, 600, 600, 600, 600, 600, 450, 600, 600, 600), nil, "last seven months"},
		"the seventh month":   {base, months(1000, 600, 600, 450, 600, 600, 600, 600, 600, 600), nil, "last seven months"},
		"a last month below":  {base, months(1000, 600, 600, 600, 600, 600, 600, 600, 600, 400), nil, "below the baseline's lower limit"},
		"falling back":        {base, months(1000, 600, 600, 600, 600, 600, 600, 560, 560, 560), nil, "fallen back"},
		"a guard": {baseline, after, []evidence.Guard{
			{Name: "backlog over 20 weeks", OK: true, Words: "is lower"},
			{Name: "refusals and withdrawals", Words: "are a higher share than at the baseline"},
		}, "Against it: refusals and withdrawals are a higher share than at the baseline."},
		"a month without cases": {
			baseline, append(append([]evidence.Proportion{}, after[:7]...), evidence.Proportion{}, after[8]), nil, "last seven months",
		},
	} {
		got := judge(t, c.baseline, c.after, c.guards...)
		if got.Verdict != evidence.Improved || !strings.Contains(got.Reason, c.reason) || strings.Contains(got.Reason, "is lower") {
			t.Errorf("%s: %s: %s", name, got.Verdict, got.Reason)
		}
	}
	if got := judge(t, base, months(1000, 600, 450, 600, 600, 600, 600, 600, 600, 600)); got.Verdict != evidence.Sustained {
		t.Errorf("the eighth month from the end counts: %+v", got)
	}
	failing := evidence.Guard{Name: "backlog", Words: "is higher"}
	for count, want := range map[int]evidence.Verdict{0: evidence.TooEarly, 3: evidence.Improving, 6: evidence.Improved} {
		got := judge(t, baseline, after[:count], failing)
		if got.Verdict != want || strings.Contains(got.Reason, "backlog is higher") != (count > 0) {
			t.Errorf("%d months with a failing guard: %s: %s", count, got.Verdict, got.Reason)
		}
	}
}

// Increments end with the last month: an odd month at the start is in none.
func TestJudgeCutsFromTheEnd(t *testing.T) {
	t.Parallel()
	_, baseline, after := example(t)
	odd := append(months(350, 10), after...)
	got, want := judge(t, baseline, odd), judge(t, baseline, after)
	if len(got.Windows) != 3 || got.Windows[0] != want.Windows[0] || got.Verdict != evidence.Sustained {
		t.Errorf("%+v", got)
	}
}

func TestJudgeEdges(t *testing.T) {
	t.Parallel()
	_, baseline, after := example(t)
	for name, c := range map[string]struct{ baseline, after []evidence.Proportion }{
		"the baseline has 0 months":               {nil, after},
		"the baseline has 5 months":               {baseline[:5], after},
		"the baseline has 4 months with":          {append(make([]evidence.Proportion, 8), baseline[:4]...), after},
		"month 2 of the baseline is 9 out of 8":   {[]evidence.Proportion{{Part: 1, Whole: 8}, {Part: 9, Whole: 8}}, after},
		"month 1 after the baseline is -1 out of": {baseline, []evidence.Proportion{{Part: -1, Whole: 8}}},
	} {
		if _, err := evidence.Judge(c.baseline, c.after, nil); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v", name, err)
		}
	}
	empty := judge(t, baseline, make([]evidence.Proportion, 3))
	if empty.Verdict != evidence.NoEvidence || !strings.Contains(empty.Reason, "Nothing was counted") {
		t.Errorf("an empty increment: %s: %s", empty.Verdict, empty.Reason)
	}
	constant := months(100, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
	got := judge(t, constant, months(100, 0, 0, 0))
	if got.Verdict != evidence.NoEvidence || got.Baseline.Varies || got.Baseline.Phi != 1 {
		t.Errorf("constant at 0: %+v", got)
	}
	if got := judge(t, constant, months(100, 9, 9, 9, 9, 9, 9, 9, 9, 9)); got.Verdict != evidence.Sustained {
		t.Errorf("from 0 to 9%%: %+v", got)
	}
	// By hand: with a gap the moving ranges are of 1st to 2nd and of the last five.
	gap := append(months(10, 4, 6), evidence.Proportion{})
	gap = append(gap, months(10, 5, 5, 6, 5, 5)...)
	got = judge(t, gap, nil)
	expect(t, "the mean with a gap", got.Baseline.Mean, 36.0/70)
	expect(t, "the upper limit with a gap", got.Baseline.Upper, 36.0/70+2.66*(0.2+0+0.1+0.1+0)/5)
	if got.Baseline.Months != 7 {
		t.Errorf("%d months", got.Baseline.Months)
	}
}

func TestJudgeProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var baseline, after, twiceBefore, twiceAfter []evidence.Proportion
		for range 12 {
			p := anyProportion(r, 0, 400)
			p.Whole++
			baseline, twiceBefore = append(baseline, p), append(twiceBefore, doubled(p))
		}
		for range rapid.IntRange(0, 24).Draw(r, "months") {
			p := anyProportion(r, 0, 400)
			after, twiceAfter = append(after, p), append(twiceAfter, doubled(p))
		}
		one, two := judge(t, baseline, after), judge(t, twiceBefore, twiceAfter)
		if !near(one.Baseline.Mean, two.Baseline.Mean) || !near(one.Baseline.Upper, two.Baseline.Upper) || one.SevenAbove != two.SevenAbove {
			r.Fatalf("%+v, doubled %+v", one, two)
		}
		guarded := judge(t, baseline, after, evidence.Guard{Name: "never"})
		if guarded.Verdict != one.Verdict && (one.Verdict != evidence.Sustained || guarded.Verdict != evidence.Improved) {
			r.Fatalf("a guard turns %s into %s", one.Verdict, guarded.Verdict)
		}
		// The three months of an increment may change places, but for the months' own criteria.
		for start := len(after) % 3; start+3 <= len(after); start += 3 {
			after[start], after[start+2] = after[start+2], after[start]
		}
		for i, w := range judge(t, baseline, after).Windows {
			if w != one.Windows[i] {
				r.Fatalf("window %d = %+v, in another order %+v", i, one.Windows[i], w)
			}
		}
	})
}

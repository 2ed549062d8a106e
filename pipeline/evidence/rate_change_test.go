package evidence_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// scenario is one stylised period: its counts and what they should give.
type scenario struct {
	issued                            evidence.Issued
	late                              int64
	rate, backlog, flowRate, together float64
}

func scenarios(t *testing.T) map[string]scenario {
	t.Helper()
	all := map[string]scenario{}
	for _, r := range referenceTable(t, "stylised_decomposition.csv") {
		backlog := r.whole(t, "issued_backlog")
		all[strings.Fields(r["scenario"])[0]] = scenario{
			evidence.Issued{Plans: r.whole(t, "issued_flow") + backlog, Within: r.whole(t, "on_time"), FromBacklog: backlog},
			r.whole(t, "open_gt20_end"),
			r.float(t, "pc_20w_by_completion"), r.float(t, "share_backlog"), r.float(t, "flow_rate"), r.float(t, "effective"),
		}
	}
	return all
}

func TestSplitChangeReference(t *testing.T) {
	t.Parallel()
	all := scenarios(t)
	if len(all) != 5 {
		t.Fatalf("%d scenarios", len(all))
	}
	for from, before := range all {
		for to, after := range all {
			got, ok := evidence.SplitChange(before.issued, after.issued)
			if !ok {
				t.Fatalf("%s to %s is not available", from, to)
			}
			expect(t, "the rate before", got.Before, before.rate)
			expect(t, "the rate after", got.After, after.rate)
			expect(t, "the change", got.Change, after.rate-before.rate)
			expect(t, "the flow effect", got.Flow, (1-(before.backlog+after.backlog)/2)*(after.flowRate-before.flowRate))
			expect(t, "the clearance effect", got.Clearance, -(before.flowRate+after.flowRate)/2*(after.backlog-before.backlog))
			expect(t, "both effects", got.Flow+got.Clearance, got.Change)
		}
	}
	// By hand: clearing 200 takes the rate from 70% to 42% and none of it is flow.
	cleared, _ := evidence.SplitChange(all["A"].issued, all["B"].issued)
	if cleared.Flow != 0 || !near(cleared.Clearance, -0.28) {
		t.Errorf("clearing 200 = %+v", cleared)
	}
	// Doing new cases first lifts the rate by 25 points, all of it flow.
	gaming, _ := evidence.SplitChange(all["A"].issued, all["E"].issued)
	if gaming.Clearance != 0 || !near(gaming.Flow, 0.25) {
		t.Errorf("new cases first = %+v", gaming)
	}
}

func TestEffectiveRateReference(t *testing.T) {
	t.Parallel()
	for name, s := range scenarios(t) {
		got, ok := evidence.EffectiveRate(s.issued, s.late)
		if !ok || !near(got, s.together) {
			t.Errorf("%s = %v, %t, want %v", name, got, ok, s.together)
		}
	}
}

func TestRateChangeOfNothing(t *testing.T) {
	t.Parallel()
	some := evidence.Issued{Plans: 10, Within: 4, FromBacklog: 3}
	for _, none := range []evidence.Issued{
		{},
		{Plans: 5, FromBacklog: 5},
		{Plans: 5, Within: 3, FromBacklog: 3},
		{Plans: 5, Within: 6},
		{Plans: 5, Within: 1, FromBacklog: -1},
		{Plans: 5, Within: -1},
	} {
		if got, ok := evidence.SplitChange(some, none); ok || got != (evidence.RateChange{}) {
			t.Errorf("to %+v = %+v, %t", none, got, ok)
		}
		if got, ok := evidence.SplitChange(none, some); ok || got != (evidence.RateChange{}) {
			t.Errorf("from %+v = %+v, %t", none, got, ok)
		}
	}
	if got, ok := evidence.EffectiveRate(evidence.Issued{}, 0); ok {
		t.Errorf("the effective rate of nothing = %v", got)
	}
	if got, ok := evidence.EffectiveRate(evidence.Issued{}, 7); !ok || got != 0 {
		t.Errorf("of seven late cases and no plan = %v, %t", got, ok)
	}
	if got, ok := evidence.EffectiveRate(some, -1); ok {
		t.Errorf("of fewer than no late cases = %v", got)
	}
}

func TestRateChangeProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		before, after := anyIssued(t), anyIssued(t)
		got, ok := evidence.SplitChange(before, after)
		back, _ := evidence.SplitChange(after, before)
		if !ok || !near(got.Flow+got.Clearance, got.Change) || !near(back.Flow, -got.Flow) || !near(back.Clearance, -got.Clearance) {
			t.Fatalf("%+v to %+v = %+v, %t; back %+v", before, after, got, ok, back)
		}
		late := rapid.Int64Range(1, 500).Draw(t, "late")
		cleared := rapid.Int64Range(0, late).Draw(t, "cleared")
		rate, _ := evidence.EffectiveRate(after, late)
		after.Plans += cleared
		after.FromBacklog += cleared
		if moved, ok := evidence.EffectiveRate(after, late-cleared); !ok || moved != rate {
			t.Fatalf("clearing %d of %d moves the effective rate from %v to %v", cleared, late, rate, moved)
		}
	})
}

func anyIssued(t *rapid.T) evidence.Issued {
	flow := rapid.Int64Range(1, 1000).Draw(t, "flow")
	backlog := rapid.Int64Range(0, 1000).Draw(t, "backlog")
	return evidence.Issued{Plans: flow + backlog, Within: rapid.Int64Range(0, flow).Draw(t, "within"), FromBacklog: backlog}
}

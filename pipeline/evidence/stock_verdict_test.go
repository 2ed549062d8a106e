package evidence_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// stocks makes increments from counts at their ends, all of whose exits are plans.
func stocks(counts ...int64) []evidence.StockIncrement {
	var all []evidence.StockIncrement
	for i := 1; i < len(counts); i++ {
		s := evidence.StockIncrement{Opening: counts[i-1], Closing: counts[i]}
		s.MovedUp, s.Plans = max(0, counts[i]-counts[i-1]), max(0, counts[i-1]-counts[i])
		all = append(all, s)
	}
	return all
}

func TestJudgeStock(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		baseline   int64
		increments []evidence.StockIncrement
		verdict    evidence.Verdict
		more       int
		reason     string
	}{
		"nothing yet":               {400, nil, evidence.TooEarly, 3, "1 more is needed for a first verdict"},
		"one fall":                  {400, stocks(400, 350), evidence.Improving, 2, "needs 2 more increments"},
		"two":                       {400, stocks(400, 350, 300), evidence.Improved, 1, "needs 1 more increment"},
		"three":                     {400, stocks(400, 350, 300, 299), evidence.Sustained, 0, "last three increments"},
		"a fall after a rise":       {400, stocks(400, 350, 370, 300), evidence.Improving, 2, ""},
		"a rise after three falls":  {400, stocks(400, 380, 300, 200, 250), evidence.NoEvidence, 3, "did not fall in the latest"},
		"above, but falling":        {400, stocks(400, 500, 450, 420), evidence.NoEvidence, 3, "not below the baseline"},
		"above, then below":         {400, stocks(400, 500, 450, 420, 340), evidence.Improving, 2, ""},
		"above and rising":          {400, stocks(400, 390, 380, 460), evidence.Worse, 3, "rose"},
		"above and level":           {400, stocks(410, 410), evidence.NoEvidence, 3, ""},
		"trebled, and off its peak": {474, stocks(474, 1400, 1336), evidence.Worse, 3, "though it fell in the latest increment"},
		"trebled, and level":        {474, stocks(474, 1400, 1400), evidence.Worse, 3, "above the baseline"},
		"rising, but below":         {400, stocks(300, 340), evidence.NoEvidence, 3, "more than a tenth"},
		"rising a little":           {400, stocks(300, 310), evidence.Improving, 3, "kept at least nine tenths"},
		"rising a little more":      {400, stocks(300, 315), evidence.NoEvidence, 3, "more than a tenth"},
		"below by chance":           {400, stocks(400, 355), evidence.NoEvidence, 3, "not below the baseline by more than chance"},
		"below by more":             {400, stocks(400, 354), evidence.Improving, 2, ""}, // 46 is over 1.645 times the root of 754, 45.2
		"above by chance":           {739, stocks(721, 756), evidence.NoEvidence, 3, ""},
		"as it was":                 {400, stocks(400, 400), evidence.NoEvidence, 3, "not below the baseline"},
		"cleared":                   {4, stocks(4, 0, 0, 0), evidence.Sustained, 0, "none was left"},
		"nearly cleared":            {400, stocks(400, 3, 2, 3, 2), evidence.Improved, 2, "did not fall each time"},
		"level after a fall":        {400, stocks(400, 300, 300), evidence.Improved, 3, "did not fall each time"},
		"none then and none now":    {0, stocks(0, 0), evidence.NoEvidence, 3, ""},
		"none then and some now":    {0, stocks(0, 3), evidence.Worse, 3, ""},
		"down from a bad beginning": {400, stocks(600, 349, 348, 347), evidence.Sustained, 0, ""},
	} {
		got, err := evidence.JudgeStock(c.baseline, c.increments)
		if err != nil || got.Verdict != c.verdict || got.More != c.more || !strings.Contains(got.Words(nil), c.reason) {
			t.Errorf("%s: %s, %d more: %s (%v)", name, got.Verdict, got.More, got.Words(nil), err)
		}
		if strings.ContainsAny(got.Reason, "456789") {
			t.Errorf("%s: the reason has a figure: %s", name, got.Reason)
		}
	}
}

func TestJudgeStockFlows(t *testing.T) {
	t.Parallel()
	got, err := evidence.JudgeStock(120, []evidence.StockIncrement{
		{Opening: 120, Entered: 3, MovedUp: 70, Plans: 60, Refusals: 5, Withdrawals: 2, Closing: 126},
		{Opening: 126, Entered: 1, MovedUp: 50, Plans: 90, Refusals: 12, Withdrawals: 5, Closing: 70},
	})
	if err != nil {
		t.Fatal(err)
	}
	total := evidence.StockIncrement{Opening: 120, Entered: 4, MovedUp: 120, Plans: 150, Refusals: 17, Withdrawals: 7, Closing: 70}
	if got.Total != total || got.Fall != 50 || got.Reduced != 1 || got.Increments != 2 || got.Verdict != evidence.Improving {
		t.Errorf("%+v", got)
	}
}

func TestJudgeStockErrors(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		baseline   int64
		increments []evidence.StockIncrement
	}{
		"the baseline is -1":                   {-1, nil},
		"increment 2 opens at 9":               {10, append(stocks(10, 8), stocks(9, 7)...)},
		"increment 1: a count is below 0":      {10, stocks(10, -1)},
		"increment 1: 10 in and 3 out do not ": {10, []evidence.StockIncrement{{Opening: 10, Plans: 3, Closing: 8}}},
	} {
		if got, err := evidence.JudgeStock(c.baseline, c.increments); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, %+v", want, err, got)
		}
	}
}

// The identity holds whatever the flows, and 'sustained' is never said of a stock
// that rose or is not below its baseline.
func TestJudgeStockProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		count := func(most int64, name string) int64 { return rapid.Int64Range(0, most).Draw(t, name) }
		opening, baseline := count(50, "opening"), count(50, "baseline")
		var increments []evidence.StockIncrement
		for range rapid.IntRange(1, 8).Draw(t, "increments") {
			s := evidence.StockIncrement{Opening: opening, Entered: count(5, "entered"), MovedUp: count(20, "moved up")}
			left := s.Opening + s.Entered + s.MovedUp
			s.Plans = count(left, "plans")
			s.Refusals = count(left-s.Plans, "refusals")
			s.Withdrawals = count(left-s.Plans-s.Refusals, "withdrawals")
			s.Closing = left - s.Plans - s.Refusals - s.Withdrawals
			opening, increments = s.Closing, append(increments, s)
		}
		got, err := evidence.JudgeStock(baseline, increments)
		latest, sum := increments[len(increments)-1], got.Total
		switch {
		case err != nil:
			t.Fatal(err)
		case got.Fall != sum.Plans+sum.Refusals+sum.Withdrawals-sum.Entered-sum.MovedUp || got.Fall != increments[0].Opening-latest.Closing:
			t.Fatalf("%+v", got)
		case got.Verdict == evidence.Sustained && (latest.Closing >= baseline || latest.Closing > latest.Opening):
			t.Fatalf("%+v", got)
		case got.Verdict == evidence.Worse && latest.Closing <= baseline:
			t.Fatalf("%+v", got)
		}
	})
}

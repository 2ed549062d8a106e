package protect_test

import (
	"testing"

	"ehcp/pipeline/protect"
)

// Of all cases counts are shown from their own minimum up, of breakdowns from the
// general one.
func TestHeadline(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		headline     int
		topic, given string
		want         string
	}{
		{0, "All", "3", "c"},
		{5, "All", "4", "c"},
		{3, "All", "3", "3"},
		{3, "All", "2", "c"},
		{3, "Area", "3", "c"},
		{3, "Area", "5", "5"},
		{1, "All", "1", "1"},
		{3, "All", "0", "0"},
	} {
		got, _ := apply(t, protect.Rule{MinimumCount: 5, Headline: c.headline}, "requests",
			map[string]string{"breakdown_topic": c.topic, "breakdown": c.topic, "received": c.given, "decided_in_period": "50", "decided_in_6_weeks": "50"})
		if got["received"] != c.want {
			t.Errorf("from %d up of all: %s of %s becomes %q, want %q", c.headline, c.given, c.topic, got["received"], c.want)
		}
	}
}

// A cell with a minimum of its own is small below that and safe when it may be
// that many.
func TestSetMinimum(t *testing.T) {
	t.Parallel()
	s := protect.NewSystem(5)
	total := s.Add(20, protect.Published, 9)
	small := s.Add(2, protect.Published, 1)
	rest := s.Add(18, protect.Published, 1)
	s.Relate(protect.Term{Cell: total, Sign: -1}, protect.Term{Cell: small, Sign: 1}, protect.Term{Cell: rest, Sign: 1})
	if s.SetMinimum(small, 2); s.Hidden(small) {
		t.Error("2 is hidden where 2 may be shown")
	}
	if s.SetMinimum(small, 3); !s.Hidden(small) {
		t.Error("2 is shown where 3 is the smallest that may be")
	}
	s.Suppress(s.Mend())
	if leaks := s.Audit(); len(leaks) > 0 || s.Hidden(total) || !s.Hidden(rest) {
		t.Errorf("leaks %v; the total is hidden: %t, the rest: %t", leaks, s.Hidden(total), s.Hidden(rest))
	}
}

package protect_test

import (
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/protect"
)

// letters writes which of plan, refused, closed and open are shown.
func letters(s protect.Shown) string {
	text := ""
	for i, is := range []bool{s.Ended[0], s.Ended[1], s.Ended[2], s.Open} {
		if is {
			text += string("prco"[i])
		}
	}
	return text
}

func TestWeeks(t *testing.T) {
	t.Parallel()
	total := func(plan, refused, closed int64) protect.Total {
		return protect.Total{Entered: 60, Left: plan + refused + closed, Ended: [3]int64{plan, refused, closed}}
	}
	for name, test := range map[string]struct {
		minimum int
		totals  []protect.Total
		cases   int64
		want    []string
	}{
		"nothing happens":                {5, []protect.Total{total(0, 0, 0), total(0, 0, 0)}, 60, []string{"prco", "prco"}},
		"few, then enough":               {5, []protect.Total{total(4, 0, 0), total(5, 0, 0)}, 60, []string{"rc", "prco"}},
		"few since the last shown":       {5, []protect.Total{total(9, 0, 0), total(12, 0, 0), total(14, 0, 0)}, 60, []string{"prco", "rc", "prco"}},
		"two ways, each few":             {5, []protect.Total{total(3, 3, 9)}, 60, []string{"c"}},
		"few are left":                   {5, []protect.Total{total(30, 20, 7)}, 60, []string{"pr"}},
		"none are left":                  {5, []protect.Total{total(30, 20, 10)}, 60, []string{"prco"}},
		"none are left, few plans":       {5, []protect.Total{total(25, 20, 10), total(27, 23, 10)}, 60, []string{"prco", ""}},
		"none are left, one way hidden":  {5, []protect.Total{total(20, 20, 17), total(23, 20, 17)}, 60, []string{"pr", "r"}},
		"none are left, few closed":      {5, []protect.Total{total(30, 27, 3)}, 60, []string{"p"}},
		"a small cohort":                 {5, []protect.Total{total(0, 0, 0)}, 49, []string{""}},
		"no cohort":                      {5, []protect.Total{{}}, 0, []string{""}},
		"nothing is hidden of a minimum": {1, []protect.Total{total(1, 1, 1), total(2, 20, 37)}, 3, []string{"prco", "prco"}},
	} {
		for i, shown := range (protect.Rule{MinimumCount: test.minimum}).Weeks(test.totals, test.cases) {
			if got := letters(shown); got != test.want[i] {
				t.Errorf("%s, week %d: %q is shown, want %q", name, i, got, test.want[i])
			}
		}
	}
}

// A reader who turns every share that is shown into cases never learns that a
// few of them ended in a way between two weeks, nor, from the rest to 100, what
// is hidden alone.
func TestWeeksLeaveNoSmallDifference(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		const minimum = 5
		cases := rapid.Int64Range(50, 200).Draw(r, "cases")
		total := protect.Total{Entered: cases}
		var totals []protect.Total
		for range rapid.IntRange(1, 30).Draw(r, "weeks") {
			for way := range total.Ended {
				ended := min(rapid.Int64Range(0, 9).Draw(r, "ended"), cases-total.Left)
				total.Ended[way] += ended
				total.Left += ended
			}
			totals = append(totals, total)
		}
		shown := protect.Rule{MinimumCount: minimum}.Weeks(totals, cases)
		var last [3]int64
		for i, s := range shown {
			hidden := 0
			for way, is := range s.Ended {
				if !is {
					hidden++
					continue
				}
				if by := totals[i].Ended[way] - last[way]; by > 0 && by < minimum {
					r.Errorf("week %d shows that %d ended in way %d", i, by, way)
				}
				last[way] = totals[i].Ended[way]
			}
			left := cases - totals[i].Left
			if left > 0 && !s.Open {
				hidden++
			}
			if hidden == 1 || (s.Open && left > 0 && left < minimum) {
				r.Errorf("week %d, %d left: %d of four hidden, open shown %t", i, left, hidden, s.Open)
			}
		}
	})
}

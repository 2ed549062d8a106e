package evidence_test

import (
	"maps"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// stay is one case: at risk after entry up to exit, ended in a way or censored.
type stay struct {
	entry, exit int64
	how         int // a way to end, or censored
}

const censored = -1

// momentsOf counts stays by time.
func momentsOf(stays []stay) []evidence.Moment {
	moments := map[int64]*evidence.Moment{}
	at := func(time int64) *evidence.Moment {
		if moments[time] == nil {
			moments[time] = &evidence.Moment{Time: time}
		}
		return moments[time]
	}
	for _, s := range stays {
		at(s.entry).Entered++
		if s.how == censored {
			at(s.exit).Censored++
		} else {
			at(s.exit).Ended[s.how]++
		}
	}
	var list []evidence.Moment
	for _, time := range slices.Sorted(maps.Keys(moments)) {
		list = append(list, *moments[time])
	}
	return list
}

func estimate(t testing.TB, stays []stay) []evidence.State {
	t.Helper()
	states, err := evidence.AalenJohansen(momentsOf(stays))
	if err != nil {
		t.Fatal(err)
	}
	return states
}

// stateAt is the last state at or before a time, with the risk set at the time.
func stateAt(states []evidence.State, stays []stay, time int64) evidence.State {
	now := evidence.State{Open: 1}
	for _, s := range states {
		if s.Time <= time {
			now = s
		}
	}
	now.AtRisk = 0
	for _, s := range stays {
		if s.entry < time && time <= s.exit {
			now.AtRisk++
		}
	}
	return now
}

// nearColumns compares figures with the columns of a reference row.
func nearColumns(t *testing.T, r row, tolerance float64, got map[string]float64) {
	t.Helper()
	for column, value := range got {
		if want := r.float(t, column); !(math.Abs(value-want) <= tolerance) {
			t.Errorf("%s at %s: got %.12f, want %.12f", column, r["time"], value, want)
		}
	}
}

// staysOf reads stays from columns; codes says which code is which end.
func staysOf(t *testing.T, rows []row, entry, exit, how string, codes map[string]int) []stay {
	t.Helper()
	var stays []stay
	for _, row := range rows {
		s := stay{exit: int64(row.float(t, exit))}
		if entry != "" {
			s.entry = int64(row.float(t, entry))
		}
		code, found := codes[row[how]]
		if !found {
			t.Fatalf("%s is %q", how, row[how])
		}
		s.how = code
		stays = append(stays, s)
	}
	return stays
}

// With a single way to end, what is still open is the Kaplan-Meier curve. The
// expected figures are those of R's survival package.
func TestKaplanMeierReference(t *testing.T) {
	t.Parallel()
	codes := map[string]int{"1": censored, "2": evidence.Closed}
	compare := func(rows, expected []row) {
		stays := staysOf(t, rows, "", "time", "status", codes)
		states := estimate(t, stays)
		for _, want := range expected {
			s := stateAt(states, stays, int64(want.float(t, "time")))
			low, high, ok := evidence.LogLogLimits(s.Open, s.OpenError)
			if !ok {
				t.Errorf("no limits at %s", want["time"])
			}
			nearColumns(t, want, 1e-9, map[string]float64{
				"n_risk": float64(s.AtRisk), "surv": s.Open, "se": s.OpenError, "lo": low, "hi": high,
			})
		}
	}
	lung := referenceTable(t, "time-to-plan/lung_input.csv")
	compare(lung, referenceTable(t, "time-to-plan/expected_lung_km_loglog.csv"))
	bySex := map[string][]row{}
	for _, row := range referenceTable(t, "time-to-plan/expected_lung_km_by_sex.csv") {
		bySex[row["strata"]] = append(bySex[row["strata"]], row)
	}
	if len(bySex) != 2 {
		t.Fatalf("%d strata", len(bySex))
	}
	for stratum, expected := range bySex {
		var rows []row
		for _, row := range lung {
			if "sex="+row["sex"] == stratum {
				rows = append(rows, row)
			}
		}
		compare(rows, expected)
	}
}

// The expected figures are those of R's survival, etm and cmprsk packages.
func TestCumulativeIncidenceReference(t *testing.T) {
	t.Parallel()
	codes := map[string]int{"0": censored, "1": evidence.Plan, "2": evidence.Refused}
	stays := staysOf(t, referenceTable(t, "time-to-plan/mgus2_input.csv"), "", "etime", "ev", codes)
	states := estimate(t, stays)
	for _, want := range referenceTable(t, "time-to-plan/expected_mgus2_cif.csv") {
		s := stateAt(states, stays, int64(want.float(t, "time")))
		low, high, ok := evidence.LogLogLimits(s.Reached[evidence.Plan], s.Error[evidence.Plan])
		if !ok {
			t.Errorf("no limits at %s", want["time"])
		}
		nearColumns(t, want, 1e-9, map[string]float64{
			"n_risk": float64(s.AtRisk), "cif_pcm": s.Reached[evidence.Plan], "se_greenwood": s.Error[evidence.Plan],
			"lo_greenwood_loglog": low, "hi_greenwood_loglog": high, "cif_death": s.Reached[evidence.Refused],
		})
		for _, other := range []string{"se_ij_survival", "se_cmprsk"} {
			if value := want.float(t, other); math.Abs(s.Error[evidence.Plan]/value-1) > 0.02 {
				t.Errorf("%s at %s: %g is not near %g", other, want["time"], s.Error[evidence.Plan], value)
			}
		}
	}
}

func TestLeftTruncatedReference(t *testing.T) {
	t.Parallel()
	codes := map[string]int{"0": censored, "1": evidence.Plan, "2": evidence.Refused}
	stays := staysOf(t, referenceTable(t, "time-to-plan/mgus2_lefttrunc_input.csv"), "a0", "a1", "ev", codes)
	states := estimate(t, stays)
	for _, want := range referenceTable(t, "time-to-plan/expected_mgus2_lefttrunc.csv") {
		s := stateAt(states, stays, int64(want.float(t, "time")))
		nearColumns(t, want, 1e-9, map[string]float64{
			"n_risk": float64(s.AtRisk), "cif_pcm": s.Reached[evidence.Plan], "se_greenwood": s.Error[evidence.Plan],
		})
		low, high, _ := evidence.LogLogLimits(s.Reached[evidence.Plan], s.Error[evidence.Plan])
		for column, value := range map[string]float64{"lo_ij": low, "hi_ij": high} {
			if other := want.float(t, column); math.Abs(value/other-1) > 0.02 {
				t.Errorf("%s at %s: %g is not near %g", column, want["time"], value, other)
			}
		}
	}
}

// Six rows worked by hand, one of them a late entry.
func TestTinyReference(t *testing.T) {
	t.Parallel()
	codes := map[string]int{"0": censored, "1": evidence.Plan, "2": evidence.Refused}
	stays := staysOf(t, referenceTable(t, "time-to-plan/tiny_input.csv"), "entry", "exit", "ev", codes)
	states := estimate(t, stays)
	for _, want := range referenceTable(t, "time-to-plan/tiny_expected.csv") {
		s := stateAt(states, stays, int64(want.float(t, "time")))
		nearColumns(t, want, 1e-9, map[string]float64{
			"n_risk": float64(s.AtRisk), "S": s.Open, "F": s.Reached[evidence.Plan], "F2": s.Reached[evidence.Refused],
			"seF": s.Error[evidence.Plan], "seS": s.OpenError,
		})
	}
}

// Without censoring or late entries a share is a proportion, and its variance
// that of a binomial.
func TestWithoutCensoringSharesAreProportions(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		var stays []stay
		for range rapid.IntRange(1, 60).Draw(r, "cases") {
			stays = append(stays, stay{0, rapid.Int64Range(1, 12).Draw(r, "exit"), rapid.IntRange(0, 2).Draw(r, "how")})
		}
		states, err := evidence.AalenJohansen(momentsOf(stays))
		if err != nil {
			r.Fatal(err)
		}
		for _, s := range states {
			total := s.Open
			for how, share := range s.Reached {
				count := 0.0
				for _, own := range stays {
					if own.exit <= s.Time && own.how == how {
						count++
					}
				}
				n := float64(len(stays))
				p := count / n
				if math.Abs(share-p) > 1e-9 || math.Abs(s.Error[how]-math.Sqrt(p*(1-p)/n)) > 1e-7 {
					r.Errorf("way %d at %d: %g (%g), want %g", how, s.Time, share, s.Error[how], p)
				}
				total += share
			}
			if math.Abs(total-1) > 1e-9 {
				r.Errorf("the shares at %d add to %g", s.Time, total)
			}
		}
	})
}

// Twice the cases have the same shares and standard errors smaller by root two.
func TestTwiceTheCasesSameShares(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(r *rapid.T) {
		stays := []stay{{0, 20, censored}}
		for range rapid.IntRange(1, 40).Draw(r, "cases") {
			entry := rapid.Int64Range(0, 6).Draw(r, "entry")
			stays = append(stays, stay{
				entry, entry + rapid.Int64Range(1, 12).Draw(r, "wait"), rapid.IntRange(censored, evidence.Closed).Draw(r, "how"),
			})
		}
		once, err := evidence.AalenJohansen(momentsOf(stays))
		if err != nil {
			r.Fatal(err)
		}
		twice, err := evidence.AalenJohansen(momentsOf(append(slices.Clone(stays), stays...)))
		if err != nil {
			r.Fatal(err)
		}
		for i, one := range once {
			two := twice[i]
			if two.AtRisk != 2*one.AtRisk || math.Abs(two.Open-one.Open) > 1e-9 {
				r.Errorf("at %d: %d at risk and %g open, then %d and %g", one.Time, one.AtRisk, one.Open, two.AtRisk, two.Open)
			}
			total := one.Open
			for how := range one.Reached {
				total += one.Reached[how]
				if math.Abs(two.Reached[how]-one.Reached[how]) > 1e-9 || math.Abs(two.Error[how]*math.Sqrt2-one.Error[how]) > 1e-7 {
					r.Errorf("way %d at %d: %g (%g), then %g (%g)", how, one.Time, one.Reached[how], one.Error[how],
						two.Reached[how], two.Error[how])
				}
			}
			if math.Abs(total-1) > 1e-9 {
				r.Errorf("the shares at %d add to %g", one.Time, total)
			}
		}
	})
}

func TestImpossibleMoments(t *testing.T) {
	t.Parallel()
	for name, moments := range map[string][]evidence.Moment{
		"out of order":    {{Time: 2, Entered: 3}, {Time: 1, Censored: 1}},
		"one time twice":  {{Time: 1, Entered: 3}, {Time: 1, Censored: 1}},
		"below zero":      {{Time: 1, Entered: -1}},
		"events below 0":  {{Time: 1, Entered: 4}, {Time: 2, Ended: [3]int64{2, -1, 0}}},
		"more than there": {{Time: 1, Entered: 1}, {Time: 2, Ended: [3]int64{1, 0, 0}, Censored: 1}},
		"before entry":    {{Time: 1, Entered: 1, Censored: 1}},
	} {
		if _, err := evidence.AalenJohansen(moments); err == nil {
			t.Errorf("%s: no error", name)
		}
	}
	if states, err := evidence.AalenJohansen(nil); err != nil || len(states) != 0 {
		t.Errorf("of nothing: %v, %v", states, err)
	}
}

func TestNoLimitsOfNoneAndAll(t *testing.T) {
	t.Parallel()
	for _, share := range []float64{0, 1, 1 - 1e-16, -1, 2, math.NaN()} {
		if low, high, ok := evidence.LogLogLimits(share, 0.1); ok || low != 0 || high != 0 {
			t.Errorf("limits of %g: %g, %g, %t", share, low, high, ok)
		}
	}
	if low, high, ok := evidence.LogLogLimits(0.4, 0); !ok || low != 0.4 || high != 0.4 {
		t.Errorf("limits without an error: %g, %g, %t", low, high, ok)
	}
}

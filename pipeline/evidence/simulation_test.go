package evidence_test

import (
	"flag"
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"

	"ehcp/pipeline/evidence"
)

// series is how many made-up series each world has. The references counted
// 20,000 for false alarms and 5,000 for power: go test -run World -series 20000.
var series = flag.Int("series", 3000, "simulated series in each world")

// world draws monthly counts whose true rate is known: about 350 cases a month at
// 45%, a step after the twelve months of the baseline, a spread of the monthly
// log odds, and a yearly swing of the rate.
type world struct{ step, spread, swing float64 }

func (w world) draw(source rand.Source, count int) []evidence.Proportion {
	noise := distuv.Normal{Sigma: 1, Src: source}
	phase := 2 * math.Pi * rand.New(source).Float64()
	var all []evidence.Proportion
	for month := range count {
		p := 0.45 + w.swing*math.Sin(phase+2*math.Pi*float64(month)/12)
		if month >= 12 {
			p += w.step
		}
		p = 1 / (1 + (1-p)/p*math.Exp(-w.spread*noise.Rand()))
		whole := math.Round(distuv.Poisson{Lambda: 350, Src: source}.Rand())
		part := distuv.Binomial{N: whole, P: p, Src: source}.Rand()
		all = append(all, evidence.Proportion{Part: int64(part), Whole: int64(whole)})
	}
	return all
}

// reviewed says how often a verdict was reached at any of the quarterly reviews.
type reviewed struct{ oneWindow, twoWindows, sustained float64 }

func (w world) review(t *testing.T, reviews int) reviewed {
	t.Helper()
	source := rand.NewPCG(20240108, 3)
	var found reviewed
	for range *series {
		months := w.draw(source, 12+3*reviews)
		var one, two, lasting bool
		for q := 1; q <= reviews; q++ {
			verdict := judge(t, months[:12], months[12:12+3*q]).Verdict
			lasting = lasting || verdict == evidence.Sustained
			two = two || verdict == evidence.Sustained || verdict == evidence.Improved
			one = one || two || verdict == evidence.Improving
		}
		for hit, count := range map[*float64]bool{&found.oneWindow: one, &found.twoWindows: two, &found.sustained: lasting} {
			if count {
				*hit += 1 / float64(*series)
			}
		}
	}
	return found
}

// about is agreement with a share that others simulated, within four standard
// errors of both and a hundredth for worlds not made in quite the same way.
func about(t *testing.T, what string, got, want, theirs float64) {
	t.Helper()
	se := math.Sqrt(want * (1 - want) * (1/theirs + 1/float64(*series)))
	if math.Abs(got-want) > 4*se+0.01 {
		t.Errorf("%s in %.4f of the series, want about %.4f", what, got, want)
	}
}

// In a world without change 'sustained' is said in under 1% of runs of eight
// reviews, and the single steps are as often wrong as the reference found them.
func TestWorldWithoutChange(t *testing.T) {
	t.Parallel()
	want := map[string]map[string]float64{}
	for _, r := range referenceTable(t, "expected_false_alarm.csv") {
		if r["p0"] == "0.45" {
			if want[r["world"]] == nil {
				want[r["world"]] = map[string]float64{}
			}
			want[r["world"]][r["rule"]] = r.float(t, "any_of_8_reviews")
		}
	}
	for name, w := range map[string]world{"binomial": {}, "overdisp": {spread: 0.2}} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			got := w.review(t, 8)
			t.Logf("%+v", got)
			if got.sustained >= 0.01 {
				t.Errorf("'sustained' without change in %.4f of the series", got.sustained)
			}
			about(t, "one window above", got.oneWindow, want[name]["q_gt_base_phi"], 20_000)
			about(t, "two windows above", got.twoWindows, want[name]["two_q_phi"], 20_000)
			about(t, "sustained", got.sustained, want[name]["SUSTAINED"], 20_000)
		})
	}
}

// A swing with the seasons comes back to where it was: it is never sustained.
func TestWorldOfSeasons(t *testing.T) {
	t.Parallel()
	got := world{swing: 0.05}.review(t, 8)
	t.Logf("%+v", got)
	if got.sustained > 0 || got.oneWindow < 0.2 {
		t.Errorf("%+v", got)
	}
}

// A real step of 20 points is nearly always found by the fourth review, and
// smaller ones as often as the reference found them.
func TestWorldWithAStep(t *testing.T) {
	t.Parallel()
	want := map[string]row{}
	for _, r := range referenceTable(t, "expected_power.csv") {
		if r["rule"] == "SUSTAINED" && r["ramp_months"] == "0" {
			want[r["world"]+r["step"]] = r
		}
	}
	for name, w := range map[string]world{
		"binomial0.2":  {step: 0.2},
		"overdisp0.2":  {step: 0.2, spread: 0.2},
		"binomial0.1":  {step: 0.1},
		"overdisp0.1":  {step: 0.1, spread: 0.2},
		"overdisp0.05": {step: 0.05, spread: 0.2},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			third, fourth := w.review(t, 3), w.review(t, 4)
			t.Logf("%+v, %+v", third, fourth)
			about(t, "sustained by the third review", third.sustained, want[name].float(t, "by_q3"), 5_000)
			about(t, "sustained by the fourth review", fourth.sustained, want[name].float(t, "by_q4"), 5_000)
			if w.step == 0.2 && fourth.sustained < 0.98 {
				t.Errorf("a step of 20 points found in %.4f of the series", fourth.sustained)
			}
		})
	}
}

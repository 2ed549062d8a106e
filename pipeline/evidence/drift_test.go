package evidence_test

import (
	"encoding/json"
	"math"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"ehcp/pipeline/evidence"
)

// driftReference is one series of stocks with the forecasts from three origins
// and the scores of forecasts from every month.
type driftReference struct {
	Dates    []string
	Stocks   []int64
	Origins  map[string]driftOrigin
	Backtest map[string]driftScore
}

type driftOrigin struct {
	K        int
	B0       int64
	Mu, S, T float64
	Central  int          `json:"clear_central"`
	Earliest int          `json:"clear_earliest"`
	Latest   int          `json:"clear_latest"`
	Rows     [][4]float64 // month, centre and limits to 6 decimals
}

type driftScore struct {
	N        int
	MAE      float64
	NoChange float64 `json:"mae_no_change"`
	Coverage float64 `json:"coverage80"`
}

func driftReferences(t *testing.T) map[string]driftReference {
	t.Helper()
	var raw map[string]json.RawMessage
	referenceValues(t, "expected_drift.json", &raw)
	all := map[string]driftReference{}
	for _, name := range []string{"gt20", "gt30", "gt52"} {
		var parts map[string]json.RawMessage
		into(t, raw[name], &parts)
		r := driftReference{Origins: map[string]driftOrigin{}}
		var monthly [][2]json.RawMessage
		into(t, parts["monthly"], &monthly)
		for _, m := range monthly {
			var date string
			var stock int64
			into(t, m[0], &date)
			into(t, m[1], &stock)
			r.Dates, r.Stocks = append(r.Dates, date), append(r.Stocks, stock)
		}
		into(t, parts["backtest"], &r.Backtest)
		for key, text := range parts {
			if date, ok := strings.CutPrefix(key, "origin_"); ok {
				var o driftOrigin
				into(t, text, &o)
				r.Origins[date] = o
			}
		}
		all[name] = r
	}
	return all
}

func into(t *testing.T, text []byte, value any) {
	t.Helper()
	if err := json.Unmarshal(text, value); err != nil {
		t.Fatal(err)
	}
}

func TestDriftReference(t *testing.T) {
	t.Parallel()
	origins := 0
	for name, r := range driftReferences(t) {
		for i, date := range r.Dates {
			want, ok := r.Origins[date]
			if !ok {
				continue
			}
			origins++
			got, err := evidence.DriftForecast(r.Stocks[:i+1], want.K, len(want.Rows), 0)
			if err != nil || r.Stocks[i] != want.B0 {
				t.Fatalf("%s at %s: %v", name, date, err)
			}
			expect(t, "the mean", got.Mean, want.Mu)
			expect(t, "the standard deviation", got.SD, want.S)
			expect(t, "t", got.T, want.T)
			if got.Clears != want.Central || got.Earliest != want.Earliest || got.Latest != want.Latest {
				t.Errorf("%s at %s clears at %d (%d to %d), want %d (%d to %d)",
					name, date, got.Clears, got.Earliest, got.Latest, want.Central, want.Earliest, want.Latest)
			}
			for m, w := range want.Rows {
				g := got.Months[m]
				for v, value := range []float64{float64(g.Ahead), g.Central, g.Low, g.High} {
					if !(math.Abs(value-w[v]) < 1e-6) {
						t.Errorf("%s at %s, month %d: %+v, want %v", name, date, m+1, g, w)
					}
				}
			}
		}
	}
	if origins != 9 {
		t.Errorf("%d origins", origins)
	}
}

func TestDriftEdges(t *testing.T) {
	t.Parallel()
	for want, c := range map[string]struct {
		stocks           []int64
		changes, horizon int
	}{
		"0 month ends do not give 6 changes": {nil, 6, 12},
		"6 month ends do not give 6 changes": {make([]int64, 6), 6, 12},
		"needs 2 changes":                    {make([]int64, 6), 1, 12},
		"1 month ahead, not 6 and 0":         {make([]int64, 7), 6, 0},
	} {
		if _, err := evidence.DriftForecast(c.stocks, c.changes, c.horizon, 0); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v", want, err)
		}
	}
	still, err := evidence.DriftForecast([]int64{9, 9, 9, 9, 9, 9, 9}, 6, 2, 0)
	if err != nil || still.SD != 0 || still.Months[1] != (evidence.DriftMonth{Ahead: 2, Central: 9, Low: 9, High: 9}) || still.Earliest != 0 {
		t.Errorf("a stock that stands still: %+v (%v)", still, err)
	}
	none, err := evidence.DriftForecast(make([]int64, 7), 6, 2, 0)
	if err != nil || none.Clears != 0 || none.Earliest != 1 || none.Latest != 0 {
		t.Errorf("a stock of none without a drift: %+v (%v)", none, err)
	}
	steady, err := evidence.DriftForecast([]int64{12, 10, 8, 6, 4}, 4, 3, 0)
	if err != nil || steady.Clears != 2 || steady.Earliest != 2 || steady.Latest != 2 {
		t.Errorf("two fewer each month: %+v (%v)", steady, err)
	}
}

// Raising every stock and the target by the same count raises the forecast by it,
// and earlier changes do not matter.
func TestDriftProperties(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		stocks := rapid.SliceOfN(rapid.Int64Range(0, 1000), 8, 30).Draw(t, "stocks")
		var raised []int64
		for _, s := range stocks[len(stocks)-7:] {
			raised = append(raised, s+500)
		}
		one, err := evidence.DriftForecast(stocks, 6, 12, 20)
		two, errTwo := evidence.DriftForecast(raised, 6, 12, 520)
		if err != nil || errTwo != nil || one.Clears != two.Clears || one.Earliest != two.Earliest || one.Latest != two.Latest {
			t.Fatalf("%+v, raised %+v", one, two)
		}
		for i, m := range one.Months {
			up := two.Months[i]
			if !near(up.Central, m.Central+500) || !near(up.High-up.Low, m.High-m.Low) || m.Low > m.Central || m.High < m.Central {
				t.Fatalf("%+v, raised %+v", m, up)
			}
		}
	})
}

package series_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/evidence"
)

// TestTinyValues have lines with as many digits as they have, and 0 no sign.
func TestTinyValues(t *testing.T) {
	t.Parallel()
	s := parsed(t, "date,value\n2024-01-01,0.000349\n2024-02-01,0.000401\n2024-03-01,0.00036\n")
	charted, err := s.Charted(evidence.ChartOptions{Method: evidence.XmR})
	if err != nil {
		t.Fatal(err)
	}
	if got := charted.DrawnRows()[0]; got[1] != "0.000349" || got[2] != "0.000370" || got[3] != "0.000246" {
		t.Errorf("%q, want a mean of 0.000370 and a lower limit of 0.000246", got) // 2.66 x 0.0000465 below
	}
	zero, err := parsed(t, "date,value\n2024-01-01,-0.001\n2024-02-01,0.001\n2024-03-01,0\n2024-04-01,-0.00001\n2024-05-01,100.5\n").Charted(
		evidence.ChartOptions{Method: evidence.XmR})
	if err != nil {
		t.Fatal(err)
	}
	var table strings.Builder
	if err := zero.WriteTable(&table); err != nil || strings.Contains(table.String(), "-0.0000 ") {
		t.Errorf("%v: %s", err, table.String())
	}
}

// TestJSON has the keys, unrounded numbers and nulls that programs rely on.
func TestJSON(t *testing.T) {
	t.Parallel()
	s := parsed(t, "date,value\n2024-01-01,4\n2024-02-01,\n2024-03-01,3.1\n")
	charted, err := s.Charted(evidence.ChartOptions{Method: evidence.XmR})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := charted.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	point := func(date string, value any) map[string]any {
		return map[string]any{
			"date": date, "value": value, "mean": 3.55, "lower": nil, "upper": nil,
			"rule": "none", "type": "common_cause", "segment": 0.0,
		}
	}
	want := map[string]any{
		"points":    []any{point("2024-01-01", 4.0), point("2024-02-01", nil), point("2024-03-01", 3.1)},
		"variation": "common_cause", "assurance": "", "warnings": []any{
			"the series has no two values one after the other, so that there are no limits", "1 point has no value and breaks every run",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

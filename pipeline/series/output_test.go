package series_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/evidence"
)

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

package charts_test

import (
	"encoding/xml"
	"strings"
	"testing"

	"ehcp/charts"
)

// Each sign is another picture, whole, and hidden from screen readers.
func TestIcons(t *testing.T) {
	t.Parallel()
	kinds := map[string]string{}
	for _, kind := range []string{
		"common_cause", "improvement", "concern", "neutral_high", "consistent_pass", "consistent_fail", "inconsistent",
	} {
		icon, err := charts.Icon(kind, true)
		if err != nil {
			t.Fatal(err)
		}
		if err := xml.Unmarshal([]byte(icon), new(struct{})); err != nil || !strings.Contains(icon, `aria-hidden="true"`) {
			t.Errorf("%s is %s (%v)", kind, icon, err)
		}
		if other := kinds[icon]; other != "" {
			t.Errorf("%s looks like %s", kind, other)
		}
		kinds[icon] = kind
	}
	up, _ := charts.Icon("improvement", true)
	if down, _ := charts.Icon("improvement", false); down == up {
		t.Error("an improvement downwards looks like one upwards")
	}
	if icon, err := charts.Icon("none", true); err == nil {
		t.Errorf("a sign for nothing: %s", icon)
	}
}

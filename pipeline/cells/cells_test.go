package cells_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/cells"
)

func TestHarmless(t *testing.T) {
	t.Parallel()
	for text, want := range map[string]string{
		"": "", "North": "North", "a=b": "a=b", "'=1": "'=1", "=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx",
	} {
		if got := cells.Harmless(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}

// TestHarmlessRow leaves numbers below 0 as they are.
func TestHarmlessRow(t *testing.T) {
	t.Parallel()
	got := strings.Join(cells.HarmlessRow([]string{"2024-01-01", "-4.5", "=cmd|x", "-", "+12", ""}), ",")
	if want := "2024-01-01,-4.5,'=cmd|x,'-,+12,"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	if got := cells.OneLine(" second\r\n\tteam "); got != "second team" {
		t.Errorf("%q", got)
	}
}

package workbook_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/workbook"
)

// TestHarmlessRow leaves numbers below 0 as they are.
func TestHarmlessRow(t *testing.T) {
	t.Parallel()
	got := strings.Join(workbook.HarmlessRow([]string{"2024-01-01", "-4.5", "=cmd|x", "-", "+12", ""}), ",")
	if want := "2024-01-01,-4.5,'=cmd|x,'-,+12,"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func TestOneLine(t *testing.T) {
	t.Parallel()
	if got := workbook.OneLine(" second\r\n\tteam "); got != "second team" {
		t.Errorf("%q", got)
	}
}

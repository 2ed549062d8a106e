package extract_test

import (
	"errors"
	"strings"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
)

// TestNoHeaderIsNotShown says nothing of a first line that is a child's, however
// its dates are written and whatever words of a heading it has.
func TestNoHeaderIsNotShown(t *testing.T) {
	t.Parallel()
	days := []string{
		"31-Jan-2024", "31 January 2024", "31/Jan/2024", "2024-Jan-31", "January 31, 2024", "Wed 31 Jan 2024", "1/4/24", "1.4.2024",
		"2024-01-31T10:00:00Z", "31st Jan 24", "20240131", "31/01/2024 10:00",
	}
	for _, day := range days {
		notShown(t, "EHC0,Sentinel,Surname,"+day+",Health,Case type\nEHC9,Other,Name,"+day+",Area,Status\n", config.Extract{})
	}
	for _, text := range []string{
		"Sentinel,Hill Road,Request type,note\n", "C0,Sentinel,Hill Road,Case status\nC1,Other,Low Road,x\n",
		"Sentinel,Case,Area\nOther,Case,South\n", "Sentinel,Hill Road,Care,Hillside\nOther,Low Road,x,Lowside\n",
	} {
		notShown(t, text+text, config.Extract{})
	}
	notShown(t, "C0,Sentinel,North\nC1,Sentinel,North\n", config.Extract{Mapping: map[string]string{"case_id": "Sentinal"}})
}

func notShown(t *testing.T, text string, entry config.Extract) {
	t.Helper()
	_, err := extract.Open(t.Context(), write(t, "a.csv", text), extract.Options{Entry: entry, Scratch: t.TempDir()})
	var unmapped *extract.UnmappedError
	if fault.KindOf(err) != fault.Extract || strings.Contains(err.Error()+fault.Hint(err), "Sentinel") || errors.As(err, &unmapped) {
		t.Errorf("%q gives %v with hint %q", text, err, fault.Hint(err))
	}
}

// TestUnknownHeadings shows headings where nothing is known of most of them.
func TestUnknownHeadings(t *testing.T) {
	t.Parallel()
	for _, text := range []string{
		"System no,Pupil,Logged,Done\nX1,Smith,Health,Referral date\nX2,Hill,Health,x\n",
		"Ident,Who,Logged,Area\nX1,Smith,31/01/2024,North\nX2,Hill,01/02/2024,South\n",
	} {
		_, err := extract.Open(t.Context(), write(t, "a.csv", text), extract.Options{Scratch: t.TempDir()})
		var unmapped *extract.UnmappedError
		first, _, _ := strings.Cut(text, "\n")
		if !errors.As(err, &unmapped) || strings.Join(unmapped.Header, ",") != first {
			t.Errorf("%q gives %v, want its first line as the header", text, err)
		}
	}
}

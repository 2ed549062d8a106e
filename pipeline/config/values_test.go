package config_test

import (
	"strings"
	"testing"

	"ehcp/pipeline/fault"
)

// A bad value is an error with line and excerpt, as an unknown key is.
func TestBadValueShowsItsLine(t *testing.T) {
	t.Parallel()
	for _, line := range []string{
		"clock: {moved_in: responsable}", "increments: {start: 2024-01-31}", "as_at: yestrday", "gates: {rejected_share: 7}",
	} {
		_, err := load(t, "council: {name: x}\n"+line+"\n")
		if err == nil || !strings.Contains(err.Error(), "[2:") || !strings.Contains(err.Error(), ">  2 | "+line) {
			t.Errorf("error is %q, want line 2 and its excerpt", err)
		}
	}
}

// What is written for an analyst names no types of the program.
func TestBadTypeInPlainWords(t *testing.T) {
	t.Parallel()
	_, err := load(t, "disclosure: {minimum_count: five}\n")
	if err == nil || strings.Contains(err.Error(), "Go struct field") {
		t.Errorf("error is %q, want plain words", err)
	}
}

// A count is a whole number, and 0 is not the same as no setting.
func TestMinimumCountIsACount(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"2.5", "0", "-1"} {
		c, err := load(t, "disclosure: {minimum_count: "+text+"}\n")
		if fault.KindOf(err) != fault.Usage {
			t.Errorf("minimum_count %s is taken as %d, want an error", text, c.Disclosure.MinimumCount)
		}
	}
}

// A word under mapping: or codes: that is no column does nothing in silence.
func TestUnknownColumnsInMappingAndCodes(t *testing.T) {
	t.Parallel()
	for _, text := range []string{"mapping: {recieved_date: Date}", "codes: {request_sorce: {PAR: 1}}"} {
		if _, err := load(t, "extracts: [{path: x.csv, "+text+"}]\n"); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s is accepted (%v)", text, err)
		}
	}
}

// A file of two documents is not read by half.
func TestSecondDocument(t *testing.T) {
	t.Parallel()
	if c, err := load(t, "council: {name: a}\n---\ncouncil: {name: b}\n"); err == nil {
		t.Errorf("council is %q, and the second document is dropped", c.Council.Name)
	}
}

// A heading that names a child or an officer is no column that figures are
// shown by, whatever it is mapped to.
func TestIdentifyingHeadings(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]bool{
		"area: Surname": true, "team: Child surname": true, "district: \" FORENAME \"": true, "phase: NHS Number": true, "sex: Pupil UPN": true,
		"received_date: Date of Birth": true, "area: PostCode": true, "clock_restart_reason: Notes": true, "setting_type: DateOfBirth": true,
		"person_id: UPN": false, "case_id: UPN": false, "case_officer: Name": false, "team: Team name": false, "area: Postcode area": false,
		"authority_name: LA name": false,
	} {
		_, err := load(t, "extracts: [{path: x.csv, mapping: {"+text+"}}]\n")
		if (fault.KindOf(err) == fault.Usage) != refused || err != nil && !refused {
			t.Errorf("%s gives %v, want an error %v", text, err, refused)
		}
	}
	for _, heading := range []string{"Child Surname", "NHS Number"} {
		if _, err := load(t, "breakdowns: {extra: {Topic: "+heading+"}}\n"); fault.KindOf(err) != fault.Usage {
			t.Errorf("%s can be a breakdown (%v)", heading, err)
		}
	}
}

// A gate of days is a whole number: 1.5 is not 1.
func TestDaysAreWhole(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]bool{"1.5": true, "-1": true, "many": true, "0": false, "45": false} {
		for _, key := range []string{"stale_days", "gap_days", "max_age_days"} {
			if _, err := load(t, "gates: {"+key+": "+text+"}\n"); (fault.KindOf(err) == fault.Usage) != refused || err != nil && !refused {
				t.Errorf("%s: %s gives %v, want an error %v", key, text, err, refused)
			}
		}
	}
	if c := mustLoad(t, "gates: {stale_days: 45, gap_days: null}\n"); *c.Gates.StaleDays != 45 || c.Gates.GapDays != nil {
		t.Errorf("gates are %+v", c.Gates)
	}
}

// A code that a column does not have would reject or query every row.
func TestUnknownCodes(t *testing.T) {
	t.Parallel()
	for text, refused := range map[string]bool{
		"request_source: {PAR: 9}": true, "request_outcome: {Agreed: Yes}": true, "closed_reason: {Gone: moved}": true,
		"week20_exception: {X: 2}": true, "awaiting: {EP: psychologist}": true,
		"request_source: {PAR: 1, NULL: \"\"}": false, "request_outcome: {Agreed: y}": false, "week20_exception: {X: 1, O: \"no\"}": false,
		"area: {N: North}": false, "plan_issued_date: {tbc: \"\"}": false, "closed_reason: {Gone: Moved_out}": false,
	} {
		_, err := load(t, "extracts: [{path: x.csv, codes: {"+text+"}}]\n")
		if (fault.KindOf(err) == fault.Usage) != refused || err != nil && !refused {
			t.Errorf("%s gives %v, want an error %v", text, err, refused)
		}
	}
}

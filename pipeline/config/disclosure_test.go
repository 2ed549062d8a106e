package config_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
)

func TestDisclosure(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want config.Disclosure
	}{
		{"council: {name: x}", config.Disclosure{MinimumCount: 5, Method: "suppress", HeadlineMinimumCount: 5}},
		{"disclosure: {minimum_count: 7}", config.Disclosure{MinimumCount: 7, Method: "suppress", HeadlineMinimumCount: 7}},
		{"disclosure: {method: round}", config.Disclosure{MinimumCount: 5, Method: "round", RoundTo: 5, HeadlineMinimumCount: 5}},
		{
			"disclosure: {method: round, round_to: 10, minimum_count: 7}",
			config.Disclosure{MinimumCount: 7, Method: "round", RoundTo: 10, HeadlineMinimumCount: 7},
		},
		{
			"disclosure: {headline_minimum_count: 3, headline_approved_by: A. Name, headline_approved_on: 2024-03-01}",
			config.Disclosure{
				MinimumCount: 5, Method: "suppress", HeadlineMinimumCount: 3, HeadlineApprovedBy: "A. Name", HeadlineApprovedOn: "2024-03-01",
			},
		},
		{
			"disclosure: {own_tables: [{table: ours, approved_by: A. Name, approved_on: 2024-03-01}]}",
			config.Disclosure{
				MinimumCount: 5, Method: "suppress", HeadlineMinimumCount: 5,
				OwnTables: []config.OwnTable{{Table: "ours", ApprovedBy: "A. Name", ApprovedOn: "2024-03-01"}},
			},
		},
	} {
		if diff := cmp.Diff(c.want, mustLoad(t, c.text).Disclosure); diff != "" {
			t.Errorf("%s (-want +got):\n%s", c.text, diff)
		}
	}
}

func TestDisclosureFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ settings, what, try string }{
		{"headline_minimum_count: 3", "headline_minimum_count: 3 is less than minimum_count, 5, and needs an approval", "headline_approved_by"},
		{"headline_minimum_count: 3, headline_approved_by: A. Name", "needs an approval", "headline_approved_on"},
		{"headline_minimum_count: 3, headline_approved_by: ' ', headline_approved_on: 2024-03-01", "needs an approval", "headline_approved_by"},
		{"headline_minimum_count: 3, headline_approved_by: A. Name, headline_approved_on: March", `"March" is not a date`, "the month"},
		{"headline_minimum_count: 6", "6 is more than minimum_count, 5", "left out"},
		{"headline_minimum_count: 0", "headline_minimum_count: this is not a count", ""},
		{"own_tables: [{table: ours}]", "own_tables[0]: ours has no approval", "approved_by"},
		{"own_tables: [{approved_by: A, approved_on: 2024-03-01}]", "own_tables[0]: it names no table", "add table:"},
		{"own_tables: [{table: ours, approved_by: A, approved_on: 1 March}]", `"1 March" is not a date`, "the month"},
		{
			"own_tables: [{table: ours, approved_by: A, approved_on: 2024-03-01}, {table: ours, approved_by: B, approved_on: 2024-03-01}]",
			"own_tables[1].table: ours is approved twice", "leave one",
		},
		{"round_to: 5", "round_to: counts are hidden and not rounded", "method: round"},
		{"method: round, round_to: 3", "rounding to 3 would show counts below minimum_count, 5", "minimum_count or more"},
		{"method: round, minimum_count: 7", "rounding to 5 would show counts below minimum_count, 7", ""},
		{"method: round, round_to: 1, minimum_count: 1", "rounding to 1", "2 at least"},
		{"method: round, round_to: 0", "round_to: this is not a count", ""},
		{
			"method: round, headline_minimum_count: 3, headline_approved_by: A, headline_approved_on: 2024-03-01",
			"counts are rounded and not hidden", "method: suppress",
		},
	} {
		_, err := load(t, "disclosure: {"+c.settings+"}\n")
		if err == nil || fault.KindOf(err) != fault.Usage || !strings.Contains(err.Error(), c.what) || !strings.Contains(fault.Hint(err), c.try) {
			t.Errorf("%s: error is %v with hint %q, want %q and %q", c.settings, err, fault.Hint(err), c.what, c.try)
		}
	}
}

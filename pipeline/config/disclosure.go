package config

import (
	"fmt"
	"slices"
	"strings"
)

// MinimumCount is the smallest non-zero count shown unless configured.
const MinimumCount = 5

// usualBase is what counts are rounded to a multiple of unless configured.
const usualBase = 5

// The ways in which small counts are kept from the public. One publication has
// one of them: a hidden count beside rounded ones would be hemmed in by them.
const (
	Suppress = "suppress" // small counts are hidden, and others so that they cannot be worked out
	Round    = "round"    // every count is rounded
)

// Disclosure controls what the public profile shows.
type Disclosure struct {
	MinimumCount  Positive `yaml:"minimum_count"`  // the smallest count shown, zero apart
	Method        string   `yaml:"method"`         // suppress or round
	RoundTo       Positive `yaml:"round_to"`       // the base of method round; 0 of suppress
	PublishOldest bool     `yaml:"publish_oldest"` // oldest_weeks_open is one child

	// HeadlineMinimumCount is the smallest count of all cases of the authority
	// that is shown. One below MinimumCount needs who approved it, and when.
	HeadlineMinimumCount Positive `yaml:"headline_minimum_count"`
	HeadlineApprovedBy   string   `yaml:"headline_approved_by"`
	HeadlineApprovedOn   string   `yaml:"headline_approved_on"`

	// Released are the as-at dates of the runs that left the council: later ones
	// must not differ from them by little. With none every run counts as released.
	Released []string `yaml:"released"`

	// OwnTables are the tables of the team's own queries that the public may see.
	OwnTables []OwnTable `yaml:"own_tables"`
}

// OwnTable is who approved that the public sees a table of the team's, and when:
// the program does not know what such a table says together with the others.
type OwnTable struct {
	Table      string `yaml:"table"`
	ApprovedBy string `yaml:"approved_by"`
	ApprovedOn string `yaml:"approved_on"`
}

// orUsual fills what was not given.
func (d Disclosure) orUsual() Disclosure {
	if d.MinimumCount == 0 {
		d.MinimumCount = MinimumCount
	}
	if d.Method == "" {
		d.Method = Suppress
	}
	if d.Method == Round && d.RoundTo == 0 {
		d.RoundTo = usualBase
	}
	if d.HeadlineMinimumCount == 0 {
		d.HeadlineMinimumCount = d.MinimumCount
	}
	return d
}

// IsRounded says whether the public sees rounded counts.
func (d Disclosure) IsRounded() bool { return d.Method == Round }

// IsHeadlineLower says whether smaller counts are shown of all cases than of
// breakdowns.
func (d Disclosure) IsHeadlineLower() bool { return d.HeadlineMinimumCount < d.MinimumCount }

// checkDisclosure refuses methods that are mixed, a base that small counts would
// show through, and a lower headline that nobody answers for.
func checkDisclosure(c Config) error {
	d := c.Disclosure
	if d.HeadlineMinimumCount > d.MinimumCount {
		return &valueError{
			"disclosure.headline_minimum_count", fmt.Sprintf("%d is more than minimum_count, %d", d.HeadlineMinimumCount, d.MinimumCount),
			"it can be lower than minimum_count, or left out",
		}
	}
	if _, err := Date(d.HeadlineApprovedOn); err != nil {
		return &valueError{
			"disclosure.headline_approved_on", fmt.Sprintf("%q is not a date like 2024-01-31", d.HeadlineApprovedOn),
			"write the year, the month and the day, all in figures",
		}
	}
	for _, day := range d.Released {
		if at, err := Date(day); err != nil || at.IsZero() {
			return &valueError{
				"disclosure.released", fmt.Sprintf("%q is not a date like 2024-01-31", day),
				"give the as-at dates of the runs that were published outside the council",
			}
		}
	}
	if d.IsHeadlineLower() && (strings.TrimSpace(d.HeadlineApprovedBy) == "" || d.HeadlineApprovedOn == "") {
		return &valueError{
			"disclosure.headline_minimum_count",
			fmt.Sprintf("%d is less than minimum_count, %d, and needs an approval", d.HeadlineMinimumCount, d.MinimumCount),
			"add headline_approved_by: with a name and headline_approved_on: with a date",
		}
	}
	if err := checkOwnTables(d.OwnTables); err != nil {
		return err
	}
	switch {
	case !d.IsRounded() && d.RoundTo != 0:
		return &valueError{"disclosure.round_to", "counts are hidden and not rounded", "set method: round, or leave round_to out"}
	case d.IsRounded() && d.IsHeadlineLower():
		return &valueError{"disclosure.headline_minimum_count", "counts are rounded and not hidden", "leave it out, or set method: suppress"}
	case d.IsRounded() && (d.RoundTo < 2 || d.RoundTo < d.MinimumCount):
		return &valueError{
			"disclosure.round_to", fmt.Sprintf("rounding to %d would show counts below minimum_count, %d", d.RoundTo, d.MinimumCount),
			"use minimum_count or more, and 2 at least",
		}
	}
	return nil
}

// checkOwnTables wants a name, a day and somebody who answers for each table.
func checkOwnTables(tables []OwnTable) error {
	for i, t := range tables {
		key := fmt.Sprintf("disclosure.own_tables[%d]", i)
		day, err := Date(t.ApprovedOn)
		switch {
		case strings.TrimSpace(t.Table) == "":
			return &valueError{key, "it names no table", "add table: with the name that the query's file gives the table"}
		case err != nil:
			return &valueError{
				key + ".approved_on", fmt.Sprintf("%q is not a date like 2024-01-31", t.ApprovedOn),
				"write the year, the month and the day, all in figures",
			}
		case strings.TrimSpace(t.ApprovedBy) == "" || day.IsZero():
			return &valueError{key, t.Table + " has no approval", "add approved_by: with a name and approved_on: with a date"}
		case slices.ContainsFunc(tables[:i], func(other OwnTable) bool { return other.Table == t.Table }):
			return &valueError{key + ".table", t.Table + " is approved twice", "leave one of them out"}
		}
	}
	return nil
}

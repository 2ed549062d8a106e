package config

import (
	"fmt"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
)

// MinimumCount is the smallest non-zero count shown unless configured.
const MinimumCount = 5

// Measures are the names that targets may use.
func Measures() []string {
	return []string{
		"falling_due_20", "falling_due_30", "falling_due_52", "pc_within_20_weeks", "pc_within_20_weeks_excl",
		"pc_within_30_weeks", "pc_within_52_weeks", "pc_flow_within_20_weeks", "open", "over_20_weeks",
		"over_30_weeks", "over_52_weeks", "net_change", "received", "pc_not_assessed", "median_weeks",
	}
}

// finish fills the defaults and refuses values that cannot be meant.
func finish(c Config, path string) (Config, error) {
	if c.Increments.Start == "" {
		c.Increments.Start = "2020-01-01" // calendar quarters, which are also financial ones
	}
	if c.Clock.MovedIn == "" {
		c.Clock.MovedIn = "responsible"
	}
	if c.Disclosure.MinimumCount == 0 {
		c.Disclosure.MinimumCount = MinimumCount
	}
	if c.Disclosure.Method == "" {
		c.Disclosure.Method = "suppress"
	}
	if c.Breakdowns.Public == nil && c.Breakdowns.Restricted == nil {
		c.Breakdowns.Public = []string{"All", "Area", "Age group", "Primary need", "Sex", "Request source"}
		c.Breakdowns.Restricted = []string{"Team", "Phase", "Setting type", "Ethnicity"}
		c.Breakdowns.ByDefault = true
	}
	for _, check := range []func(Config) error{checkDates, checkWords, checkNumbers} {
		if err := check(c); err != nil {
			if path != "" {
				return Config{}, fault.New(fault.Usage, path+": "+err.Error(), fault.Hint(err))
			}
			return Config{}, err
		}
	}
	return c, nil
}

func checkDates(c Config) error {
	dates := map[string]string{"increments.start": c.Increments.Start}
	if c.Baseline != nil {
		dates["baseline.from"], dates["baseline.to"] = c.Baseline.From, c.Baseline.To
	}
	for i, e := range c.Extracts {
		dates[fmt.Sprintf("extracts[%d].complete_from", i)] = e.CompleteFrom
	}
	for i, t := range c.Targets {
		dates[fmt.Sprintf("targets[%d].by", i)] = t.By
	}
	for key, text := range dates {
		if _, err := Date(text); err != nil {
			return fault.Usagef("%s: %q is not a date like 2024-01-31", key, text)
		}
	}
	if day, _ := Date(c.Increments.Start); day.Day() > 28 {
		return fault.Usagef("increments.start: day %d does not occur in every month; use 1 to 28", day.Day())
	}
	return nil
}

func checkWords(c Config) error {
	type choice struct {
		key, value string
		words      []string
	}
	choices := []choice{
		{"clock.moved_in", c.Clock.MovedIn, []string{"responsible", "original"}},
		{"disclosure.method", c.Disclosure.Method, []string{"suppress"}},
	}
	for i, e := range c.Extracts {
		choices = append(choices,
			choice{fmt.Sprintf("extracts[%d].kind", i), e.Kind, []string{"", "assessments"}},
			choice{fmt.Sprintf("extracts[%d].dates", i), e.Dates, []string{"", "iso", "dmy", "mdy"}})
		if e.Path == "" {
			return fault.Usagef("extracts[%d] has no path", i)
		}
	}
	for i, t := range c.Targets {
		choices = append(choices, choice{fmt.Sprintf("targets[%d].measure", i), t.Measure, Measures()})
	}
	if _, err := Date(c.AsAt); err != nil {
		choices = append(choices, choice{"as_at", c.AsAt, []string{"yesterday", "file_date", "file_date_minus_1"}})
	}
	for _, w := range choices {
		if !slices.Contains(w.words, w.value) {
			try := "use one of " + strings.TrimPrefix(strings.Join(w.words, ", "), ", ")
			if near := fault.Nearest(w.value, w.words); near != "" {
				try = fmt.Sprintf("did you mean %q?", near)
			}
			return fault.New(fault.Usage, fmt.Sprintf("%s: %q is not known", w.key, w.value), try)
		}
	}
	return nil
}

func checkNumbers(c Config) error {
	if c.Disclosure.MinimumCount < 1 {
		return fault.Usagef("disclosure.minimum_count: %d is not a count of 1 or more", c.Disclosure.MinimumCount)
	}
	if c.DuckDB.Threads < 0 {
		return fault.Usagef("duckdb.threads: %d is not 0 or more", c.DuckDB.Threads)
	}
	for key, share := range map[string]*float64{
		"gates.rejected_share": c.Gates.RejectedShare, "gates.undated_share": c.Gates.UndatedShare,
	} {
		if share != nil && (*share < 0 || *share > 1) {
			return fault.Usagef("%s: %v is not a share between 0 and 1", key, *share)
		}
	}
	for i, cross := range c.Breakdowns.Crosses {
		if len(cross) != 2 {
			return fault.Usagef("breakdowns.crosses[%d] has %d topics; a cross has two", i, len(cross))
		}
	}
	return nil
}

// Unread lists the keys that are set and that this version has no use for,
// so that a run can say so rather than seem to obey them.
func (c Config) Unread() []string {
	var keys []string
	for key, set := range map[string]bool{
		"baseline": c.Baseline != nil, "retention": c.Retention != nil, "limits": c.Limits != nil,
		"gates.fall_in_rows":                c.Gates.FallInRows != nil,
		"disclosure.headline_minimum_count": c.Disclosure.HeadlineMinimumCount != 0,
	} {
		if set {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	return keys
}

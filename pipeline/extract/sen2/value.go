package sen2

import (
	"slices"
	"strings"
	"time"
)

// Invalid stands for a value that can't be what its column holds, such as a word in a date. What the file holds there
// is not delivered, because it could name a person.
const Invalid = "invalid"

const (
	// ethnicityLength is how many letters DfE's codes of ethnicity have, such as WBRI.
	ethnicityLength = 4
	// maxURN is the most digits of a school's unique reference number.
	maxURN = 6
	// maxDate is the most characters of a date without its time.
	maxDate = len(time.DateOnly)
)

// values makes the texts of the columns from those of the return, and counts the ones that can't be.
type values struct {
	invalid int
}

// when gives text if it fits its column, and Invalid if it doesn't. A missing value stays missing.
func (v *values) when(fits bool, text string) string {
	if fits || text == "" {
		return text
	}
	v.invalid++
	return Invalid
}

// outcome gives the code of an outcome in capitals.
func (v *values) outcome(text string) string {
	text = strings.ToUpper(text)
	return v.when(len(text) == 1 && strings.Contains("YNAWH", text), text)
}

// need gives the code of a need in capitals (item 5.8a of the return).
func (v *values) need(text string) string {
	text = strings.ToUpper(text)
	return v.when(slices.Contains([]string{
		"SPLD", "MLD", "SLD", "PMLD", "SEMH", "SLCN", "HI", "VI", "MSI", "PD", "ASD", "DS", "OTH",
	}, text), text)
}

// ethnicity gives a code of four letters in capitals. A word with one capital is more like a name that has slipped into
// a wrong column.
func (v *values) ethnicity(text string) string {
	upper := strings.ToUpper(text)
	isOneCase := text == upper || text == strings.ToLower(text)
	return v.when(len(text) == ethnicityLength && isOneCase && consistsOf(text, isLetterOrDigit), upper)
}

// digits gives a number of at most that many digits.
func (v *values) digits(text string, most int) string {
	return v.when(len(text) <= most && consistsOf(text, isDigit), text)
}

// flag gives 1 or 0 for what the return writes as 1, 0, true or false.
func (v *values) flag(text string) string {
	switch strings.ToLower(text) {
	case "1", "true":
		return "1"
	case "0", "false":
		return "0"
	default:
		return v.when(false, text)
	}
}

// date gives a date without its time or time zone. One that isn't in the calendar, or isn't written year first, is
// delivered as it stands if it is made of digits and separators, for whoever reads the row to judge.
func (v *values) date(text string) string {
	if day, ok := parseDay(text); ok {
		return day.Format(time.DateOnly)
	}
	return v.when(len(text) <= maxDate && strings.ContainsAny(text, "-/.") && consistsOf(text, isDateMark), text)
}

// parseDay reads a date such as 2024-01-18, with or without a time or time zone after it. The day is at midnight UTC.
func parseDay(text string) (time.Time, bool) {
	if len(text) > maxDate && strings.IndexByte("TZ+- ", text[maxDate]) >= 0 {
		text = text[:maxDate]
	}
	day, err := time.Parse(time.DateOnly, text)
	return day, err == nil
}

// filled tells whether an element that should hold an authority's code says that there is one.
func filled(text string) bool {
	switch strings.ToLower(text) {
	case "", "0", "000", "false":
		return false
	default:
		return true
	}
}

func consistsOf(text string, allowed func(byte) bool) bool {
	for i := range len(text) {
		if !allowed(text[i]) {
			return false
		}
	}
	return true
}

func isDigit(b byte) bool { return b >= '0' && b <= '9' }

func isLetterOrDigit(b byte) bool { return isDigit(b) || b >= 'A' && b <= 'Z' || b >= 'a' && b <= 'z' }

func isDateMark(b byte) bool { return isDigit(b) || b == '-' || b == '/' || b == '.' }

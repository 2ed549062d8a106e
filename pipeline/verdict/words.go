package verdict

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// isFigure says whether a cell that is shown holds a number.
func isFigure(text string) bool {
	return text != "" && text != hiddenMark && text != notAvailable && text != notApplicable
}

// count writes a number of cases, with commas and without the tenth that counts
// do not have.
func count(text string) string {
	text = strings.TrimSuffix(text, ".0")
	whole, tenth, hasTenth := strings.Cut(text, ".")
	digits := strings.TrimPrefix(whole, "-")
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	if strings.HasPrefix(whole, "-") {
		digits = "-" + digits
	}
	if hasTenth {
		return digits + "." + tenth
	}
	return digits
}

// casesWere says how many cases were, with the verb that goes with it.
func casesWere(value string) string {
	if n := count(value); n != "1" {
		return n + " cases were"
	}
	return "1 case was"
}

// overWeeks says how long cases had been open; nothing where it is of all.
func overWeeks(weeks int) string {
	if weeks == 0 {
		return ""
	}
	return fmt.Sprintf(" for more than %d weeks", weeks)
}

// signed writes a change with its sign.
func signed(text string) string {
	if strings.HasPrefix(text, "-") || strings.Trim(text, "0.,") == "" {
		return text
	}
	return "+" + text
}

func lowerFirst(text string) string {
	first, size := utf8.DecodeRuneInString(text)
	return string(unicode.ToLower(first)) + text[size:]
}

func nonEmpty(parts []string) []string {
	var kept []string
	for _, part := range parts {
		if part != "" {
			kept = append(kept, part)
		}
	}
	return kept
}

// listed names things one after another: a, b and c.
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

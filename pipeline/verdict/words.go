package verdict

import (
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

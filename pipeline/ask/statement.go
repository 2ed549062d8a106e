package ask

import "strings"

// CutStatement cuts the first statement off a text, up to the semicolon that
// ends it; one in a comment or in quotes ends none. Without such a semicolon
// nothing is cut and ended is false.
func CutStatement(text string) (statement, rest string, ended bool) {
	for at := 0; at < len(text); {
		next := strings.IndexAny(text[at:], `-/'"$;`)
		if next < 0 {
			break
		}
		at += next
		if text[at] == ';' {
			return text[:at], text[at+1:], true
		}
		at += max(1, quoted(text[at:]))
	}
	return "", text, false
}

// HasWords tells whether a text says anything beside comments and white space.
func HasWords(text string) bool {
	for {
		text = strings.TrimSpace(text)
		if !strings.HasPrefix(text, "--") && !strings.HasPrefix(text, "/*") {
			return text != ""
		}
		text = text[quoted(text):]
	}
}

package document

import (
	"strings"
	"unicode"
)

// Plain makes one line of text out of what people or extracts gave: without
// control characters, and without the marks that turn the direction of all text
// behind them round. Letters of every script stay as they are.
func Plain(text string) string {
	shown := strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069, r == 0x200E, r == 0x200F, r == 0xFEFF,
			r == 0xFFFE, r == 0xFFFF:
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD"))
	return strings.Join(strings.Fields(shown), " ")
}

// Paragraphs parts text at its empty lines and makes each part one line.
func Paragraphs(text string) []string {
	var all []string
	text = strings.ReplaceAll(text, "\r\n", "\n")
	for _, part := range strings.Split(text, "\n\n") {
		if line := Plain(part); line != "" {
			all = append(all, line)
		}
	}
	return all
}

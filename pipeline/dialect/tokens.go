package dialect

import (
	"regexp"
	"slices"
	"strings"
)

// A token is a word, a number, quoted text or a sign, with the white space and
// the comments before it.
type token struct{ space, text string }

// forms are white space with comments, then what a token can be.
const forms = `((?:\s|--[^\n]*(?:\n|$))*)('(?:[^']|'')*'|"(?:[^"]|"")*"|\w+|::|//|[<>!|]?[=>|]|.|$)`

// split takes SQL apart.
func split(sql string) (tokens []token) {
	for _, found := range regexp.MustCompile(forms).FindAllStringSubmatch(sql, -1) {
		tokens = append(tokens, token{plainSpace(found[1]), found[2]})
	}
	return tokens
}

// plainSpace is white space without comments, which may hold what looks like SQL.
func plainSpace(space string) string {
	return regexp.MustCompile(`--[^\n]*`).ReplaceAllString(space, "")
}

// joined puts SQL together again.
func joined(tokens []token) string {
	var text strings.Builder
	for _, t := range tokens {
		text.WriteString(t.space)
		text.WriteString(t.text)
	}
	return text.String()
}

// startsWith says whether tokens begin with these words and signs.
func startsWith(tokens []token, texts ...string) bool {
	if len(tokens) < len(texts) {
		return false
	}
	return slices.EqualFunc(tokens[:len(texts)], texts, func(t token, text string) bool { return t.text == text })
}

// inside is what stands in the brackets that the tokens begin with.
func inside(tokens []token) []token {
	depth := 0
	for i, t := range tokens {
		depth += deeper(t)
		if depth == 0 {
			return tokens[1:i]
		}
	}
	return nil
}

// deeper is what a token adds to the number of open brackets.
func deeper(t token) int {
	switch t.text {
	case "(", "[":
		return 1
	case ")", "]":
		return -1
	}
	return 0
}

// separated are the parts between commas that stand in no brackets.
func separated(tokens []token) (parts [][]token) {
	depth, start := 0, 0
	for i, t := range tokens {
		depth += deeper(t)
		if depth == 0 && t.text == "," {
			parts, start = append(parts, tokens[start:i]), i+1
		}
	}
	return append(parts, tokens[start:])
}

// eachCall writes the calls of a function anew, from their arguments, but for
// those for which there is nothing else to write.
func eachCall(tokens []token, function string, anew func(arguments [][]token) []token) (kept []token) {
	for i := 0; i < len(tokens); i++ {
		if startsWith(tokens[i:], function, "(") {
			arguments := inside(tokens[i+1:])
			if call := anew(separated(arguments)); call != nil {
				call[0].space = tokens[i].space
				kept = append(kept, call...)
				i += len(arguments) + 2
				continue
			}
		}
		kept = append(kept, tokens[i])
	}
	return kept
}

package extract

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/mapping"
	"ehcp/pipeline/registry"
)

// headerDepth is how many rows are looked at for the one that names the
// columns: reports carry titles above it.
const headerDepth = 40

// findHeader gives the place of the row that names most columns, the first of
// equals, and how well it does: canonical names weigh more than headings that
// are known for them, and those more than any other text. One known word does
// not make a header of a row under another as full: a case may hold it.
func (s *Source) findHeader(rows [][]string) (place, score int) {
	place = -1
	headings, fullest := mapping.Headings(), 0
	for i, row := range rows[:min(len(rows), headerDepth)] {
		n, known, full := 0, 0, 0
		kind := s.mostKnown(row)
		for _, cell := range row {
			if strings.TrimSpace(cell) == "" {
				continue
			}
			full++
			switch {
			case s.isNamed(kind, cell):
				n, known = n+10_000, known+1
			case headings[mapping.Key(cell)]:
				n, known = n+100, known+1
			case i == 0:
				n++
			}
		}
		if known == 1 && full <= fullest {
			n = 0
		}
		fullest = max(fullest, full)
		if n > score || (place < 0 && full > 0) {
			place, score = i, n
		}
	}
	return place, score
}

// headings are the file's own, which a message may show, or none where the line
// could be one of a child's data.
func (s *Source) headings() []string {
	if looksLikeHeader(s.header, s.sample) {
		return s.header
	}
	return nil
}

// isAnnexA knows the lists that an area inspection asks for by headings that
// only they have.
func isAnnexA(header []string) bool {
	known := 0
	for _, heading := range header {
		for _, sign := range []string{
			"date initial ehc plan issued", "date updated ehc plan issued", "date ehc plan last reviewed", "main education establishment",
			"subsidiary education establishment", "elective home education", "permanent exclusions", "known to children's social care",
			"sen primary need", "does the child or young person have a disability",
		} {
			if strings.HasPrefix(strings.ToLower(strings.TrimSpace(heading)), sign) {
				known++
			}
		}
	}
	return known >= 3
}

// looksLikeHeader says whether a line names columns rather than a child, whose
// data are not quoted in a message: none of its cells is a date or a number, or
// stands or has a number like one of those under it; and either half of them
// have words that headings have, or one of them does and another is a word above
// dates or numbers.
func looksLikeHeader(header []string, rows [][]string) bool {
	named, full, above := 0, 0, false
	for place, cell := range header {
		cell = strings.TrimSpace(cell)
		if cell == "" {
			continue
		}
		full++
		if isDated(cell) || recurs(cell, place, rows) {
			return false
		}
		if hasHeadingWord(cell) {
			named++
		}
		above = above || areDated(place, rows)
	}
	return named > 0 && (2*named >= full || above)
}

// hasHeadingWord says whether a cell has a word that headings have.
func hasHeadingWord(cell string) bool {
	words := strings.FieldsFunc(strings.Join(registry.AssessmentColumns(), "_"), func(r rune) bool { return r == '_' })
	words = append(words, "ref", "no", "number", "start", "end", "finish", "final", "dob", "upn", "ehcp", "ehc", "status", "type", "rec'd",
		"name", "surname", "forename", "pupil", "child", "address", "postcode", "school", "officer", "notes", "gender", "year")
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(cell), func(r rune) bool {
		return !unicode.IsLetter(r) && r != '\''
	}), func(word string) bool { return slices.Contains(words, word) })
}

// isDated says whether a cell is a number or has a date in any style.
func isDated(cell string) bool {
	const month = `(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*`
	return regexp.MustCompile(`(?i)^\s*[0-9.,/:\sTZ+-]+\s*$|[0-9]{4}-[0-9]{2}|[0-9]{1,2}[/.-][0-9]{1,2}[/.-][0-9]{2}|[0-9]{2}/[0-9]{2}|[0-9]{6}|` +
		`[0-9](?:st|nd|rd|th)?[\s./-]*` + month + `\b|\b` + month + `[\s./-]*[0-9]`).MatchString(cell)
}

// areDated says whether nearly all cells at a place are dates or numbers.
func areDated(place int, rows [][]string) bool {
	dated, full := 0, 0
	for _, row := range rows[:min(len(rows), headerDepth)] {
		if place < len(row) && strings.TrimSpace(row[place]) != "" {
			full++
			if isDated(row[place]) {
				dated++
			}
		}
	}
	return full > 0 && 10*dated >= 9*full
}

// recurs says whether a cell stands below itself too, or one like it but for
// its digits.
func recurs(cell string, place int, rows [][]string) bool {
	digits := regexp.MustCompile(`[0-9]+`)
	like := digits.ReplaceAllString(cell, "0")
	return slices.ContainsFunc(rows, func(row []string) bool {
		return place < len(row) && digits.ReplaceAllString(strings.TrimSpace(row[place]), "0") == like
	})
}

// nearestHeader advises which of the file's columns a canonical one may be.
func nearestHeader(column, wanted string, header []string) string {
	if near := fault.Nearest(wanted, header); near != "" {
		return fmt.Sprintf("if %q is meant, say so: mapping: {%s: %q}", near, column, near)
	}
	return fmt.Sprintf("rename the column to %s, or map it: mapping: {%s: \"your header\"}", column, column)
}

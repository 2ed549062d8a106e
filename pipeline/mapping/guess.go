package mapping

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
)

// Sureness says how far a guess may be trusted.
type Sureness string

// How sure a guess is.
const (
	Certain  Sureness = "certain"  // the canonical name or a heading known for it
	Likely   Sureness = "likely"   // most words agree, and the values fit
	Possible Sureness = "possible" // to be checked before anything is built on it
)

// Guess is one column of a file and what it seems to be. Why never holds a
// value of the file.
type Guess struct {
	Column string // canonical
	Header string // as the file has it
	Sure   Sureness
	Why    string
	Codes  map[string]string // the file's words for the column's codes: ours
}

// Guessed is what a header and some rows under it seem to mean.
type Guessed struct {
	Columns  []Guess
	Unplaced []string // headings of the other columns
	Dates    string   // how days like 03/04/2024 are written; see dateOrder

	DatesAssumed bool // no value tells it
}

// NotPlaced names the headings of the other columns on one line.
func (g Guessed) NotPlaced() string { return OneLine(g.Unplaced...) }

// OneLine gives headings with commas between them; some have line breaks.
func OneLine(headings ...string) string {
	return strings.Join(strings.Fields(strings.Join(headings, ", ")), " ")
}

type candidate struct {
	place, order, score int
	column              meaning
	why                 string
	values              []string
}

// Of gives each canonical column the heading that fits it best, if any does.
// rows are some of those under the header, for what the values look like.
func Of(header []string, rows [][]string) Guessed {
	all := candidates(header, rows)
	slices.SortStableFunc(all, func(a, b candidate) int {
		return cmp.Or(b.score-a.score, a.order-b.order, a.place-b.place)
	})
	taken, given := map[int]bool{}, map[int]bool{}
	chosen := slices.DeleteFunc(all, func(c candidate) bool {
		if taken[c.place] || given[c.order] {
			return true
		}
		taken[c.place], given[c.order] = true, true
		return false
	})
	slices.SortFunc(chosen, func(a, b candidate) int { return a.order - b.order })
	var g Guessed
	var days []string
	for _, c := range chosen {
		g.Columns = append(g.Columns, Guess{
			Column: c.column.column, Header: header[c.place], Sure: sureness(c.score), Why: c.why, Codes: codesOf(c.values, c.column.column),
		})
		if c.column.shape == day {
			days = append(days, c.values...)
		}
	}
	g.Dates, g.DatesAssumed = dateOrder(days)
	for place, heading := range header {
		if !taken[place] && strings.TrimSpace(heading) != "" {
			g.Unplaced = append(g.Unplaced, heading)
		}
	}
	return g
}

// candidates are the pairs of a heading and a column that may belong together.
func candidates(header []string, rows [][]string) []candidate {
	var all []candidate
	known := meanings()
	for place, heading := range header {
		values, words := columnOf(rows, place), plain(heading)
		for order, m := range known {
			score, why := fits(words, m)
			if score == 0 || m.shape == day && isForecast(words, m.column) {
				continue
			}
			fit, said := looksLike(values, m)
			// A column of ours is read whatever stands in it.
			if isOurs := strings.EqualFold(strings.TrimSpace(heading), m.column); fit == wrong && !isOurs {
				continue
			} else if fit == wrong {
				why += ", though its values look like something else"
			}
			if fit == right {
				score, why = score+5, why+"; "+said
			}
			all = append(all, candidate{place, order, score, m, why, values})
		}
	}
	return all
}

// isForecast says whether a heading is that of a day on which something should
// happen, or of a draft, which is no day of any other event.
func isForecast(heading, column string) bool {
	return slices.ContainsFunc(strings.Fields(heading), func(word string) bool {
		return slices.Contains([]string{"draft", "proposed"}, word) && column != "draft_plan_date" || slices.Contains([]string{
			"due", "target", "targeted", "expected", "planned", "scheduled", "anticipated", "estimated", "forecast", "projected",
			"review", "deadline",
		}, word)
	})
}

// Headings are those that are known for some column, by their Key: rows of
// such cells are headers. No guess is made here, for every cell of a file's
// first rows is looked up.
func Headings() map[string]bool {
	known := map[string]bool{}
	for _, m := range meanings() {
		known[Key(m.column)] = true
		for _, words := range m.words {
			known[Key(words)] = true
		}
	}
	return known
}

// Key is a heading in lower case without spaces and punctuation.
func Key(heading string) string { return strings.ReplaceAll(plain(heading), " ", "") }

func sureness(score int) Sureness {
	switch {
	case score >= 90:
		return Certain
	case score >= 70:
		return Likely
	}
	return Possible
}

// fits scores a heading against a column's words, from 0 to 100.
func fits(heading string, m meaning) (score int, why string) {
	name := strings.ReplaceAll(m.column, "_", " ")
	joined := strings.ReplaceAll(heading, " ", "")
	if heading == "" {
		return 0, ""
	}
	if heading == name || joined == strings.ReplaceAll(name, " ", "") {
		return 100, "it has the column's own name"
	}
	for _, words := range m.words {
		if heading == words || joined == strings.ReplaceAll(words, " ", "") {
			return 92, "a heading known for it"
		}
	}
	for _, words := range append([]string{name}, m.words...) {
		if len(words) >= 8 && fault.Distance(heading, words) <= 2 {
			return 75, fmt.Sprintf("nearly %q", words)
		}
		if s := overlap(strings.Fields(heading), strings.Fields(words)); s > score {
			score, why = s, fmt.Sprintf("its words are those of %q", words)
		}
	}
	if score < 55 {
		return 0, ""
	}
	return score, why
}

// overlap is the share of words that two headings have in common, of those that
// either has, from 0 to 85: small words count for nothing.
func overlap(a, b []string) int {
	small := []string{"the", "of", "was", "is", "for", "to", "a", "an", "on", "by", "and", "in"}
	weigh := func(words []string) map[string]bool {
		set := map[string]bool{}
		for _, word := range words {
			if !slices.Contains(small, word) {
				set[strings.TrimSuffix(word, "s")] = true
			}
		}
		return set
	}
	left, right := weigh(a), weigh(b)
	common := 0
	for word := range left {
		if right[word] {
			common++
		}
	}
	either := len(left) + len(right) - common
	if either == 0 || common < 2 && either > 1 {
		return 0
	}
	return 85 * common / either
}

// nothing is what programs write into empty cells: it tells nothing of a column.
// The macros no_word and no_day are as wide.
var nothing = regexp.MustCompile(`(?i)^[\s\p{Z}]*(|null|[(<]null[)>]|n/?a|none|nil|--?|\.|0?0:00(:00)?|1900-01-00.*|0?0/0?1/1900)[\s\p{Z}]*$`)

func columnOf(rows [][]string, place int) []string {
	var values []string
	for _, row := range rows {
		if place < len(row) && !nothing.MatchString(row[place]) {
			values = append(values, strings.TrimSpace(row[place]))
		}
	}
	return values
}

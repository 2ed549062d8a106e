package ask

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	gap = "  " // between columns
	// shortestText is how far a text may be cut to make a table fit.
	shortestText = 12
)

// fitted is how a table is laid out.
type fitted struct {
	headers [][]string // line by line
	widths  []int
}

// fit lays the table out in its width: as it is; else with headers broken over
// lines at their underscores; else with long texts cut, the longest first. It is
// false where that is still too wide.
func (t *tableWriter) fit() (fitted, bool) {
	whole := fitted{headers: [][]string{t.header}, widths: t.widths([][]string{t.header})}
	if t.width <= 0 || lineWidth(whole.widths) <= t.width {
		return whole, true
	}
	broken := fitted{headers: t.brokenHeaders()}
	broken.widths = t.widths(broken.headers)
	headers := make([]int, len(t.header)) // no column is cut below its header
	for _, line := range broken.headers {
		for i, text := range line {
			headers[i] = max(headers[i], utf8.RuneCountInString(text))
		}
	}
	for lineWidth(broken.widths) > t.width {
		longest := -1
		for i, width := range broken.widths {
			if !t.numbers[i] && width > max(headers[i], shortestText) && (longest < 0 || width > broken.widths[longest]) {
				longest = i
			}
		}
		if longest < 0 {
			return fitted{}, false
		}
		broken.widths[longest]--
	}
	return broken, true
}

// widths are those of what stands in each column.
func (t *tableWriter) widths(headers [][]string) []int {
	widths := make([]int, len(t.header))
	for i := range widths {
		for _, line := range headers {
			widths[i] = max(widths[i], utf8.RuneCountInString(line[i]))
		}
		for _, row := range t.cells {
			widths[i] = max(widths[i], utf8.RuneCountInString(row[i]))
		}
	}
	return widths
}

// brokenHeaders breaks each header at underscores into lines no longer than its
// column's cells or its longest word, and sets them on the last line.
func (t *tableWriter) brokenHeaders() [][]string {
	cells := t.widths(nil)
	broken := make([][]string, len(t.header))
	high := 1
	for i, name := range t.header {
		broken[i] = breakName(name, cells[i])
		high = max(high, len(broken[i]))
	}
	lines := make([][]string, high)
	for l := range lines {
		lines[l] = make([]string, len(t.header))
		for i, parts := range broken {
			if at := l - (high - len(parts)); at >= 0 {
				lines[l][i] = parts[at]
			}
		}
	}
	return lines
}

// breakName breaks a name behind its underscores into lines of that width, or as
// wide as its longest word.
func breakName(name string, width int) []string {
	words := strings.SplitAfter(name, "_")
	for _, word := range words {
		width = max(width, utf8.RuneCountInString(word))
	}
	var lines []string
	line := ""
	for _, word := range words {
		if line != "" && utf8.RuneCountInString(line+word) > width {
			lines, line = append(lines, line), ""
		}
		line += word
	}
	return append(lines, line)
}

func lineWidth(widths []int) int {
	all := len(gap) * max(0, len(widths)-1)
	for _, width := range widths {
		all += width
	}
	return all
}

// cut shortens a text to that many characters, the last of which says so.
func cut(text string, width int) string {
	if utf8.RuneCountInString(text) <= width {
		return text
	}
	return string([]rune(text)[:max(0, width-1)]) + "…"
}

// wrapped breaks a text between its words into lines of that width; there is
// always one. A word that is longer is cut when it is written.
func wrapped(text string, width int) []string {
	lines := []string{""}
	for _, word := range strings.Fields(text) {
		last := &lines[len(lines)-1]
		switch {
		case *last == "":
			*last = word
		case utf8.RuneCountInString(*last)+1+utf8.RuneCountInString(word) <= width:
			*last += " " + word
		default:
			lines = append(lines, word)
		}
	}
	return lines
}

// byRecord writes a line for each value, for tables too wide for any other way.
func (t *tableWriter) byRecord() error {
	names := 0
	for _, name := range t.header {
		names = max(names, utf8.RuneCountInString(name))
	}
	for n, row := range t.cells {
		if _, err := fmt.Fprintf(t.w, "-- row %d\n", n+1); err != nil {
			return err
		}
		for i, text := range row {
			space := strings.Repeat(" ", names-utf8.RuneCountInString(t.header[i]))
			if _, err := fmt.Fprintln(t.w, strings.TrimRight(t.header[i]+space+gap+text, " ")); err != nil {
				return err
			}
		}
	}
	return nil
}

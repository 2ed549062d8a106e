package workbook

import (
	"math"
	"strings"
	"unicode/utf8"
)

// The bounds of a column's width in characters. A column may be wider where a
// word of its header is.
const (
	narrowest    = 9.0
	widest       = 46.0
	widestProse  = 80.0
	filterButton = 2.5  // the room that it takes of a header
	lineHeight   = 16.0 // points of a line of Arial 12
	mostHeight   = 409.0
)

// Fit gives columns the width of what stands in them, headers broken over
// several lines.
func Fit(columns []Column, rows [][]string) []Column {
	fitted := make([]Column, len(columns))
	for i, c := range columns {
		longest := 0
		for _, row := range rows {
			longest = max(longest, utf8.RuneCountInString(row[i]))
		}
		most := widest
		if c.Kind == Wrapped {
			most = widestProse
		}
		content := min(float64(longest)*1.1+2, most)
		c.Width = max(narrowest, content, headerWidth(c.Title))
		fitted[i] = c
	}
	return fitted
}

// headerWidth is as wide as the longest word, in bold, and wide enough for the
// header to stand on five lines.
func headerWidth(title string) float64 {
	longest := 0
	for _, word := range strings.Fields(title) {
		longest = max(longest, utf8.RuneCountInString(word))
	}
	return max(float64(longest)*1.3+2, float64(utf8.RuneCountInString(title))*1.2/5+4)
}

// linesIn is how many lines a text takes in a width, which counts figures:
// letters are narrower than those on the whole.
func linesIn(text string, width float64) float64 {
	lines := 0.0
	for paragraph := range strings.SplitSeq(text, "\n") {
		lines += max(1, math.Ceil(float64(utf8.RuneCountInString(paragraph))*0.88/(width-1)))
	}
	return lines
}

// headerHeight is the height of the header row. Words are broken to lines one by
// one, since few fit a line.
func headerHeight(columns []Column) float64 {
	most := 1.0
	for _, c := range columns {
		lines, used := 1.0, 0.0
		for _, word := range strings.Fields(c.Title) {
			length := float64(utf8.RuneCountInString(word)) * 1.2
			if used > 0 && used+1+length > c.Width-1 {
				lines, used = lines+1, 0
			}
			used += length + 1
		}
		most = max(most, lines)
	}
	return height(most)
}

func height(lines float64) float64 { return min(lines*lineHeight+2, mostHeight) }

// rowHeight is the height of a row with text over several lines; 0 leaves it to
// the program.
func rowHeight(columns []Column, row []string) float64 {
	most := 1.0
	for i, c := range columns {
		if c.Kind == Wrapped {
			most = max(most, linesIn(row[i], c.Width))
		}
	}
	if most == 1 {
		return 0
	}
	return height(most)
}

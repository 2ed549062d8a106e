// Package cells makes text fit for the cells of files that spreadsheets open.
package cells

import (
	"strconv"
	"strings"
)

// Harmless keeps a spreadsheet from taking text for a formula: an apostrophe is
// put before text that begins as one does. The macro shown does the same in SQL.
func Harmless(text string) string {
	if text != "" && strings.ContainsRune("=+-@\t\r", rune(text[0])) {
		return "'" + text
	}
	return text
}

// HarmlessRow does so with every cell of a row that is not a number.
func HarmlessRow(row []string) []string {
	kept := make([]string, len(row))
	for i, cell := range row {
		kept[i] = cell
		if _, err := strconv.ParseFloat(cell, 64); err != nil {
			kept[i] = Harmless(cell)
		}
	}
	return kept
}

// OneLine is text without line breaks, and without white space around it.
func OneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

package workbook

import (
	"strconv"
	"strings"
)

// HarmlessRow makes every cell of a row harmless that is not a number.
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

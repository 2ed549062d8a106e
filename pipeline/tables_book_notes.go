package pipeline

import (
	"fmt"

	"ehcp/pipeline/workbook"
)

// marks are what stands in brackets for a missing figure.
func (a aboutBook) marks() [][2]string {
	marks := [][2]string{
		{"[x]", "not available: there is no denominator, or it was not collected or is not covered."},
		{"[z]", "not applicable."},
	}
	switch {
	case a.rounded != "":
		marks = append([][2]string{{"[c]", "confidential: a figure of too few cases."}}, marks...)
	case a.profile == publicProfile:
		hidden := fmt.Sprintf("confidential: a count from 1 to %d, or a figure that could give one away.", a.minimum-1)
		if a.headline < a.minimum {
			hidden += fmt.Sprintf(" Of all cases together counts from %d up are shown.", a.headline)
		}
		if a.headline > 2 {
			hidden += fmt.Sprintf(" Of all cases some are written as 'fewer than %d', where that gives nobody away.", a.headline)
		}
		marks = append([][2]string{{"[c]", hidden}}, marks...)
	}
	return marks
}

// notes explains marks, words and every column, one row each.
func (a aboutBook) notes(book *workbook.Book, tables []bookTable) error {
	const every = "All"
	var rows [][]string
	for _, m := range a.marks() {
		rows = append(rows, []string{every, m[0], "[z]", m[1]})
	}
	for _, n := range [][2]string{
		{"clock", "Whole calendar days from the day of receipt, which is day 0. On time at 20, 30 and 52 weeks: " +
			"at most 140, 210 and 364 days. It never pauses."},
		{"increment", "A period of three months."},
		{"period not over", "A period that ends after the as-at date counts what had happened by then."},
		{"exceptions left out", "Without the cases marked as an exception (SEN2, Week20), in numerator and denominator: " +
			"regulation 13(3) lets the council take longer."},
		{"mediation and tribunal", "DfE's measure and falling_due leave such cases out and count them apart; backlog and flow count them."},
		{"95% limits", "They speak of the process that made the figures, not of a sample: an extract holds every case."},
		{"percentages", "From 0 to 100, one decimal, rounded half up from whole numbers."},
	} {
		rows = append(rows, []string{every, n[0], "[z]", n[1]})
	}
	if a.rounded != "" {
		rows = append(rows, []string{every, "rounded numbers", "[z]", a.rounded})
	}
	for _, t := range tables {
		if !t.inBook() {
			continue
		}
		for _, c := range t.Columns {
			rows = append(rows, []string{t.Name, c.Label, c.Name, c.Description})
		}
	}
	lines := append(a.top(), workbook.Lines("This worksheet contains one table: what marks, words and columns mean.")...)
	_, err := book.Table(workbook.Table{
		Sheet: "Notes", Name: "notes", Title: "Notes", Rows: workbook.Given(rows),
		Lines: append(lines, workbook.Line{Text: "Back to the contents", Sheet: "Contents"}),
		Columns: workbook.Fit([]workbook.Column{
			{Title: "Sheet"},
			{Title: "Mark, word or column", Kind: workbook.Wrapped},
			{Title: "Name in the CSV"},
			{Title: "What it means", Kind: workbook.Wrapped},
		}, rows),
	})
	return err
}

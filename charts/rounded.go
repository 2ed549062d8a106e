package charts

import "fmt"

// slack is by how much a sum of so many counts and their total can differ that are rounded each by itself.
func (s Setting) slack(counts int) float64 { return float64(counts*s.RoundedTo) / 2 }

// roundedNotes say what rounding does, and what is hidden beside it.
func roundedNotes(s Setting, data Table) []string {
	said := fmt.Sprintf("Numbers of cases are rounded to the nearest %d, each by itself, so that they need not add up. "+
		"0 stands for 0 to %d. Percentages are of rounded numbers.", s.RoundedTo, (s.RoundedTo-1)/2)
	notes := []string{said}
	if data.has("c") {
		notes = append(notes, "[c] stands for a figure of too few cases.")
	}
	return notes
}

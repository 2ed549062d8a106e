package charts

import "strings"

// capital gives a sentence a capital letter.
func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

// againstTarget names the first target at the end of a sentence, or nothing.
func againstTarget(targets []targetLine, unit string) string {
	if len(targets) == 0 {
		return ""
	}
	return "; the target is " + thousands(targets[0].value) + unit
}

// sum2 adds two cells.
func sum2(a, b cell) cell { return sum(a, b) }

// pairwise works out a column from two, row by row.
func pairwise(work func(a, b cell) cell, a, b []cell) []cell {
	worked := make([]cell, len(a))
	for i := range a {
		worked[i] = work(a[i], b[i])
		if a[i].absent || b[i].absent {
			worked[i] = absentCell()
		}
	}
	return worked
}

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

// variationWords says what a type of variation is.
func variationWords(kind string) string {
	if kind == "common_cause" {
		return "common cause variation"
	}
	if words := kindWords(kind); words != "" {
		return "special cause, " + words
	}
	return ""
}

// kindWords names a special cause.
func kindWords(kind string) string {
	return map[string]string{"improvement": "improvement", "concern": "concern", "neutral_high": "high", "neutral_low": "low"}[kind]
}

// assuranceWords says how the limits stand to the target.
func assuranceWords(assurance string) string {
	return map[string]string{
		"consistent_pass": "consistently met", "consistent_fail": "consistently missed", "inconsistent": "met or missed by chance",
	}[assurance]
}

// lowerFirst gives a phrase a small first letter, as it stands within a sentence.
func lowerFirst(s string) string {
	if s == "" {
		return s
	}
	return strings.ToLower(s[:1]) + s[1:]
}

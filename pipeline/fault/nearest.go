package fault

import "strings"

// Nearest gives the word that is closest to a misspelt one by edit distance,
// or "" when none is within half the length of the word.
func Nearest(word string, words []string) string {
	best, bestDistance := "", len(word)/2+1
	for _, candidate := range words {
		d := distance(strings.ToLower(word), strings.ToLower(candidate))
		if d < bestDistance {
			best, bestDistance = candidate, d
		}
	}
	return best
}

// distance is Levenshtein's: the fewest insertions, deletions and changes.
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		diagonal := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := diagonal
			if a[i-1] != b[j-1] {
				change++
			}
			diagonal = row[j]
			row[j] = min(change, row[j]+1, row[j-1]+1)
		}
	}
	return row[len(b)]
}

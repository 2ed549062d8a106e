package protect

import (
	"testing"

	"ehcp/pipeline/registry"
)

// TestUnitsKeepIdentities adds each kind of case to nothing: what a table's
// columns gain adds up as its columns do, and nothing goes below zero.
func TestUnitsKeepIdentities(t *testing.T) {
	t.Parallel()
	for _, table := range registry.Tables() {
		for i, u := range unitsOf(table) {
			u = u.complete(table)
			for _, sum := range identitiesOf(table) {
				rest := u[sum.whole]
				for _, part := range sum.parts {
					rest -= u[part]
				}
				if rest != 0 {
					t.Errorf("%s, kind %d: %s is %d more than %v in %v", table.Name, i, sum.whole, rest, sum.parts, u)
				}
			}
			for name, n := range u {
				if n < 0 || n > 1 {
					t.Errorf("%s, kind %d: %s gains %d", table.Name, i, name, n)
				}
			}
		}
	}
}

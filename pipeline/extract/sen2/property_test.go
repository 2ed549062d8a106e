package sen2_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/extract/sen2"
)

// sorted gives the values of rows as lines, in an order that depends on nothing else.
func sorted(rows []sen2.Row) []string {
	lines := make([]string, 0, len(rows))
	for _, row := range rows {
		lines = append(lines, strings.Join(row.Values, "|"))
	}
	slices.Sort(lines)
	return lines
}

func TestReadDoesNotDependOnTheOrderOfPeople(t *testing.T) {
	people := []string{everything}
	for i := range 40 {
		people = append(people, generatedPerson(i))
	}
	rows, _ := read(t, message(people...))
	want := sorted(rows)
	if distinct := slices.Compact(slices.Clone(want)); len(distinct) != 51 {
		t.Fatalf("%d rows differ, not 51", len(distinct))
	}
	random := rand.New(rand.NewPCG(1, 2))
	for range 20 {
		random.Shuffle(len(people), func(i, j int) { people[i], people[j] = people[j], people[i] })
		rows, _ := read(t, message(people...))
		if !slices.Equal(sorted(rows), want) {
			t.Fatal("the rows depend on the order of the people")
		}
	}
}

func TestReadHashesWithTheKey(t *testing.T) {
	seen := map[string]bool{}
	for _, key := range []string{"a", "b"} {
		_, err := sen2.Read(t.Context(), strings.NewReader(message(someone)), []byte(key), usual(), func(row sen2.Row) error {
			seen[valueOf(t, row, "person_id")] = true
			seen[valueOf(t, row, "case_id")] = true
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(seen) != 4 {
		t.Errorf("two keys gave %d hashes of a person and a case, not 4", len(seen))
	}
}

package registry

import (
	"fmt"
	"strings"
)

// Dictionary is the page that explains every published table and column, in
// Markdown.
func Dictionary() string {
	var page strings.Builder
	page.WriteString("# Dictionary\n\nEvery published table and its columns, made from the registry in this folder. " +
		"The same words stand in each table's `.meta.csv` and `.csv-metadata.json`, in `tables.xlsx` and in `ehcp query --describe TABLE`.\n\n" +
		"In the public profile `c` stands for a hidden figure, `x` for one that is not available and `z` for one that cannot be; " +
		"in the restricted profile such cells are empty. Percentages run from 0 to 100. `_excl` leaves exceptions out.\n\n")
	for _, t := range Tables() {
		fmt.Fprintf(&page, "- [%s](#%s): %s\n", t.Name, t.Name, t.Title)
	}
	for _, t := range Tables() {
		fmt.Fprintf(&page, "\n## %s\n\n%s: %s. %s\n\nSource: %s", t.Name, t.Title, t.Grain, t.Description, t.Source)
		if t.RestrictedOnly {
			page.WriteString(" In the restricted profile alone.")
		}
		fmt.Fprintf(&page, "\n\nA row is known by `%s`.\n\n| column | type | unit | heading | meaning |\n|---|---|---|---|---|\n",
			strings.Join(t.Sort, "`, `"))
		for _, c := range t.Columns {
			fmt.Fprintf(&page, "| `%s` | %s | %s | %s | %s |\n", c.Name, c.Type, c.Unit, c.Label, c.Description)
		}
	}
	return page.String()
}

package ask

import (
	"fmt"
	"io"
	"strings"

	"ehcp/pipeline/warehouse"
)

// markdownWriter writes a pipe table, numbers to the right. What a cell holds is
// shown as it is: none of it is a mark, a link or HTML.
type markdownWriter struct{ w io.Writer }

func (m *markdownWriter) Begin(columns []warehouse.Column) error {
	names, rule := make([]any, len(columns)), make([]string, len(columns))
	for i, column := range columns {
		names[i], rule[i] = column.Name, "---"
		if numeric(column.Type) {
			rule[i] = "---:"
		}
	}
	if err := m.Row(names); err != nil {
		return err
	}
	_, err := fmt.Fprintf(m.w, "| %s |\n", strings.Join(rule, " | "))
	return err
}

func (m *markdownWriter) Row(values []any) error {
	marks := strings.NewReplacer(`\`, `\\`, "|", `\|`, "*", `\*`, "`", "\\`", "[", `\[`, "]", `\]`, "<", "&lt;", "&", "&amp;", "~", `\~`)
	cells := make([]string, len(values))
	for i, value := range values {
		cells[i] = marks.Replace(visible(cell(value)))
	}
	_, err := fmt.Fprintf(m.w, "| %s |\n", strings.Join(cells, " | "))
	return err
}

func (m *markdownWriter) End() error { return nil }

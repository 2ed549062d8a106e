package ask

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"ehcp/pipeline/warehouse"
)

// jsonWriter writes an array of objects, one a line, with numbers as numbers.
type jsonWriter struct {
	w     io.Writer
	names []string
	rows  int
}

func (j *jsonWriter) Begin(columns []warehouse.Column) error {
	taken := make(map[string]bool, len(columns))
	for _, column := range columns {
		name := column.Name
		for n := 2; taken[name]; n++ {
			name = fmt.Sprintf("%s_%d", column.Name, n)
		}
		taken[name] = true
		j.names = append(j.names, string(jsonValue(name)))
	}
	_, err := io.WriteString(j.w, "[")
	return err
}

func (j *jsonWriter) Row(values []any) error {
	var line strings.Builder
	if j.rows > 0 {
		line.WriteByte(',')
	}
	j.rows++
	line.WriteString("\n  {")
	for i, value := range values {
		if i > 0 {
			line.WriteString(", ")
		}
		line.WriteString(j.names[i] + ": ")
		line.Write(jsonValue(value))
	}
	line.WriteByte('}')
	_, err := io.WriteString(j.w, line.String())
	return err
}

func (j *jsonWriter) End() error {
	end := "]\n"
	if j.rows > 0 {
		end = "\n]\n"
	}
	_, err := io.WriteString(j.w, end)
	return err
}

// jsonValue is a value as JSON, HTML's letters unescaped.
func jsonValue(value any) []byte {
	switch v := value.(type) {
	case warehouse.Number:
		if !v.IsFinite() { // JSON has no such number
			return []byte("null")
		}
		return []byte(v)
	case []any:
		parts := make([]string, len(v))
		for i := range v {
			parts[i] = string(jsonValue(v[i]))
		}
		return []byte("[" + strings.Join(parts, ", ") + "]")
	case map[string]any:
		parts := make([]string, 0, len(v))
		for _, name := range slices.Sorted(maps.Keys(v)) {
			parts = append(parts, string(jsonValue(name))+": "+string(jsonValue(v[name])))
		}
		return []byte("{" + strings.Join(parts, ", ") + "}")
	}
	var text strings.Builder
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(value); err != nil {
		return []byte("null")
	}
	return []byte(strings.TrimSuffix(text.String(), "\n"))
}

package ask

import (
	"encoding/json"
	"io"
	"maps"
	"slices"
	"strings"

	"ehcp/pipeline/warehouse"
)

// jsonWriter writes objects, one a line, with numbers as numbers: as an array,
// or each line by itself (JSON lines).
type jsonWriter struct {
	w     io.Writer
	lines bool
	names []string
	rows  int
}

func (j *jsonWriter) Begin(columns []warehouse.Column) error {
	for _, name := range distinct(columns) {
		j.names = append(j.names, string(jsonValue(name)))
	}
	if j.lines {
		return nil
	}
	_, err := io.WriteString(j.w, "[")
	return err
}

func (j *jsonWriter) Row(values []any) error {
	var line strings.Builder
	switch {
	case j.lines:
	case j.rows > 0:
		line.WriteString(",\n  ")
	default:
		line.WriteString("\n  ")
	}
	j.rows++
	line.WriteByte('{')
	for i, value := range values {
		if i > 0 {
			line.WriteString(", ")
		}
		line.WriteString(j.names[i] + ": ")
		line.Write(jsonValue(value))
	}
	line.WriteByte('}')
	if j.lines {
		line.WriteByte('\n')
	}
	_, err := io.WriteString(j.w, line.String())
	return err
}

func (j *jsonWriter) End() error {
	end := "]\n"
	switch {
	case j.lines:
		return nil
	case j.rows > 0:
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

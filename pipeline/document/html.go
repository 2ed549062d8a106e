package document

import (
	_ "embed"
	"encoding/base64"
	"fmt"
	"html/template"
	"strings"
)

//go:embed page.html
var page string

//go:embed page.css
var style string

// HTML writes the document as one page: style and charts stand in it, there is
// no program in it, and nothing is fetched. Links lead to the tables beside it.
func HTML(d Document) ([]byte, error) {
	t, err := template.New("page").Funcs(template.FuncMap{
		"drawing": func(svg string) template.HTML {
			return template.HTML(strings.TrimSpace(svg)) //nolint:gosec // Drawn by our own charts, whose text is escaped.
		},
		"icon": func(name string) template.HTML {
			return template.HTML(d.Icons[name]) //nolint:gosec // As above; a name without an icon draws nothing.
		},
		"style": func() template.CSS {
			return template.CSS(style) //nolint:gosec // The page's own.
		},
		"picture": func(l Logo) template.URL {
			return template.URL("data:" + l.Type + ";base64," + base64.StdEncoding.EncodeToString(l.Content)) //nolint:gosec // Letters and digits.
		},
		"level":  func(level int, s Section) leveled { return leveled{s, level} },
		"deeper": func(level int) int { return level + 1 },
	}).Parse(page)
	if err != nil {
		return nil, fmt.Errorf("read the page of the document: %w", err)
	}
	var out strings.Builder
	if err := t.Execute(&out, d); err != nil {
		return nil, fmt.Errorf("write the page of the document: %w", err)
	}
	return []byte(out.String()), nil
}

// leveled is a section with the level of its heading.
type leveled struct {
	Section
	Level int
}

package queries

import (
	"io/fs"
	"path"
	"strings"
)

// Names are the names of all models, rules and named questions, layer by layer.
func Names() (names []string) {
	_ = fs.WalkDir(files, ".", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, strings.TrimSuffix(path.Base(file), ".sql"))
		}
		return err
	})
	return names
}

package ask

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/queries"
)

// Own lists the queries in the folders that the configuration names, folder by
// folder and then by name.
func Own(settings config.Config) (list []Query, err error) {
	for _, folder := range settings.Queries {
		if !filepath.IsAbs(folder) {
			folder = filepath.Join(settings.Folder, folder)
		}
		more, err := inFolder(folder)
		if err != nil {
			return nil, err
		}
		list = append(list, more...)
	}
	return list, nil
}

func inFolder(folder string) ([]Query, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, fault.Wrap(fault.Usage, err, "cannot read the folder of queries "+folder,
			"check queries: in the configuration")
	}
	var list []Query
	for _, entry := range entries {
		name, found := strings.CutSuffix(entry.Name(), ".sql")
		if !found || name == "" || entry.IsDir() {
			continue
		}
		path := filepath.Join(folder, entry.Name())
		q, err := FromFile(path)
		if err != nil {
			return nil, err
		}
		q.Name = name
		list = append(list, q)
	}
	return list, nil
}

// FromFile reads a query from a file.
func FromFile(path string) (Query, error) {
	info, err := os.Stat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = fs.ErrInvalid
	}
	if err == nil && info.Size() > longestFile {
		return Query{}, fault.Usagef("%s is longer than %d MiB: it is not a query", path, longestFile>>20)
	}
	if err != nil {
		return Query{}, fault.Wrap(fault.Usage, err, "cannot read the query "+path, "check the name")
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return Query{}, fault.Wrap(fault.Usage, err, "cannot read the query "+path, "check who may read it")
	}
	return Query{File: path, SQL: strings.TrimPrefix(string(text), "\ufeff")}, nil
}

// longestFile bounds a file of SQL.
const longestFile = 1 << 20

// Header gives the lines of a query's comment that declare the table which it
// makes, and the number of the first of them: those from the one that begins with
// "table:" to the end of the comment. There are none where it makes no table.
func (q Query) Header() (lines []string, first int) {
	isTable := regexp.MustCompile(`^--\s*table\s*:`)
	number := 0
	for line := range strings.Lines(q.SQL) {
		number++
		line = strings.TrimSpace(line)
		if !strings.HasPrefix(line, "--") {
			break
		}
		if first == 0 && isTable.MatchString(line) {
			first = number
		}
		if first > 0 {
			lines = append(lines, strings.TrimPrefix(line, "--"))
		}
	}
	return lines, first
}

// comment is what a query's comment says to people, and the name of the table that
// it declares, if it does.
func (q Query) comment() (said, table string) {
	lines, first := q.Header()
	if first == 0 {
		return queries.Comment(q.SQL), ""
	}
	_, table, _ = strings.Cut(lines[0], ":")
	before := strings.SplitAfterN(q.SQL, "\n", first)[:first-1]
	return queries.Comment(strings.Join(before, "")), strings.TrimSpace(table)
}

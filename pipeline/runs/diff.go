package runs

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// Diff is what differs between the restricted tables of two runs.
type Diff struct {
	Before  Named    `json:"before"`
	After   Named    `json:"after"`
	Tables  []Counts `json:"tables"`
	Changes []Change `json:"differences"` // in rows that both have, in the order of the tables
}

// Named is a run of a comparison.
type Named struct {
	ID   string `json:"run_id"`
	AsAt string `json:"as_at"`
}

// Counts says how much of a table differs.
type Counts struct {
	Table       string   `json:"table"`
	RowsBefore  int      `json:"rows_before"`
	RowsAfter   int      `json:"rows_after"`
	OnlyBefore  int      `json:"rows_only_before"`
	OnlyAfter   int      `json:"rows_only_after"`
	RowsChanged int      `json:"rows_changed"`
	Changed     int      `json:"figures_changed"`
	Columns     []string `json:"columns_only_in_one,omitempty"`
}

// Change is one figure, or what is said of figures, that differs.
type Change struct {
	Table  string `json:"table"`
	Key    []Cell `json:"key"` // of the row, in the order of the table's sort
	Column string `json:"column"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// Cell is a column of a key with its value.
type Cell struct {
	Column string `json:"column"`
	Value  string `json:"value"`
}

// Compare finds which restricted figures differ between the runs in two folders.
// The long table figures is left out, as it repeats the others. A table that only
// one run has counts with its rows.
func Compare(before, after string) (Diff, error) {
	var d Diff
	for _, side := range []struct {
		folder string
		named  *Named
	}{{before, &d.Before}, {after, &d.After}} {
		r, err := Read(side.folder)
		if err != nil {
			return d, fault.Wrap(fault.Failed, err, "the manifest of run "+r.ID+" cannot be read", "name another run")
		}
		*side.named = Named{r.ID, r.AsAt}
		switch _, err := os.Stat(filepath.Join(side.folder, "restricted", "tables")); {
		case errors.Is(err, fs.ErrNotExist):
			return d, fault.New(fault.Usage, fmt.Sprintf("run %s has no restricted tables: it ended as %s", r.ID, r.Status),
				"name a run that published the restricted profile; ehcp runs lists them")
		case err != nil:
			return d, unreadableTable(side.folder, err)
		}
	}
	for _, table := range registry.Tables() {
		if table.Name == "figures" {
			continue
		}
		if err := d.compareTable(table, before, after); err != nil {
			return d, err
		}
	}
	return d, nil
}

func (d *Diff) compareTable(table registry.Table, before, after string) error {
	old, err := readTable(before, table)
	if err != nil {
		return err
	}
	fresh, err := readTable(after, table)
	if err != nil || (old == nil && fresh == nil) {
		return err
	}
	counts := Counts{Table: table.Name, RowsBefore: len(old.order()), RowsAfter: len(fresh.order()), Columns: oneSided(old, fresh)}
	for _, key := range fresh.order() {
		was, both := old.row(key)
		if !both {
			counts.OnlyAfter++
			continue
		}
		now, _ := fresh.row(key)
		changed := 0
		for _, column := range table.Described() {
			then, known := was[column.Name]
			today, still := now[column.Name]
			if known && still && then != today {
				d.Changes = append(d.Changes, Change{table.Name, cells(table, now), column.Name, then, today})
				changed++
			}
		}
		counts.Changed += changed
		if changed > 0 {
			counts.RowsChanged++
		}
	}
	counts.OnlyBefore = counts.RowsBefore - (counts.RowsAfter - counts.OnlyAfter)
	d.Tables = append(d.Tables, counts)
	return nil
}

func cells(table registry.Table, row map[string]string) []Cell {
	key := make([]Cell, len(table.Sort))
	for i, column := range table.Sort {
		key[i] = Cell{column, row[column]}
	}
	return key
}

// oneSided are the columns that only one of two tables has: those of another
// version of the program.
func oneSided(old, fresh *read) []string {
	if old == nil || fresh == nil {
		return nil
	}
	var columns []string
	for _, column := range slices.Concat(old.header, fresh.header) {
		if slices.Contains(old.header, column) != slices.Contains(fresh.header, column) {
			columns = append(columns, column)
		}
	}
	return columns
}

// read is one published table in memory; nil where a run has none.
type read struct {
	header []string
	keys   []string
	rows   map[string][]string
}

func (r *read) order() []string {
	if r == nil {
		return nil
	}
	return r.keys
}

func (r *read) row(key string) (map[string]string, bool) {
	if r == nil || r.rows[key] == nil {
		return nil, false
	}
	cells := make(map[string]string, len(r.header))
	for i, column := range r.header {
		cells[column] = r.rows[key][i]
	}
	return cells, true
}

// readTable reads the restricted table of a run, its rows by what they are
// sorted by, of which no two have the same.
func readTable(folder string, table registry.Table) (_ *read, err error) {
	file, err := os.Open(filepath.Join(folder, "restricted", "tables", table.Name+".csv"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil //nolint:nilnil // A version of the program without this table.
	}
	if err != nil {
		return nil, unreadableTable(folder, err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	lines := csv.NewReader(file)
	t := &read{rows: map[string][]string{}}
	if t.header, err = lines.Read(); err != nil {
		return nil, unreadableTable(folder, err)
	}
	places := make([]int, len(table.Sort))
	for i, column := range table.Sort {
		if places[i] = slices.Index(t.header, column); places[i] < 0 {
			return nil, unreadableTable(folder, fmt.Errorf("%s has no column %s", table.Name, column))
		}
	}
	for {
		line, err := lines.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, unreadableTable(folder, err)
		}
		key := make([]string, len(places))
		for i, place := range places {
			key[i] = line[place]
		}
		id := strings.Join(key, "\x00")
		t.keys, t.rows[id] = append(t.keys, id), line
	}
}

func unreadableTable(folder string, err error) error {
	return fault.Wrap(fault.Failed, err, "the restricted tables of run "+filepath.Base(folder)+" cannot be read",
		"check that you may read its restricted folder")
}

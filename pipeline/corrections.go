package pipeline

import (
	"context"
	"database/sql/driver"
	"encoding/csv"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// correctionsFile lies beside the configuration: what an analyst has put right
// that the case system has not yet.
const correctionsFile = "corrections.csv"

// mostCorrections bounds the file: more is a matter for the case system.
const mostCorrections = 500

// Corrections says how many values were put right.
type Corrections struct {
	SHA256  string `json:"sha256"`
	Listed  int    `json:"listed"`
	Applied int    `json:"applied"`
	Stale   int    `json:"stale"` // no row has the value any more
}

// String says it in words.
func (c Corrections) String() string {
	return fmt.Sprintf("%d corrections: %d applied, %d stale", c.Listed, c.Applied, c.Stale)
}

// correction is one line of the file: the value of a column of a case, as the
// extract or a report has it, and the right one.
type correction struct{ caseID, column, from, to, why, who string }

// readCorrections reads the file, if there is one.
func (j *job) readCorrections() error {
	path := filepath.Join(j.o.Config.Folder, correctionsFile)
	text, err := os.ReadFile(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot read "+path, "check who may read the file")
	}
	header := []string{"case", "column", "from", "to", "why", "who"}
	reader := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(text), "\ufeff")))
	if first, _, _ := strings.Cut(string(text), "\n"); strings.Contains(first, header[0]+";") {
		reader.Comma = ';' // as programs set to other languages save it
	}
	rows, err := reader.ReadAll()
	if err != nil || len(rows) == 0 || !slices.Equal(rows[0], header) {
		return fault.Wrap(fault.Usage, err, path+" cannot be read as corrections",
			"its header is "+strings.Join(header, ",")+", and every line has as many cells")
	}
	if len(rows)-1 > mostCorrections {
		return fault.Usagef("%s has %d corrections; %d is the most", path, len(rows)-1, mostCorrections)
	}
	seen := map[correction]bool{}
	for i, row := range rows[1:] {
		c := correction{row[0], row[1], row[2], row[3], row[4], row[5]}
		if !slices.Contains(registry.AssessmentColumns(), c.column) || c.column == "case_id" {
			return fault.New(fault.Usage, fmt.Sprintf("%s: line %d corrects %q, which is not a column that can be corrected", path, i+2, c.column),
				"the canonical columns can be, case_id apart")
		}
		key := correction{caseID: c.caseID, column: c.column, from: c.from}
		if seen[key] {
			return fault.New(fault.Usage, fmt.Sprintf("%s: line %d corrects the same value as a line before it", path, i+2), "remove one of them")
		}
		seen[key] = true
		j.corrections = append(j.corrections, c)
	}
	j.correctionsHash = hashText(string(text))
	return nil
}

// keepCorrections makes the table of corrections, if there are any, and that of
// the numbers of those that were applied.
func (j *job) keepCorrections(ctx context.Context) error {
	if len(j.corrections) == 0 {
		return nil
	}
	if err := j.db.Exec(ctx, `create table work.corrections (number bigint, case_id varchar, field varchar, "from" varchar, "to" varchar,
		why varchar, who varchar)`); err != nil {
		return err
	}
	if err := j.db.Exec(ctx, "create table work.corrected (number bigint)"); err != nil {
		return err
	}
	next := 0
	return j.db.Append(ctx, "work", "corrections", func() ([]driver.Value, error) {
		if next == len(j.corrections) {
			return nil, nil
		}
		c := j.corrections[next]
		next++
		return []driver.Value{int64(next), c.caseID, c.column, c.from, c.to, c.why, c.who}, nil
	})
}

// correct is the select of an extract's text with what is corrected in it. A
// correction applies where the value still is what it was made for, as the
// extract has it or, of a date, as reports do. It is a condition and no join or
// list to look up, which do not keep the rows in order: a row is known by its
// place.
func (j *job) correct(ctx context.Context, text string) (string, error) {
	if len(j.corrections) == 0 {
		return text, nil
	}
	columns := map[string][]int{}
	for i, c := range j.corrections {
		columns[c.column] = append(columns[c.column], i)
	}
	var replaced, matched []string
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		name := "read." + warehouse.Name(column)
		conditions := ""
		for _, i := range columns[column] {
			c := j.corrections[i]
			same := fmt.Sprintf("read.case_id = %s and (coalesce(%s, '') = %s", warehouse.Literal(c.caseID), name, warehouse.Literal(c.from))
			if strings.HasSuffix(column, "_date") {
				same += fmt.Sprintf(" or day_of(%s, read.date_order) = day_of(%s, read.date_order)", name, warehouse.Literal(c.from))
			}
			same += ")"
			conditions += fmt.Sprintf(" when %s then nullif(%s, '')", same, warehouse.Literal(c.to))
			matched = append(matched, fmt.Sprintf("select %d from few as read where %s", i+1, same))
		}
		replaced = append(replaced, fmt.Sprintf("case%s else %s end as %s", conditions, name, warehouse.Name(column)))
	}
	if err := j.db.Exec(ctx, "insert into corrected with few as materialized (select read.* from ("+text+") as read semi join corrections "+
		"on read.case_id = corrections.case_id) "+strings.Join(matched, " union all ")); err != nil {
		return "", err
	}
	return "select read.* replace (" + strings.Join(replaced, ", ") + ") from (" + text + ") as read", nil
}

// reportCorrections counts what was corrected and lists every correction, the
// stale ones first.
func (j *job) reportCorrections(ctx context.Context) error {
	if len(j.corrections) == 0 {
		return nil
	}
	j.manifest.Corrections = &Corrections{SHA256: j.correctionsHash, Listed: len(j.corrections)}
	if err := j.db.Scan(ctx, "select count(distinct number) from corrected", &j.manifest.Corrections.Applied); err != nil {
		return err
	}
	if j.manifest.Corrections.Stale = len(j.corrections) - j.manifest.Corrections.Applied; j.manifest.Corrections.Stale > 0 {
		j.warn(fmt.Sprintf("%d of %d corrections are stale: no row has the value that they correct", j.manifest.Corrections.Stale, len(j.corrections)))
	}
	return j.copyCSV(ctx, `select case when number in (select number from corrected) then 'applied' else 'stale' end as status,
		shown(case_id) as "case", field as "column", shown("from") as "from", shown("to") as "to", shown(why) as why, shown(who) as who
		from corrections order by status desc, number`, j.qualityFile("corrections.csv"))
}

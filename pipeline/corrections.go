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
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"

	"ehcp/pipeline/extract"
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
	Stale   int    `json:"stale"` // no row has the value any more, or no extract the column
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
	if !utf8.Valid(text) { // as spreadsheets save it
		if text, err = charmap.Windows1252.NewDecoder().Bytes(text); err != nil {
			return fault.Wrap(fault.Usage, err, path+" is neither UTF-8 nor Windows-1252", "save it as CSV UTF-8")
		}
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
		if strings.TrimSpace(strings.Join(row, "")) == "" {
			continue // what a spreadsheet leaves of a deleted line
		}
		for j := range row {
			row[j] = strings.TrimSpace(row[j])
		}
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

// correctedSince are the numbers of the corrections that applied, in the order
// in which they were found to, but for those known before.
func (j *job) correctedSince(ctx context.Context, known int) (numbers []int64, err error) {
	if len(j.corrections) == 0 {
		return nil, nil
	}
	_, rows, err := j.db.Text(ctx, fmt.Sprintf("select number from corrected order by rowid offset %d", known))
	for _, row := range rows {
		number, err := strconv.ParseInt(*row[0], 10, 64)
		if err != nil {
			return nil, err
		}
		numbers = append(numbers, number)
	}
	return numbers, err
}

// correct is the select of an extract's text with what is corrected in it. A
// correction applies where the value still is what it was made for, as the
// extract has it, as the configuration maps it or, of a date, as reports do. It
// is a condition and no join or list to look up, which do not keep the rows in
// order: a row is known by its place.
func (j *job) correct(ctx context.Context, s *extract.Source, text string) (string, error) {
	columns := map[string][]int{}
	for i, c := range j.corrections {
		if slices.Contains(j.present(), c.column) {
			columns[c.column] = append(columns[c.column], i)
		}
	}
	if len(columns) == 0 {
		return text, nil
	}
	var replaced, matched, mended []string
	for _, column := range slices.Sorted(maps.Keys(columns)) {
		branches, all := "", make([]string, 0, len(columns[column]))
		for _, i := range columns[column] {
			c := j.corrections[i]
			same := c.holds(s)
			branches += fmt.Sprintf(" when %s then nullif(%s, '')", same, warehouse.Literal(s.Code(column, c.to)))
			all = append(all, same)
			matched = append(matched, fmt.Sprintf("select %d from few as read where %s", i+1, same))
		}
		replaced = append(replaced, fmt.Sprintf("case%s else %s end as %[2]s", branches, warehouse.Name(column)))
		mended = append(mended, fmt.Sprintf("starts_with(error, %s) and (%s)", warehouse.Literal(column+" "), strings.Join(all, " or ")))
	}
	// Of the cells that show an error those that are corrected show none.
	replaced = append(replaced, "case when error_cell is not null then nullif(array_to_string(list_filter("+
		"string_split(error_cell, chr(10)), error -> not ("+strings.Join(mended, " or ")+")), chr(10)), '') end as error_cell")
	if err := j.db.Exec(ctx, "insert into corrected with few as materialized (select read.* from ("+text+") as read semi join corrections "+
		"on read.case_id = corrections.case_id) "+strings.Join(matched, " union all ")); err != nil {
		return "", err
	}
	return "select read.* replace (" + strings.Join(replaced, ", ") + ") from (" + text + ") as read", nil
}

// holds is the condition that a row of an extract's text has the case and the
// value that are corrected.
func (c correction) holds(s *extract.Source) string {
	name := "read." + warehouse.Name(c.column)
	said := fmt.Sprintf("trimmed(coalesce(%s, ''))", name)
	same := []string{said + " = " + warehouse.Literal(c.from)}
	if code := s.Code(c.column, c.from); code != c.from {
		same = append(same, said+" = "+warehouse.Literal(code))
	}
	if c.from == "" {
		same = append(same, fmt.Sprintf("no_word(%s)", name))
	}
	if strings.HasSuffix(c.column, "_date") {
		same = append(same, fmt.Sprintf("day_of(%s, read.date_order) = day_of(%s, read.date_order)", name, warehouse.Literal(c.from)))
		if c.from == "" {
			same = append(same, fmt.Sprintf("no_day(%s)", name), fmt.Sprintf("is_zero(day_of(%s, read.date_order))", name))
		}
	}
	return fmt.Sprintf("read.case_id = %s and coalesce(%s, false)", warehouse.Literal(c.caseID), strings.Join(same, " or "))
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
		j.warn(fmt.Sprintf("%d of %d corrections are stale: no row has the value that they correct%s", j.manifest.Corrections.Stale,
			len(j.corrections), j.lacking()))
	}
	return j.copyCSV(ctx, `select case when is_applied then 'applied' else 'stale' end as status,
		shown(case_id) as "case", field as "column", shown("from") as "from", shown("to") as "to", shown(why) as why, shown(who) as who,
		case when is_applied then null
			when not list_contains(string_split(`+warehouse.Literal(strings.Join(j.present(), ","))+`, ','), field)
				then 'the extract has no such column'
			else 'no row has the value that it corrects' end as reason
		from (select *, number in (select number from corrected) as is_applied from corrections)
		order by is_applied, number`, j.qualityFile("corrections.csv"))
}

// lacking names the columns that are corrected and that no extract has.
func (j *job) lacking() string {
	var columns []string
	for _, c := range j.corrections {
		if !slices.Contains(j.present(), c.column) && !slices.Contains(columns, c.column) {
			columns = append(columns, c.column)
		}
	}
	if len(columns) == 0 {
		return ""
	}
	return ", or the extract has no such column as " + strings.Join(columns, ", ")
}

package pipeline

import (
	"context"
	"database/sql/driver"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// extract types the rows of every file: the text layer stays in the files.
func (j *job) extract(ctx context.Context) (int64, error) {
	if err := j.openDatabase(ctx); err != nil {
		return 0, err
	}
	for _, statement := range strings.SplitAfter(queries.Text("macros"), ";") {
		if strings.TrimSpace(statement) != "" {
			if err := j.db.Exec(ctx, statement); err != nil {
				return 0, err
			}
		}
	}
	if err := j.createRun(ctx); err != nil {
		return 0, err
	}
	for _, table := range []string{
		"extracts (extract_id utinyint, file varchar, extract_date date, own_date date, complete_from date, " +
			"is_sen2 boolean, first_row bigint, rows_read bigint, unread_before bigint[])",
		"stage_unread (extract_id utinyint, line bigint, position bigint, advice varchar)",
		"stage_lines (stage_row bigint, line bigint)",
		"stage_noted (rule varchar, extract_id utinyint, file varchar, row bigint)",
	} {
		if err := j.db.Exec(ctx, "create table ehcp.main."+table); err != nil {
			return 0, err
		}
	}
	if err := errors.Join(j.makeListTables(ctx), j.lendKey(ctx), j.keepCorrections(ctx)); err != nil {
		return 0, err
	}
	var loaded int64
	for i, s := range j.cases() {
		rows, err := j.load(ctx, i+1, s, loaded)
		if err != nil {
			return 0, err
		}
		loaded += rows
	}
	for i, s := range j.lists() {
		rows, err := j.loadList(ctx, len(j.cases())+i+1, s)
		if err != nil {
			return 0, err
		}
		loaded += rows
	}
	if err := errors.Join(j.keepKey(ctx), j.stageRows(ctx)); err != nil {
		return 0, err
	}
	return loaded, j.sayEmptied(ctx)
}

// sayEmptied says in which columns words that stand for nothing were taken for
// empty cells, and how many: one note, however many there are.
func (j *job) sayEmptied(ctx context.Context) error {
	_, rows, err := j.db.Text(ctx, queries.Text("stage/stage_emptied"))
	if err != nil || len(rows) == 0 {
		return err
	}
	columns := make([]string, len(rows))
	for i, row := range rows {
		columns[i] = *row[1] + " in " + *row[0]
	}
	j.warn("cells that say NULL, N/A or another word for nothing, or the day 0 of a spreadsheet, are taken for empty ones: " +
		strings.Join(columns, ", "))
	return nil
}

// present are the typed columns of assessments worth storing: those that any file
// has.
func (j *job) present() []string {
	columns := []string{"extract_id"}
	for _, s := range j.cases() {
		for _, column := range s.Present {
			if !slices.Contains(columns, column) {
				columns = append(columns, column)
			}
		}
	}
	slices.Sort(columns[1:])
	return columns
}

// load takes one extract's rows, in the order of the file, after those before:
// from the store where an earlier run kept them, else from the file.
func (j *job) load(ctx context.Context, id int, s *extract.Source, before int64) (int64, error) {
	corrections, err := j.correctedSince(ctx, 0)
	if err != nil {
		return 0, err
	}
	rows, unread, err := j.take(ctx, s,
		func() (int64, int64, error) { return j.loadFile(ctx, id, s, before) },
		func(k keptExtract, folder string) (int64, int64, error) {
			return j.loadKept(ctx, id, k, folder, before)
		})
	if err != nil {
		return 0, err
	}
	corrected, err := j.correctedSince(ctx, len(corrections))
	if err != nil {
		return 0, err
	}
	j.loaded = append(j.loaded, loaded{rows, corrected})
	if err := errors.Join(j.datesAreClear(ctx, fmt.Sprintf("stage_assessments where extract_id = %d", id), s), j.keepFindings(ctx, id, s)); err != nil {
		return 0, err
	}
	for _, note := range s.Notes {
		j.warn(note)
	}
	return rows, j.db.Exec(ctx, "insert into extracts values (?, shown(?), ?::date, ?::date, ?::date, ?, ?, ?, "+
		"(select coalesce(list(position), []) from stage_unread where extract_id = ?))", id, s.Name(),
		dateText(j.extractDate(s)), dateText(s.Date), dateText(s.CompleteFrom), s.IsSEN2(), before, rows+unread, id)
}

// take takes an extract's rows from the store, where an earlier run kept them, else
// from the file.
func (j *job) take(ctx context.Context, s *extract.Source, fromFile func() (rows, unread int64, err error),
	fromStore func(k keptExtract, folder string) (rows, unread int64, err error),
) (rows, unread int64, err error) {
	k, folder, err := j.findKept(s)
	if err != nil {
		return 0, 0, err
	}
	defer j.loading.ended(s)
	if folder == "" {
		j.loading.reads(j.db, j.sources, s)
		rows, unread, err = fromFile()
	} else {
		s.Notes, s.Findings = k.Source.Notes, k.Source.Findings
		rows, unread, err = fromStore(k, folder)
	}
	if changed := s.Unchanged(); changed != nil && ctx.Err() == nil {
		err = changed // which is why it could not be read, or was
	}
	if err == nil && rows+unread == 0 && !s.IsSEN2() {
		err = s.NoRows()
	}
	return rows, unread, err
}

// loadFile types one file's rows, as they are read where that can be done.
func (j *job) loadFile(ctx context.Context, id int, s *extract.Source, before int64) (rows, unread int64, err error) {
	if j.isTypedAsRead(s) {
		done, err := j.loadTyped(ctx, id, s)
		if err != nil {
			return 0, 0, loadFault(ctx, s, err)
		}
		if done {
			return j.loadedRows(ctx, id, s, before)
		}
	}
	into := extract.Target{DB: j.db, ID: id, Table: fmt.Sprintf("read_%d", id), Key: j.pseudonymKey}
	loaded := before
	err = s.Deliver(ctx, into, func(text string) error {
		if err := j.loadText(ctx, s, text); err != nil {
			return err
		}
		if s.KeepsLines() {
			if err := j.db.Exec(ctx, "insert into stage_lines select rowid + ?, source_line from "+into.Table, loaded); err != nil {
				return err
			}
		}
		var err error
		loaded, err = j.rowsOf(ctx, "stage_assessments")
		return err
	})
	if err != nil {
		return 0, 0, loadFault(ctx, s, err)
	}
	if s.KeepsLines() {
		if err := j.db.Exec(ctx, "drop table "+into.Table); err != nil {
			return 0, 0, err
		}
	}
	return j.loadedRows(ctx, id, s, before)
}

// loadedRows counts the rows of the extract that was loaded last, and notes the
// lines of it that are no rows.
func (j *job) loadedRows(ctx context.Context, id int, s *extract.Source, before int64) (rows, unread int64, err error) {
	all, err := j.rowsOf(ctx, "stage_assessments")
	if err != nil {
		return 0, 0, err
	}
	unread, err = j.keepUnread(ctx, id, s, all-before)
	return all - before, unread, err
}

// loadText corrects and types rows of text.
func (j *job) loadText(ctx context.Context, s *extract.Source, text string) error {
	text, err := j.correct(ctx, s, text)
	if err != nil {
		return err
	}
	return j.stageText(ctx, text, "stage/stage_cast")
}

// stageText types rows by a model that casts their text, or takes them as they
// were typed. The first of all make the table.
func (j *job) stageText(ctx context.Context, text, cast string) error {
	for _, view := range []struct{ name, sql string }{
		{"extract_text", text}, {"stage_cast", queries.Text(cast)}, {"stage_typed", queries.Text("stage/stage_assessments")},
	} {
		if err := j.db.Exec(ctx, "create or replace temp view "+view.name+" as "+view.sql); err != nil {
			return err
		}
	}
	into := "insert into ehcp.main.stage_assessments"
	if j.typed == nil {
		if err := j.rememberTypes(ctx); err != nil {
			return err
		}
		into = "create table ehcp.main.stage_assessments as"
	}
	columns := make([]string, 0, 48)
	for _, column := range j.present() {
		name := warehouse.Name(column)
		if extract.IsExtra(column) {
			name = "said(" + name + ") as " + name
		}
		columns = append(columns, name)
	}
	return j.db.ExecWatched(ctx, into+" select "+strings.Join(columns, ", ")+", unreadable, emptied from stage_typed")
}

// loadFault tells a file that cannot be read from a database that cannot work.
func loadFault(ctx context.Context, s *extract.Source, err error) error {
	var told *fault.Error
	switch {
	case ctx.Err() != nil:
		return ctx.Err()
	case warehouse.IsBadInput(err) && !s.IsText():
		return fault.New(fault.Extract, s.Path+" cannot be read to its end", "it is damaged or cut short: make the extract again")
	case warehouse.IsBadInput(err):
		return fault.New(fault.Extract, s.Path+" cannot be read to its end",
			"make the extract again; a CSV is text with one row a line and its quotation marks closed")
	case errors.As(err, &told):
		return err
	}
	return fmt.Errorf("load %s: %w", s.Path, err)
}

// extractDate is the last day that a file can know of: its own date, else the
// as-at date.
func (j *job) extractDate(s *extract.Source) time.Time {
	if s.Date.IsZero() {
		return j.asAt
	}
	return s.Date
}

// keepUnread notes the lines that are not rows: blank ones, and those that
// cannot be read. DuckDB's own record of them quotes whole lines, names
// included: only the line and the kind of error are kept.
func (j *job) keepUnread(ctx context.Context, id int, s *extract.Source, rows int64) (int64, error) {
	if !s.IsText() {
		return 0, nil
	}
	if err := j.db.Exec(ctx, fmt.Sprintf(`insert into stage_unread
		select %d, line, line - 1 - row_number() over (order by line), advice
		from (
			select line + %d as line, case any_value(error_type)
				when 'MISSING COLUMNS' then 'the line has too few columns'
				when 'TOO MANY COLUMNS' then 'the line has too many columns: quote text that holds a comma'
				when 'UNQUOTED VALUE' then 'a quotation mark is not closed'
				when 'INVALID ENCODING' then 'the line is not UTF-8 text'
				when 'LINE SIZE OVER MAXIMUM' then 'the line is too long'
				else 'the line cannot be read as CSV' end as advice
			from unread_lines where trim(csv_line, %s) <> '' group by line
			union all
			select line, null from (select unnest(%s::bigint[]) as line) as blank
		) as lines`, id, s.RowsAbove, warehouse.Literal(" \"\r\n"+s.Delimiter()), bigints(s.PassedLines()))); err != nil {
		return 0, err
	}
	for _, table := range []string{"unread_lines", "unread_scans"} {
		if err := j.db.Exec(ctx, "drop table "+table); err != nil {
			return 0, err
		}
	}
	var unread, unclosed int64
	if err := j.db.Scan(ctx, fmt.Sprintf(`select count(*) filter (advice is not null),
		coalesce(min(line) filter (advice = 'a quotation mark is not closed'), 0)
		from stage_unread where extract_id = %d`, id), &unread, &unclosed); err != nil {
		return 0, err
	}
	// More lines than the header, the rows and what was passed over: some are
	// inside a quotation that should have ended.
	if unclosed > 0 && s.Lines() > 1+rows+unread+s.LinesPassed() {
		return 0, fault.New(fault.Extract, fmt.Sprintf("%s: a quotation mark on line %d or near it is not closed", s.Path, unclosed),
			"the rows behind it would be lost: close it, or make the extract again")
	}
	return unread, nil
}

func bigints(numbers []int64) string {
	text := make([]string, len(numbers))
	for i, n := range numbers {
		text[i] = strconv.FormatInt(n, 10)
	}
	return "[" + strings.Join(text, ", ") + "]"
}

// datesAreClear refuses an extract that has days with the month first, unless
// the configuration says how days are written: 03/04/2024 could then be either.
// The reader of a SEN2 return sees to its days itself.
func (j *job) datesAreClear(ctx context.Context, from string, s *extract.Source) error {
	if s.DatesAreSaid() || s.IsSEN2() {
		return nil
	}
	var columns string
	if err := j.db.Scan(ctx, fmt.Sprintf(`select coalesce(string_agg(distinct cell.name, ', ' order by cell.name), '') from (
		select unnest(unreadable) as cell from %s)
		where cell.bad and (cell.name = 'date' or cell.name like '%%\_date' escape '\')
			and day_of(cell.text, 'mdy') is not null`, from), &columns); err != nil {
		return err
	}
	if columns == "" {
		return nil
	}
	return fault.New(fault.Extract, s.Path+" has days with the month first in "+columns+", or dates that are wrong: 03/04/2024 could be either",
		"say which: dates: mdy under extracts: in the configuration, or dates: dmy to reject those rows")
}

// keepFindings notes what the reader found wrong beyond single rows.
func (j *job) keepFindings(ctx context.Context, id int, s *extract.Source) error {
	next := 0
	return j.db.Append(ctx, "ehcp", "stage_noted", func() ([]driver.Value, error) {
		if next == len(s.Findings) {
			return nil, nil
		}
		f := s.Findings[next]
		next++
		return []driver.Value{f.Rule, uint8(id), f.File, f.Row}, nil //nolint:gosec // a run takes 255 extracts at most
	})
}

// rememberTypes notes the type of every canonical column, from the catalogue: to
// describe the view would be to bind it once more, which takes longer than to
// type the rows of a small extract.
func (j *job) rememberTypes(ctx context.Context) (err error) {
	_, j.typed, err = j.db.Text(ctx, `select column_name, data_type from duckdb_columns()
		where table_name = 'stage_typed' and database_name = 'temp' order by column_index`)
	return err
}

// stageRows is the staged table with the columns that no file has as nulls, so
// that the models need not know which those are.
func (j *job) stageRows(ctx context.Context) error {
	selected := "select *, rowid as stage_row"
	for _, column := range j.typed {
		if !slices.Contains(j.present(), *column[0]) && !slices.Contains([]string{"unreadable", "emptied"}, *column[0]) {
			selected += fmt.Sprintf(", null::%s as %s", *column[1], warehouse.Name(*column[0]))
		}
	}
	return j.db.Exec(ctx, "create view ehcp.main.stage_rows as "+selected+" from stage_assessments")
}

// dateText is a date for the driver: a missing one is null.
func dateText(day time.Time) driver.Value {
	if day.IsZero() {
		return nil
	}
	return day.Format(time.DateOnly)
}

package pipeline

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// A list is an extract that adds to what the assessments tell: advice, annual
// reviews, audits and the like. Lists are small beside assessments, and all kinds
// are read, typed and judged in the same way, by what the registry says of their
// columns.

// cases are the extracts of assessments, which come first.
func (j *job) cases() []*extract.Source {
	n := slices.IndexFunc(j.sources, func(s *extract.Source) bool { return !s.IsOfCases() })
	if n < 0 {
		return j.sources
	}
	return j.sources[:n]
}

// lists are the other extracts; their numbers go on from those of assessments.
func (j *job) lists() []*extract.Source { return j.sources[len(j.cases()):] }

// kinds are those of the lists, each once.
func (j *job) kinds() []registry.Extract {
	var kinds []registry.Extract
	for _, s := range j.lists() {
		if len(kinds) == 0 || kinds[len(kinds)-1].Name != s.Kind.Name {
			kinds = append(kinds, s.Kind)
		}
	}
	return kinds
}

// has says whether the run has an extract of a kind.
func (j *job) has(kind string) bool {
	return slices.ContainsFunc(j.sources, func(s *extract.Source) bool { return s.Kind.Name == kind })
}

func listTable(id int) string { return fmt.Sprintf("work.main.list_%d", id) }

// makeListTables makes what reports read even where there is no list.
func (j *job) makeListTables(ctx context.Context) error {
	for _, table := range []string{
		"lists (extract_id utinyint, kind varchar, file varchar, extract_date date, own_date date, complete_from date, " +
			"rows_read bigint, unread_before bigint[])",
		"list_lines (extract_id utinyint, list_row bigint, line bigint)",
		"list_excluded (extract_id utinyint, list_row bigint, why varchar)",
		"list_found (rule varchar, severity varchar, file varchar, row bigint, field varchar, value varchar, advice varchar)",
	} {
		if err := j.db.Exec(ctx, "create table work.main."+table); err != nil {
			return err
		}
	}
	return nil
}

// loadList types one list's rows: from the store where an earlier run kept them,
// else from the file.
func (j *job) loadList(ctx context.Context, id int, s *extract.Source) (int64, error) {
	rows, unread, err := j.take(ctx, s, func() (int64, int64, error) { return j.readList(ctx, id, s) },
		func(k keptExtract, folder string) (int64, int64, error) { return j.takeList(ctx, id, k, folder) })
	if err != nil {
		return 0, err
	}
	if err := j.datesAreClear(ctx, listTable(id), s); err != nil {
		return 0, err
	}
	j.loaded = append(j.loaded, loaded{rows: rows})
	for _, note := range s.Notes {
		j.warn(note)
	}
	return rows, j.db.Exec(ctx, "insert into lists values (?, ?, shown(?), ?::date, ?::date, ?::date, ?, "+
		"(select coalesce(list(position), []) from stage_unread where extract_id = ?))", id, s.Kind.Name, s.Name(),
		dateText(j.extractDate(s)), dateText(s.Date), dateText(s.CompleteFrom), rows+unread, id)
}

// readList types a file's rows.
func (j *job) readList(ctx context.Context, id int, s *extract.Source) (rows, unread int64, err error) {
	into := extract.Target{DB: j.db, ID: id, Table: fmt.Sprintf("read_%d", id), Key: j.pseudonymKey}
	taking := "create table " + listTable(id) + " as "
	err = s.Deliver(ctx, into, func(text string) error {
		if err := j.db.Exec(ctx, taking+typedList(s.Kind, text)); err != nil {
			return err
		}
		taking = "insert into " + listTable(id) + " "
		before := rows
		if rows, err = j.rowsOf(ctx, listTable(id)); err != nil || !s.KeepsLines() {
			return err
		}
		return j.db.Exec(ctx, fmt.Sprintf("insert into list_lines select %d, rowid + %d, source_line from %s", id, before, into.Table))
	})
	if err != nil {
		return 0, 0, loadFault(ctx, s, err)
	}
	if s.KeepsLines() {
		if err := j.db.Exec(ctx, "drop table "+into.Table); err != nil {
			return 0, 0, err
		}
	}
	unread, err = j.keepUnread(ctx, id, s, rows)
	return rows, unread, err
}

// stageLists finds the rows of the lists that do not stand, and makes a table a
// kind of those that do.
func (j *job) stageLists(ctx context.Context) error {
	if len(j.lists()) == 0 {
		return nil
	}
	if err := j.build(ctx, queries.Model{Path: "stage/case_owners", Form: queries.Scratch}); err != nil {
		return err
	}
	for _, kind := range j.kinds() {
		if err := j.stageKind(ctx, kind); err != nil {
			return fmt.Errorf("stage %s: %w", kind.Name, err)
		}
	}
	return nil
}

func (j *job) stageKind(ctx context.Context, kind registry.Extract) error {
	var parts []string
	for i, s := range j.lists() {
		if id := len(j.cases()) + i + 1; s.Kind.Name == kind.Name {
			parts = append(parts, fmt.Sprintf("select %d::utinyint as extract_id, rowid as list_row, *%s from %s", id, ofFile(s), listTable(id)))
		}
	}
	read := strings.Join(parts, "\nunion all by name\n")
	rules := queries.ListRules(kind.Name)
	for _, statement := range []string{
		"create or replace view work.main.list_read as " + read,
		"create or replace table work.main.list_tested as " + testedList(kind),
		"create or replace table work.main.list_findings as " + listFindings(kind, rules),
		"create or replace table work.main.list_repeats as " + listRepeats(kind),
		"insert into list_excluded select distinct extract_id, list_row, 'rejected' from list_findings where severity = 'error'",
		"insert into list_excluded select extract_id, list_row, case why when 'conflict' then 'rejected' else why end from list_repeats",
		"insert into list_found " + listFound(kind),
		"create table ehcp.main.stage_" + kind.Name + " as select list_tested.* exclude (unreadable, extract_date, own_date, as_at) " +
			"from list_tested anti join list_excluded using (extract_id, list_row) order by extract_id, list_row",
	} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

// ofFile has the file's name stand for what is missing in a column that says what a
// row is of. Spaces do not make another name.
func ofFile(s *extract.Source) string {
	for _, f := range s.Kind.Fields {
		if f.OfFile {
			name := warehouse.Name(f.Name)
			return fmt.Sprintf(" replace (trim(regexp_replace(coalesce(%s, %s), '\\s+', ' ', 'g')) as %[1]s)", name, warehouse.Literal(s.Subject()))
		}
	}
	return ""
}

// listGates measure each kind of list by itself: where too few of its rows can be
// used its figures would look like those of few, and where none can, however few
// there are, like those of a council to which nothing happens.
func (j *job) listGates() (gates []Gate) {
	for _, kind := range j.kinds() {
		all := j.manifest.ofKind(kind.Name)
		g := gateOf(all.RowsRead, "rejected_share", share(all.Rejected, all.RowsRead), j.o.Config.Gates.RejectedShare, usualShare,
			partOf(all.Rejected, all.RowsRead, "rows of "+kind.Name+" are rejected"), "mend the rows in rejects.csv")
		g.Passed = g.Passed && (all.Rejected == 0 || all.Staged > 0)
		gates = append(gates, g)
	}
	return gates
}

// countList accounts for the rows of a list.
func (j *job) countList(ctx context.Context, id int, in *Input) error {
	if err := j.db.Scan(ctx, fmt.Sprintf(`select rows_read,
		(select count(*) from list_excluded where extract_id = %[1]d and why = 'rejected')
			+ (select count(*) from stage_unread where extract_id = %[1]d and advice is not null),
		(select count(*) from list_excluded where extract_id = %[1]d and why = 'repeat'),
		(select count(*) from list_excluded where extract_id = %[1]d and why = 'superseded')
		from lists where extract_id = %[1]d`, id), &in.RowsRead, &in.Rejected, &in.Repeats, &in.Superseded); err != nil {
		return err
	}
	if err := j.db.Scan(ctx, fmt.Sprintf("select count(*) from stage_%s where extract_id = %d", in.Kind, id), &in.Staged); err != nil {
		return err
	}
	if in.RowsRead != in.Staged+in.Rejected+in.Repeats+in.Superseded {
		return fault.New(fault.Failed, fmt.Sprintf("%s: %d rows were read, and %d staged, %d rejected, %d repeats and %d superseded",
			in.Path, in.RowsRead, in.Staged, in.Rejected, in.Repeats, in.Superseded), "nothing was published: report the fault with these numbers")
	}
	return nil
}

// keepList writes the typed rows of a list, as they were read.
func (j *job) keepList(ctx context.Context, id int, _ *extract.Source, folder string) error {
	return j.db.Exec(ctx, fmt.Sprintf(`copy (select list.rowid as place, lines.line, list.* from %s as list
		left join (select list_row, line from list_lines where extract_id = %d) as lines on list.rowid = lines.list_row order by place)
		to %s (format parquet)`, listTable(id), id, warehouse.Literal(filepath.Join(folder, keptRows)+".parquet")))
}

// takeList takes a list's rows from the store, in the order of its file.
func (j *job) takeList(ctx context.Context, id int, k keptExtract, folder string) (rows, unread int64, err error) {
	from := "read_parquet(" + warehouse.Literal(literalPath(filepath.Join(folder, keptRows)+".parquet")) + ")"
	if err := j.db.Exec(ctx, "create table "+listTable(id)+" as select * exclude (place, line) from "+from+" order by place"); err != nil {
		return 0, 0, fmt.Errorf("take %s from the store: %w", k.Source.Path, err)
	}
	if k.Source.KeepsLines {
		if err := j.db.Exec(ctx, fmt.Sprintf("insert into list_lines select %d, place, line from %s", id, from)); err != nil {
			return 0, 0, err
		}
	}
	if err := j.takeUnread(ctx, id, folder); err != nil {
		return 0, 0, err
	}
	err = j.db.Scan(ctx, fmt.Sprintf("select count(*) filter (advice is not null) from stage_unread where extract_id = %d", id), &unread)
	return k.Rows, unread, err
}

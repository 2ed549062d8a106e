package pipeline

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/store"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// The files of a kept extract: what its reader said, its staged rows by
// authority and year, as other engines read them, and its lines that were no rows.
const (
	keptAbout  = "about.json"
	keptRows   = "rows"
	keptUnread = "unread.parquet"
)

// keptExtract is what a kept extract's own file says of it.
type keptExtract struct {
	Source    extract.Kept `json:"source"`
	Rows      int64        `json:"rows"`
	Corrected []int64      `json:"corrected"` // numbers of the corrections that applied to its rows
}

// loaded is what came of an extract when its rows were taken.
type loaded struct {
	rows      int64
	corrected []int64 // numbers of the corrections that applied
}

// keptName is the name of an extract in the store: its content's hash, and that
// of all that decides how its rows are staged.
func (j *job) keptName(s *extract.Source) (string, error) {
	k := s.Keep()
	hashes := []string{k.SHA256}
	for _, part := range k.Parts {
		hashes = append(hashes, part.SHA256)
	}
	slices.Sort(hashes[1:])
	key := ""
	if !j.keyIsNew { // else no pseudonym was made with it
		key = hashText(string(j.pseudonymKey))
	}
	entry := k.Entry
	entry.Path, entry.CompleteFrom = "", ""
	how, err := json.Marshal([]any{
		entry, k.Extra, k.Present, j.o.Config.Limits, j.correctionsHash, key, j.o.Version,
		k.Kind, typedList(s.Kind, ""), queries.Text("macros"),
		queries.Text("stage/stage_cast"), queries.Text("stage/stage_read"), queries.Text("stage/stage_assessments"),
	})
	if err != nil {
		return "", fmt.Errorf("name the extract: %w", err)
	}
	content := hashes[0]
	if len(hashes) > 1 {
		content = hashText(strings.Join(hashes, " "))
	}
	return content + "-" + hashText(string(how))[:8], nil
}

// findKept looks for an extract among those that earlier runs have kept. One
// under another name is read anew, as reports name the file; one that is damaged
// is set aside and written again.
func (j *job) findKept(s *extract.Source) (k keptExtract, folder string, err error) {
	switch {
	case j.manifest.RunID == "": // nothing is published, nor kept
		return k, "", nil
	case j.replayed != nil:
		return j.findReplayed(s)
	}
	name, err := j.keptName(s)
	if err != nil {
		return k, "", err
	}
	folder, err = j.store().Find(store.Extracts, name)
	if err == nil {
		err = readJSON(filepath.Join(folder, keptAbout), &k)
	}
	switch {
	case errors.Is(err, store.ErrAbsent):
		return k, "", nil
	case err != nil:
		j.warn("the copy of " + s.Name() + " in the store is damaged: it is set aside and written again")
		return k, "", j.store().SetAside(store.Extracts, name)
	case k.Source.Path != s.Path || !k.Source.Date.Equal(s.Date):
		return k, "", nil
	}
	return k, folder, nil
}

// findReplayed finds the extract that a run that is made again rests on.
func (j *job) findReplayed(s *extract.Source) (k keptExtract, folder string, err error) {
	i := slices.Index(j.sources, s)
	folder = j.store().Folder(store.Extracts, j.replayed.Stored[i])
	err = readJSON(filepath.Join(folder, keptAbout), &k)
	k.Source = j.replayed.Sources[i]
	return k, folder, err
}

func (j *job) store() store.Store { return store.In(j.o.Out) }

// loadKept takes an extract's rows from the store, in the order of its file.
func (j *job) loadKept(ctx context.Context, id int, k keptExtract, folder string, before int64) (rows, unread int64, err error) {
	if err := extract.Remembered(k.Source).Deliver(ctx, extract.Target{DB: j.db, ID: id}, func(text string) error {
		return j.stageText(ctx, text, "stage/stage_cast")
	}); err != nil {
		return 0, 0, err
	}
	from := "read_parquet(" + warehouse.Literal(filepath.Join(literalPath(folder), keptRows, "*", "*", "*.parquet")) +
		", hive_partitioning = false)"
	columns := make([]string, 0, len(k.Source.Present)+2)
	for _, column := range append(stagedColumns(k.Source.Present), "unreadable", "emptied") {
		columns = append(columns, warehouse.Name(column))
	}
	list := strings.Join(columns, ", ")
	if k.Rows == 0 { // of which there is no file
		return 0, 0, j.takeUnread(ctx, id, folder)
	}
	if rows, err = j.db.Count(ctx, fmt.Sprintf("insert into ehcp.main.stage_assessments (extract_id, %s) select %d, %s from %s order by place",
		list, id, list, from)); err != nil {
		return 0, 0, fmt.Errorf("take %s from the store: %w", k.Source.Path, err)
	}
	if k.Source.KeepsLines {
		if err := j.db.Exec(ctx, fmt.Sprintf("insert into stage_lines select place + %d, line from %s order by place", before, from)); err != nil {
			return 0, 0, err
		}
	}
	for _, number := range k.Corrected {
		if err := j.db.Exec(ctx, "insert into corrected values (?)", number); err != nil {
			return 0, 0, err
		}
	}
	if err := j.takeUnread(ctx, id, folder); err != nil {
		return 0, 0, err
	}
	err = j.db.Scan(ctx, fmt.Sprintf("select count(*) filter (advice is not null) from stage_unread where extract_id = %d", id), &unread)
	return rows, unread, err
}

// takeUnread takes the lines of a kept extract that are no rows.
func (j *job) takeUnread(ctx context.Context, id int, folder string) error {
	return j.db.Exec(ctx, fmt.Sprintf("insert into stage_unread select %d, line, position, advice from read_parquet(%s) order by line",
		id, warehouse.Literal(literalPath(filepath.Join(folder, keptUnread)))))
}

// stagedColumns are the columns of a source that are staged under their names.
func stagedColumns(present []string) []string {
	columns := slices.Clone(present)
	slices.Sort(columns)
	return slices.Compact(columns)
}

// literalPath keeps the characters of a path from standing for others where a
// pattern is looked for.
func literalPath(path string) string {
	return strings.NewReplacer("*", "[*]", "?", "[?]", "[", "[[]").Replace(path)
}

// keepExtracts keeps the staged rows of every extract that the store does not
// have, once they are accepted, and notes under which name each is kept.
func (j *job) keepExtracts(ctx context.Context) (rows int64, err error) {
	for i, s := range j.sources {
		name, err := j.keptName(s)
		if err != nil {
			return 0, err
		}
		j.manifest.Inputs[i].Stored = name
		if _, err := j.store().Find(store.Extracts, name); err == nil {
			continue
		}
		if err := j.keepExtract(ctx, i+1, s, name); err != nil {
			return 0, fault.Wrap(fault.Failed, err, "cannot keep "+s.Name()+" in the store", "check the space left, and who may write there")
		}
		rows += j.loaded[i].rows
	}
	return rows, nil
}

func (j *job) keepExtract(ctx context.Context, id int, s *extract.Source, name string) error {
	draft, err := j.store().Draft(store.Extracts)
	if err != nil {
		return err
	}
	k := keptExtract{Source: s.Keep(), Rows: j.loaded[id-1].rows, Corrected: j.loaded[id-1].corrected}
	text, err := json.MarshalIndent(k, "", "  ")
	if err != nil {
		return errors.Join(err, draft.Drop())
	}
	keepRows := j.keepCases
	if !s.IsOfCases() {
		keepRows = j.keepList
	}
	if err := keepRows(ctx, id, s, draft.Folder()); err != nil {
		return errors.Join(err, draft.Drop())
	}
	if err := j.db.Exec(ctx, fmt.Sprintf("copy (select line, position, advice from stage_unread where extract_id = %d order by line) "+
		"to %s (format parquet)", id, warehouse.Literal(filepath.Join(draft.Folder(), keptUnread)))); err != nil {
		return errors.Join(err, draft.Drop())
	}
	if err := os.WriteFile(filepath.Join(draft.Folder(), keptAbout), append(text, '\n'), 0o600); err != nil {
		return errors.Join(err, draft.Drop())
	}
	if _, err = draft.Keep(name, flushTree); err != nil {
		return errors.Join(err, draft.Drop())
	}
	return nil
}

// keepCases writes the staged rows of an extract of assessments.
func (j *job) keepCases(ctx context.Context, id int, s *extract.Source, folder string) error {
	columns := make([]string, 0, 40)
	for _, column := range stagedColumns(s.Present) {
		columns = append(columns, "staged."+warehouse.Name(column))
	}
	line, lines := "null::bigint", ""
	if s.KeepsLines() {
		line, lines = "lines.line", " left join stage_lines as lines on staged.stage_row = lines.stage_row"
	}
	if !slices.Contains(s.Present, "authority_code") {
		columns = append(columns, "null::varchar as authority_code")
	}
	year := "null::bigint"
	if slices.Contains(s.Present, "received_date") {
		year = "year(staged.received_date)"
	}
	return j.db.Exec(ctx, fmt.Sprintf(`copy (
		select staged.stage_row - (select first_row from extracts where extract_id = %[1]d) as place, %[2]s as line, %[3]s,
		staged.unreadable, staged.emptied, %[4]s as received_year
		from (select *, rowid as stage_row from stage_assessments where extract_id = %[1]d) as staged%[5]s)
		to %[6]s (format parquet, partition_by (authority_code, received_year), write_partition_columns true)`,
		id, line, strings.Join(columns, ", "), year, lines, warehouse.Literal(filepath.Join(folder, keptRows))))
}

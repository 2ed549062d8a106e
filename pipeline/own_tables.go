package pipeline

import (
	"context"
	"errors"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/own"
	"ehcp/pipeline/registry"
)

// OwnTable is a table of the team's own query, as the manifest lists it.
type OwnTable struct {
	Table      string `json:"table"`
	File       string `json:"file"`
	SHA256     string `json:"sha256"` // of the file
	Profile    string `json:"profile"`
	ApprovedBy string `json:"approved_by,omitempty"` // that the public sees it
	ApprovedOn string `json:"approved_on,omitempty"`
	Rows       int64  `json:"rows"` // of the restricted one
}

// tables are the published tables of this run: the program's and the team's.
func (j *job) tables() []registry.Table {
	lacks := func(kind string) bool { return kind != "" && !j.has(kind) }
	tables := slices.DeleteFunc(registry.Tables(), func(t registry.Table) bool { return lacks(t.Extract) || lacks(t.Beside) })
	for _, t := range j.own {
		tables = append(tables, t.Table)
	}
	return tables
}

// ownLimits are those of a query that makes a table.
func (j *job) ownLimits() ask.Limits {
	if j.o.OwnLimits.Timeout > 0 {
		return j.o.OwnLimits
	}
	return own.Limits()
}

// ownHashes are the hashes of the files that make the team's tables, each with the
// file's name, which stands in what is published.
func (j *job) ownHashes() []string {
	hashes := make([]string, len(j.own))
	for i, t := range j.own {
		hashes[i] = t.File + " " + t.SHA256
	}
	return hashes
}

// readOwn reads the team's queries that make tables and tries each on empty tables:
// what is wrong with them is said before any extract is read.
func (j *job) readOwn(ctx context.Context) (err error) {
	if j.own, err = own.Read(j.o.Config); err != nil || len(j.own) == 0 {
		return err
	}
	empty := filepath.Join(j.scratch, "empty.duckdb")
	if err := own.MakeEmpty(ctx, empty, j.scratch, len(j.o.Config.Breakdowns.Extra)); err != nil {
		return err
	}
	for _, t := range j.own {
		if err := t.Try(ctx, empty, j.ownLimits()); err != nil {
			return err
		}
	}
	return nil
}

// writeOwn keeps the files that make the team's tables in a folder, each in one of
// its own, and gives those folders' names: files may have the same name.
func (j *job) writeOwn(folder string) (folders []string, err error) {
	for i, t := range j.own {
		name := path.Join("queries", strconv.Itoa(i+1))
		inner := filepath.Join(folder, filepath.FromSlash(name))
		if err := errors.Join(os.MkdirAll(inner, 0o700), os.WriteFile(filepath.Join(inner, t.File), []byte(t.Query.SQL), 0o600)); err != nil {
			return nil, err
		}
		folders = append(folders, name)
	}
	return folders, nil
}

// makeOwn makes the team's tables of what the run has so far.
func (j *job) makeOwn(ctx context.Context) error {
	if len(j.own) == 0 {
		return nil
	}
	all, err := j.askOwn(ctx)
	if err != nil {
		return err
	}
	for i, t := range j.own {
		if err := j.keepOwn(ctx, t, all[i]); err != nil {
			return err
		}
		rows, err := j.rowsOf(ctx, ownName(t))
		if err != nil {
			return err
		}
		listed := OwnTable{
			Table: t.Name, File: t.File, SHA256: t.SHA256, Profile: restrictedProfile, ApprovedBy: t.Approval.ApprovedBy,
			ApprovedOn: t.Approval.ApprovedOn, Rows: rows,
		}
		if t.IsPublic {
			listed.Profile = publicProfile
		}
		j.manifest.OwnTables = append(j.manifest.OwnTables, listed)
	}
	return j.describeOwn(ctx)
}

// askOwn gives the rows of every table of the team's. The run's database is let go
// meanwhile: it is opened for reading alone and locked, as for any question, and
// so no query sees what another one makes.
func (j *job) askOwn(ctx context.Context) (all [][][]string, err error) {
	for _, statement := range []string{"checkpoint ehcp", "use work", "detach ehcp"} {
		if err := j.db.Exec(ctx, statement); err != nil {
			return nil, err
		}
	}
	database := filepath.Join(j.folder, "casework", "ehcp.duckdb")
	defer func() {
		err = errors.Join(err, j.db.Attach(ctx, database, "ehcp"), j.db.Exec(ctx, "use ehcp"), j.db.Exec(ctx, "set search_path = '"+searchPath+"'"))
	}()
	for _, t := range j.own {
		rows, err := t.Rows(ctx, database, j.ownLimits())
		if err != nil {
			return nil, err
		}
		all = append(all, rows)
	}
	return all, nil
}

// ownFault says in the words of a team's file why its table cannot be published.
func ownFault(t *own.Table, err error) error {
	return fault.Wrap(fault.Usage, err, t.Query.File+": the public table "+t.Name+": "+err.Error(),
		"see that every breakdown_topic counts each case once (Not recorded where it is missing), that months add up to increments and years, "+
			"and that each day or period has a row All; or write profile: restricted")
}

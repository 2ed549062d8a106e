package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// describeTables makes the list of cases in the run's database, and notes in the
// manifest what the tables rest on.
func (j *job) describeTables(ctx context.Context) error {
	if err := j.build(ctx, queries.Model{Path: "publish/cases", Form: queries.View}); err != nil {
		return err
	}
	if err := j.describeCoverage(ctx); err != nil {
		return err
	}
	return errors.Join(j.describeUnknowns(ctx), j.warnOfSilence(ctx), j.countEvents(ctx))
}

// publish writes each profile's files into the run's folder, and then those of
// every authority into folders of their own, where that is asked for.
func (j *job) publish(ctx context.Context) (int64, error) {
	defer func() { _ = ownerOnly(filepath.Join(j.folder, restrictedProfile)) }()
	if err := j.listAuthorities(ctx); err != nil {
		return 0, err
	}
	whole := j.editions(nil)
	written, err := j.publishEditions(ctx, whole, j.publishCasework)
	if err != nil {
		return 0, err
	}
	j.sayUndrawn(whole)
	each, err := j.publishAuthorities(ctx)
	return written + each, err
}

// publishEditions writes editions of the same figures, one a profile. Charts are
// drawn while the tables, and what is to be written beside them, are written: they
// need nothing of the database by then.
func (j *job) publishEditions(ctx context.Context, editions []*edition, beside ...func(context.Context) (int64, error)) (int64, error) {
	for _, e := range editions {
		if err := j.beginEdition(ctx, e); err != nil {
			return 0, err
		}
	}
	all, err := pictures(editions)
	if err != nil {
		return 0, err
	}
	drawing := beginAside(ctx, func(ctx context.Context) (int64, error) { return int64(len(all)), writeCharts(ctx, all) })
	defer drawing.drop()
	var written int64
	for _, write := range slices.Concat(
		[]func(context.Context) (int64, error){func(ctx context.Context) (int64, error) { return j.publishTables(ctx, editions) }}, beside,
		[]func(context.Context) (int64, error){
			func(ctx context.Context) (int64, error) { return j.publishBooks(ctx, editions) },
			func(context.Context) (int64, error) { return drawing.wait() },
			func(ctx context.Context) (int64, error) { return j.publishDocuments(ctx, editions) },
		},
	) {
		n, err := write(ctx)
		if err != nil {
			return 0, err
		}
		written += n
	}
	return written, nil
}

// publishCasework writes what is made of the whole run alone: the list of hidden
// counts and the case-level files.
func (j *job) publishCasework(ctx context.Context) (int64, error) {
	if len(j.o.Profiles) == 2 {
		if err := j.writeHidden(); err != nil {
			return 0, err
		}
	}
	if err := j.listRevisedCases(ctx); err != nil {
		return 0, err
	}
	if err := os.WriteFile(filepath.Join(j.folder, "casework", "README.txt"), []byte(j.readmes()["casework"]), 0o600); err != nil || j.o.TablesOnly {
		return 0, err
	}
	listed, err := j.writeOpenCases(ctx)
	if err != nil || !listed {
		return 0, err
	}
	return 1, nil
}

// publishTables writes the editions' tables. Of the whole run the restricted ones
// are being written already.
func (j *job) publishTables(ctx context.Context, editions []*edition) (written int64, err error) {
	for _, e := range editions {
		var n int64
		if e.authority == nil && e.profile == restrictedProfile {
			n, err = j.restricted.wait()
		} else {
			n, err = j.publishTablesOf(ctx, e)
		}
		if err != nil {
			return 0, err
		}
		written += n
	}
	return written, nil
}

// publishBooks writes the workbooks, which are documents: none with tables
// alone.
func (j *job) publishBooks(ctx context.Context, editions []*edition) (int64, error) {
	if j.o.TablesOnly {
		return 0, nil
	}
	for _, e := range editions {
		book, err := j.tablesBook(ctx, e)
		if err != nil {
			return 0, err
		}
		if err := j.saveBook(ctx, book, e); err != nil {
			return 0, err
		}
	}
	return int64(len(editions)), nil
}

// publishDocuments writes the editions' documents.
func (j *job) publishDocuments(ctx context.Context, editions []*edition) (written int64, err error) {
	for _, e := range editions {
		if !j.isCharted(e) {
			continue
		}
		n, err := j.writeDocuments(ctx, e)
		if err != nil {
			return 0, fmt.Errorf("write the %s documents: %w", e.profile, err)
		}
		written += n
	}
	return written, nil
}

// publishTablesOf writes the tables of an edition.
func (j *job) publishTablesOf(ctx context.Context, e *edition) (written int64, err error) {
	folder := filepath.Join(e.folder, "tables")
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	for _, table := range j.tables() {
		if e.profile == publicProfile && table.RestrictedOnly {
			continue
		}
		if table.Name == "figures" && e.authority == nil {
			if err := j.makeFigures(ctx, e); err != nil {
				return 0, err
			}
		}
		if err := j.publishTable(ctx, e, table, folder); err != nil {
			return 0, err
		}
		written++
	}
	return written, nil
}

// prefixOf is where a profile's tables stand: the restricted ones in the run's
// database, the public ones among the scratch tables that protect made.
func prefixOf(profile string) string {
	if profile == publicProfile {
		return "work.main." + publicProfile + "_"
	}
	return "ehcp.main."
}

// makeFigures makes the view of the long table of a profile, of the whole run.
func (j *job) makeFigures(ctx context.Context, e *edition) error {
	if err := j.db.Exec(ctx, "create view "+e.from("figures")+" as "+figuresSQL(e.profile, j.tables())); err != nil {
		return fmt.Errorf("publish figures: %w", err)
	}
	return nil
}

// publishTable writes one table as CSV with its metadata; figures as Parquet too.
func (j *job) publishTable(ctx context.Context, e *edition, table registry.Table, folder string) error {
	path := filepath.Join(folder, table.Name+".csv")
	if err := j.copyCSV(ctx, "from "+e.from(table.Name), path); err != nil {
		return err
	}
	if table.Name == "figures" {
		if err := j.figuresParquet(ctx, path); err != nil {
			return err
		}
	}
	if e.profile == publicProfile {
		table.Description += j.roundedNote(table)
	}
	return writeMetadata(folder, table, e.profile == publicProfile)
}

// figuresParquet writes the long table as Parquet, from its CSV: how the rows of
// a table lie in the database, and so how they fall into Parquet's groups, hangs
// on threads and on what else is done at the time. A text that is read from its
// beginning to its end gives the same bytes always.
func (j *job) figuresParquet(ctx context.Context, path string) error {
	figures, _ := registry.Find("figures")
	columns := make([]string, len(figures.Columns))
	for i, column := range figures.Columns {
		columns[i] = warehouse.Literal(column.Name) + ": " + warehouse.Literal(storedAs(column))
	}
	if err := j.db.Exec(ctx, "copy (from read_csv("+warehouse.Literal(literalPath(path))+", auto_detect = false, header = true, parallel = false, "+
		"allow_quoted_nulls = false, columns = {"+strings.Join(columns, ", ")+"})) to "+
		warehouse.Literal(strings.TrimSuffix(path, ".csv")+".parquet")+" (format parquet)"); err != nil {
		return fmt.Errorf("publish figures: %w", err)
	}
	return nil
}

// storedAs is DuckDB's type of a column of the long table.
func storedAs(column registry.Column) string {
	switch column.Type {
	case "date":
		return "date"
	case "decimal":
		return "decimal(12, 1)"
	default:
		return "varchar"
	}
}

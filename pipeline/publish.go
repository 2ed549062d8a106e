package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ehcp/charts"
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

// publish writes each profile's files into the run's folder. Charts are drawn
// while the tables are written: they need nothing of the database by then.
func (j *job) publish(ctx context.Context) (int64, error) {
	defer func() { _ = ownerOnly(filepath.Join(j.folder, restrictedProfile)) }()
	var folders []string
	var drawings [][]charts.Chart
	for _, profile := range j.o.Profiles {
		drawn, err := j.begunProfile(ctx, profile)
		if err != nil {
			return 0, err
		}
		folders, drawings = append(folders, filepath.Join(j.folder, profile, "charts")), append(drawings, drawn)
	}
	all, err := pictures(folders, drawings)
	if err != nil {
		return 0, err
	}
	written := int64(len(all))
	var drawing sync.WaitGroup
	defer drawing.Wait()
	var failure error
	drawing.Go(func() { failure = writeCharts(ctx, all) })
	for _, profile := range j.o.Profiles {
		write := j.restricted.wait
		if profile == publicProfile {
			write = func() (int64, error) { return j.publishTablesOf(ctx, publicProfile) }
		}
		n, err := write()
		if err != nil {
			return 0, err
		}
		written += n
	}
	if len(j.o.Profiles) == 2 {
		if err := j.writeHidden(); err != nil {
			return 0, err
		}
	}
	if err := j.listRevisedCases(ctx); err != nil {
		return 0, err
	}
	books, err := j.publishBooks(ctx)
	if err != nil {
		return 0, err
	}
	drawing.Wait()
	if failure != nil {
		return 0, failure
	}
	documents, err := j.publishDocuments(ctx, all)
	if err != nil {
		return 0, err
	}
	written += books + documents
	return written, os.WriteFile(filepath.Join(j.folder, "casework", "README.txt"), []byte(j.readmes()["casework"]), 0o600)
}

// publishBooks writes the workbooks, which are documents: none with tables
// alone.
func (j *job) publishBooks(ctx context.Context) (int64, error) {
	if j.o.TablesOnly {
		return 0, nil
	}
	for _, profile := range j.o.Profiles {
		book, err := j.tablesBook(ctx, profile)
		if err != nil {
			return 0, err
		}
		if err := j.saveBook(ctx, book, profile); err != nil {
			return 0, err
		}
	}
	books := int64(len(j.o.Profiles))
	if listed, err := j.writeOpenCases(ctx); err != nil || !listed {
		return books, err
	}
	return books + 1, nil
}

// begunProfile makes a profile's folders and says what is to be drawn.
func (j *job) begunProfile(ctx context.Context, profile string) ([]charts.Chart, error) {
	folder := filepath.Join(j.folder, profile)
	if err := os.MkdirAll(filepath.Join(folder, "tables"), 0o755); err != nil {
		return nil, err
	}
	if err := os.WriteFile(filepath.Join(folder, "README.txt"), []byte(j.readmes()[profile]), 0o644); err != nil {
		return nil, err
	}
	if several, err := j.isSeveral(ctx); err != nil || several || j.o.TablesOnly {
		return nil, err
	}
	return j.drawings(ctx, profile)
}

// isSeveral says whether the run has more authorities than charts and documents
// are made for.
func (j *job) isSeveral(ctx context.Context) (bool, error) {
	var authorities int
	err := j.db.Scan(ctx, "select count(*) from authorities", &authorities)
	return authorities != 1, err
}

// publishDocuments writes each profile's documents, unless there are to be
// tables alone.
func (j *job) publishDocuments(ctx context.Context, all []picture) (int64, error) {
	several, err := j.isSeveral(ctx)
	if err != nil || j.o.TablesOnly {
		return 0, err
	}
	if several {
		j.warn("charts and documents are made for one authority; this run has several")
		return 0, nil
	}
	var written int64
	for _, profile := range j.o.Profiles {
		var drawn []picture
		for _, p := range all {
			if p.folder == filepath.Join(j.folder, profile, "charts") {
				drawn = append(drawn, p)
			}
		}
		n, err := j.writeDocuments(ctx, profile, drawn)
		if err != nil {
			return 0, fmt.Errorf("write the %s documents: %w", profile, err)
		}
		written += n
	}
	return written, nil
}

func (j *job) publishTablesOf(ctx context.Context, profile string) (int64, error) {
	var written int64
	for _, table := range j.tables() {
		if profile == publicProfile && table.RestrictedOnly {
			continue
		}
		if err := j.publishTable(ctx, profile, table, filepath.Join(j.folder, profile, "tables")); err != nil {
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

// publishTable writes one table as CSV with its metadata; figures as Parquet too.
func (j *job) publishTable(ctx context.Context, profile string, table registry.Table, folder string) error {
	from := prefixOf(profile) + table.Name
	path := filepath.Join(folder, table.Name+".csv")
	if table.Name == "figures" {
		if err := j.db.Exec(ctx, "create view "+from+" as "+figuresSQL(profile, j.tables())); err != nil {
			return fmt.Errorf("publish figures: %w", err)
		}
	}
	if err := j.copyCSV(ctx, "from "+from, path); err != nil {
		return err
	}
	if table.Name == "figures" {
		if err := j.figuresParquet(ctx, from, path); err != nil {
			return err
		}
	}
	if profile == publicProfile {
		table.Description += j.roundedNote(table)
	}
	return writeMetadata(folder, table, profile == publicProfile)
}

// figuresParquet writes the long table as Parquet, from its CSV: how the rows of
// a table lie in the database, and so how they fall into Parquet's groups, hangs
// on threads and on what else is done at the time. A text that is read from its
// beginning to its end gives the same bytes always.
func (j *job) figuresParquet(ctx context.Context, table, path string) error {
	_, types, err := j.db.Text(ctx, "select column_name, column_type from (describe "+table+")")
	if err != nil {
		return err
	}
	columns := make([]string, len(types))
	for i, column := range types {
		columns[i] = warehouse.Literal(*column[0]) + ": " + warehouse.Literal(*column[1])
	}
	if err := j.db.Exec(ctx, "copy (from read_csv("+warehouse.Literal(literalPath(path))+", auto_detect = false, header = true, parallel = false, "+
		"allow_quoted_nulls = false, columns = {"+strings.Join(columns, ", ")+"})) to "+
		warehouse.Literal(strings.TrimSuffix(path, ".csv")+".parquet")+" (format parquet)"); err != nil {
		return fmt.Errorf("publish figures: %w", err)
	}
	return nil
}

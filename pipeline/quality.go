package pipeline

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

const (
	findingsHeader = "rule,severity,file,row,column,value,advice\n"
	summaryHeader  = "rule,severity,count,share,example_file,example_row\n"
)

func (j *job) qualityFile(name string) string {
	return filepath.Join(j.folder, "casework", "data-quality", name)
}

// writeQuality writes what was found wrong: rejects, issues and their summary.
func (j *job) writeQuality(ctx context.Context) error {
	const columns = `select rule, severity, file, row, field as "column", shown(value) as value, advice from stage_issues where `
	for name, query := range map[string]string{
		"rejects": columns + "severity = 'error'",
		"issues":  columns + "severity <> 'error'",
		"summary": "select rule, severity, count, share, example_file, example_row from stage_summary",
	} {
		if err := j.copyCSV(ctx, query, j.qualityFile(name+".csv")); err != nil {
			return err
		}
	}
	return nil
}

// reportQuality accounts for the rows and lists what was found wrong.
func (j *job) reportQuality(ctx context.Context) error {
	if err := j.build(ctx, queries.Model{Path: "clock/reopened_undated", Form: queries.Scratch}); err != nil {
		return err
	}
	across := queries.Found(queries.For(j.present(), queries.Across()))
	if err := j.create(ctx, queries.Model{Path: "stage/stage_found", Form: queries.Scratch}, across); err != nil {
		return err
	}
	if err := j.buildAll(ctx, queries.Issues()); err != nil {
		return err
	}
	if err := errors.Join(j.countRows(ctx), j.reportCorrections(ctx), j.describeSupport(ctx)); err != nil {
		return err
	}
	return errors.Join(j.warnOfGone(ctx), j.writeQuality(ctx))
}

// warnOfGone says how many cases stay open because no newer extract has them.
func (j *job) warnOfGone(ctx context.Context) error {
	var gone int64
	if err := j.db.Scan(ctx, "select count(distinct stage_row) from stage_found where rule = 'gone_from_newest'", &gone); err != nil || gone == 0 {
		return err
	}
	j.warn(fmt.Sprintf("cases open in an older extract that are not in the newest one, and so count as open: %d", gone))
	j.cautions = append(j.cautions, "some cases are open in an older extract and not in the newest one; they count as open")
	return nil
}

// nothingStands refuses extracts without a single usable row.
func (j *job) nothingStands(ctx context.Context) error {
	var staged int64
	if err := j.db.Scan(ctx, "select (select count(*) from stage_rows) - (select count(*) from stage_excluded)", &staged); err != nil || staged > 0 {
		return err
	}
	if err := j.reportWithoutSpells(ctx); err != nil {
		return err
	}
	return fault.New(fault.Quality, fmt.Sprintf("none of %d rows can be used", j.manifest.Totals.RowsRead),
		"mend the rows in "+filepath.Join(j.o.Out, "runs", j.manifest.RunID, "casework", "data-quality", "rejects.csv"))
}

// reportWithoutSpells lists what was found wrong where there is nothing to work
// out.
func (j *job) reportWithoutSpells(ctx context.Context) error {
	if err := j.db.Exec(ctx, "create table work.spells (stage_row bigint, reopened_undated boolean, in_clock boolean, "+
		"opened_date date, ended_date date, ended_undated boolean, authority_id smallint)"); err != nil {
		return err
	}
	if err := j.build(ctx, queries.Model{Path: "stage/stage_overlaps", Form: queries.Scratch}); err != nil {
		return err
	}
	return j.reportQuality(ctx)
}

// emptyQuality writes the headers alone where a run did not come to its rows.
func (j *job) emptyQuality() error {
	for name, header := range map[string]string{"rejects": findingsHeader, "issues": findingsHeader, "summary": summaryHeader} {
		if _, err := os.Stat(j.qualityFile(name + ".csv")); err == nil {
			continue
		}
		if err := os.WriteFile(j.qualityFile(name+".csv"), []byte(header), 0o600); err != nil {
			return err
		}
	}
	return ownerOnly(filepath.Join(j.folder, "casework"))
}

// copyCSV writes a query's rows as they come.
func (j *job) copyCSV(ctx context.Context, query, path string) error {
	if err := j.db.Exec(ctx, "copy ("+query+") to "+warehouse.Literal(path)+" (format csv, header)"); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write "+path, "check the space left and who may write there")
	}
	return nil
}

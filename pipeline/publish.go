package pipeline

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// publishTables makes the restricted tables in the run's database.
func (j *job) publishTables(ctx context.Context) error {
	if err := j.buildAll(ctx, queries.Published()); err != nil {
		return err
	}
	if err := j.build(ctx, queries.Model{Path: "publish/cases", Form: queries.View}); err != nil {
		return err
	}
	if err := j.describeCoverage(ctx); err != nil {
		return err
	}
	return j.countEvents(ctx)
}

// publish writes each profile's files into the run's folder.
func (j *job) publish(ctx context.Context) (int64, error) {
	var written int64
	for _, profile := range j.o.Profiles {
		n, err := j.publishProfile(ctx, profile)
		if err != nil {
			return 0, err
		}
		written += n
	}
	return written, os.WriteFile(filepath.Join(j.folder, "casework", "README.txt"), []byte(readmes()["casework"]), 0o600)
}

func (j *job) publishProfile(ctx context.Context, profile string) (int64, error) {
	folder := filepath.Join(j.folder, profile)
	tables := filepath.Join(folder, "tables")
	if err := os.MkdirAll(tables, 0o755); err != nil {
		return 0, err
	}
	if profile == restrictedProfile {
		defer func() { _ = ownerOnly(folder) }()
	}
	if err := os.WriteFile(filepath.Join(folder, "README.txt"), []byte(readmes()[profile]), 0o644); err != nil {
		return 0, err
	}
	var written int64
	for _, table := range registry.Tables() {
		if profile == publicProfile && table.RestrictedOnly {
			continue
		}
		if err := j.publishTable(ctx, profile, table, tables); err != nil {
			return 0, err
		}
		written++
	}
	if j.o.TablesOnly {
		return written, nil
	}
	drawn, err := j.drawCharts(ctx, profile, filepath.Join(folder, "charts"))
	return written + drawn, err
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
	if table.Name == "figures" && profile == publicProfile {
		from = "bulk.main." + publicProfile + "_figures" // too long to be held in memory for many authorities
	}
	path := filepath.Join(folder, table.Name+".csv")
	if table.Name == "figures" {
		into := "create table " + from + " as "
		for _, part := range figuresSQL(prefixOf(profile)) {
			if err := j.db.Exec(ctx, into+part); err != nil {
				return fmt.Errorf("publish figures: %w", err)
			}
			into = "insert into " + from + " "
		}
		if err := j.db.Exec(ctx, "copy "+from+" to "+warehouse.Literal(filepath.Join(folder, "figures.parquet"))+" (format parquet)"); err != nil {
			return err
		}
	}
	if err := j.copyCSV(ctx, "from "+from, path); err != nil {
		return err
	}
	return writeMetadata(folder, table, profile == publicProfile)
}

package pipeline

import (
	"context"
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"ehcp/charts"
	"ehcp/pipeline/config"
	"ehcp/pipeline/registry"
)

// chart is a drawing and the published table that it is drawn from.
type chart struct {
	table string
	draw  func(charts.Table, charts.Setting) (charts.Chart, error)
}

func allCharts() []chart {
	return []chart{
		{"falling_due", charts.FallingDue},
		{"timeliness", charts.Timeliness},
		{"backlog", charts.Backlog},
		{"backlog", charts.Over3052},
		{"flow", charts.Flow},
	}
}

// drawCharts draws every chart of a profile from its published tables.
func (j *job) drawCharts(ctx context.Context, profile, folder string) (int64, error) {
	var authorities int
	if err := j.db.Scan(ctx, "select count(*) from authorities", &authorities); err != nil {
		return 0, err
	}
	if authorities != 1 {
		j.warn("charts are drawn for one authority; this run has several")
		return 0, nil
	}
	if err := os.MkdirAll(folder, 0o755); err != nil {
		return 0, err
	}
	setting, err := j.chartSetting()
	if err != nil {
		return 0, err
	}
	var drawings []charts.Chart
	for _, c := range allCharts() {
		published, err := j.chartTable(ctx, profile, c.table)
		if err != nil {
			return 0, err
		}
		drawing, err := c.draw(published, setting)
		if err != nil {
			j.warn(profile + " profile: " + err.Error())
			continue
		}
		drawings = append(drawings, drawing)
	}
	return int64(len(drawings)), writeCharts(folder, drawings)
}

// chartTable is what the charts need of a published table, as its CSV has it.
func (j *job) chartTable(ctx context.Context, profile, name string) (charts.Table, error) {
	table, _ := registry.Find(name)
	where := "period_type = 'three_months'"
	if table.Dated {
		where = "true"
	}
	columns, rows, err := j.db.Text(ctx, "select * from "+prefixOf(profile)+name+" where breakdown_topic = 'All' and "+where)
	if err != nil {
		return charts.Table{}, err
	}
	published := charts.Table{Columns: columns}
	for _, row := range rows {
		cells := make([]string, len(row))
		for i, cell := range row {
			if cell != nil {
				cells[i] = *cell
			}
		}
		published.Rows = append(published.Rows, cells)
	}
	return published, nil
}

func (j *job) chartSetting() (charts.Setting, error) {
	s := charts.Setting{
		Council: j.o.Config.Council.Name, AsAt: j.asAt, Note: j.o.Config.Council.Note,
		MinimumCount: int(j.o.Config.Disclosure.MinimumCount), InputsHash: j.manifest.InputsHash[:8],
		Targets: map[string]charts.Target{},
	}
	for _, t := range j.o.Config.Targets {
		by, err := config.Date(t.By)
		if err != nil {
			return s, err
		}
		s.Targets[t.Measure] = charts.Target{Value: t.Value, By: by}
	}
	return s, nil
}

// writeCharts writes each chart's files, drawing side by side.
func writeCharts(folder string, drawings []charts.Chart) error {
	failures := make([]error, len(drawings))
	var all sync.WaitGroup
	for i, drawing := range drawings {
		all.Go(func() { failures[i] = writeChart(folder, drawing) })
	}
	all.Wait()
	return errors.Join(failures...)
}

func writeChart(folder string, c charts.Chart) error {
	svg, err := c.SVG()
	if err != nil {
		return err
	}
	png, err := c.PNG()
	if err != nil {
		return err
	}
	var data strings.Builder
	w := csv.NewWriter(&data)
	if err := errors.Join(w.Write(c.Data.Columns), w.WriteAll(c.Data.Rows)); err != nil {
		return err
	}
	for ending, content := range map[string]string{
		"svg": string(svg), "png": string(png), "alt.txt": c.Alt + "\n", "desc.md": c.Description, "csv": data.String(),
	} {
		if err := os.WriteFile(filepath.Join(folder, c.Name+"."+ending), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

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
	name, table string
	draw        func(charts.Table, charts.Setting) (charts.Chart, error)
}

func allCharts() []chart {
	return []chart{
		{"falling-due", "falling_due", charts.FallingDue},
		{"timeliness", "timeliness", charts.Timeliness},
		{"backlog", "backlog", charts.Backlog},
		{"over-30-52", "backlog", charts.Over3052},
		{"flow", "flow", charts.Flow},
		{"time-to-plan", "time_to_plan", charts.TimeToPlan},
	}
}

// drawings are the charts of a profile, laid out from its published tables.
func (j *job) drawings(ctx context.Context, profile string) ([]charts.Chart, error) {
	setting, err := j.chartSetting()
	if err != nil {
		return nil, err
	}
	var drawings []charts.Chart
	for _, c := range allCharts() {
		published, err := j.chartTable(ctx, profile, c.table)
		if err != nil {
			return nil, err
		}
		drawing, err := c.draw(published, setting)
		if err != nil {
			j.warn(profile + " profile: " + err.Error())
			if j.undrawn[profile] == nil {
				j.undrawn[profile] = map[string]string{}
			}
			j.undrawn[profile][c.name] = err.Error()
			continue
		}
		drawings = append(drawings, drawing)
	}
	return drawings, nil
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
		Council: j.manifest.Council, AsAt: j.asAt, Note: j.o.Config.Council.Note,
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

// picture is one chart in one profile's folder. Profiles that show a chart
// alike share its PNG, which takes the most time.
type picture struct {
	folder string
	chart  charts.Chart
	svg    string
	png    func() ([]byte, error)
}

// pictures lists what is to be written: each profile's drawings in its folder.
func pictures(folders []string, drawings [][]charts.Chart) ([]picture, error) {
	var all []picture
	drawn := map[string]func() ([]byte, error){}
	for i, folder := range folders {
		for _, chart := range drawings[i] {
			svg, err := chart.SVG()
			if err != nil {
				return nil, err
			}
			if drawn[string(svg)] == nil {
				drawn[string(svg)] = sync.OnceValues(chart.PNG)
			}
			all = append(all, picture{folder, chart, string(svg), drawn[string(svg)]})
		}
	}
	return all, nil
}

// writeCharts writes each chart's files, drawing side by side.
func writeCharts(all []picture) error {
	failures := make([]error, len(all))
	var drawing sync.WaitGroup
	for i, p := range all {
		drawing.Go(func() { failures[i] = p.write() })
	}
	drawing.Wait()
	return errors.Join(failures...)
}

func (p picture) write() error {
	png, err := p.png()
	if err != nil {
		return err
	}
	if err := os.MkdirAll(p.folder, 0o755); err != nil {
		return err
	}
	var data strings.Builder
	w := csv.NewWriter(&data)
	if err := errors.Join(w.Write(p.chart.Data.Columns), w.WriteAll(p.chart.Data.Rows)); err != nil {
		return err
	}
	for ending, content := range map[string]string{
		"svg": p.svg, "png": string(png), "alt.txt": p.chart.Alt + "\n", "desc.md": p.chart.Description, "csv": data.String(),
	} {
		if err := os.WriteFile(filepath.Join(p.folder, p.chart.Name+"."+ending), []byte(content), 0o644); err != nil {
			return err
		}
	}
	return nil
}

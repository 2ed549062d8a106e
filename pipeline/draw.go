package pipeline

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"

	"ehcp/charts"
	"ehcp/pipeline/draw"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
)

// drawings are the charts of an edition, laid out from its published tables.
func (j *job) drawings(ctx context.Context, e *edition) ([]charts.Chart, error) {
	setting, err := j.chartFacts(e).Setting(e.profile)
	if err != nil {
		return nil, err
	}
	if setting.Signals, err = j.chartTable(ctx, e, draw.SignalsTable); err != nil {
		return nil, err
	}
	if j.has(draw.ActionsTable) && e.profile == restrictedProfile {
		if setting.Actions, err = j.chartTable(ctx, e, draw.ActionsTable); err != nil {
			return nil, err
		}
	}
	tables := map[string]charts.Table{}
	var drawings []charts.Chart
	for _, entry := range draw.Entries() {
		if entry.RestrictedOnly && e.profile == publicProfile || entry.Extract != "" && !j.has(entry.Extract) {
			continue
		}
		published, found := tables[entry.Table]
		if !found {
			if published, err = j.chartTable(ctx, e, entry.Table); err != nil {
				return nil, err
			}
			tables[entry.Table] = published
		}
		drawing, err := entry.Draw(published, setting)
		if err != nil {
			e.undrawn[entry.Name] = err.Error()
			continue
		}
		drawings = append(drawings, drawing)
	}
	others, err := j.otherDrawings(ctx, e, setting)
	return append(drawings, others...), err
}

// otherDrawings are the charts of the other series. One that has no chart file in
// the edition's summary has none: it has no figure, or hides one.
func (j *job) otherDrawings(ctx context.Context, e *edition, setting charts.Setting) (drawings []charts.Chart, err error) {
	if !j.has("series") {
		return nil, nil
	}
	points, err := j.chartTable(ctx, e, draw.OtherSeriesTable)
	if err != nil {
		return nil, err
	}
	summary, err := j.chartTable(ctx, e, draw.OtherSeriesSummary)
	if err != nil {
		return nil, err
	}
	picture := slices.Index(summary.Columns, "picture")
	for _, row := range summary.Rows {
		if row[picture] == "" || row[picture] == protect.Hidden {
			continue
		}
		drawing, err := draw.OtherSeries(points, summary, row, setting)
		if err != nil {
			e.undrawn[row[picture]] = err.Error()
			continue
		}
		drawings = append(drawings, drawing)
	}
	return drawings, nil
}

// chartTable is what the charts need of a published table, as its CSV has it.
func (j *job) chartTable(ctx context.Context, e *edition, name string) (charts.Table, error) {
	table, _ := registry.Find(name)
	var where []string
	keys := table.Header()
	switch {
	case name == draw.SignalsTable:
		where = append(where, "period_type = 'month'")
	case slices.Contains(keys, "period_type"):
		where = append(where, "period_type = 'three_months'")
	}
	if slices.Contains(keys, "breakdown_topic") {
		topics := []string{warehouse.Literal(draw.All)}
		for _, topic := range draw.Topics(name) {
			topics = append(topics, warehouse.Literal(topic))
		}
		where = append(where, fmt.Sprintf("breakdown_topic in (%s)", strings.Join(topics, ", ")))
	}
	query := "select * from " + e.from(name)
	if len(where) > 0 {
		query += " where " + strings.Join(where, " and ")
	}
	columns, rows, err := j.db.Text(ctx, query)
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

// chartFacts are what charts say of the run besides its figures.
func (j *job) chartFacts(e *edition) draw.Facts {
	facts := draw.Facts{
		Council: e.council, Note: j.o.Config.Council.Note, InputsHash: j.manifest.InputsHash, AsAt: j.asAt,
		MinimumCount: j.manifest.Suppression.MinimumCount, RoundedTo: j.manifest.Suppression.RoundTo, Targets: j.manifest.Targets,
	}
	if headline := j.manifest.Suppression.Headline; headline != nil {
		facts.Headline = headline.MinimumCount
	}
	return facts
}

// picture is one chart in one edition's folder.
type picture struct {
	folder string
	draw.Picture
}

// pictures lists what is to be written: each edition's drawings in its folder.
// Profiles that show a chart alike share its PNG, which takes the most time.
func pictures(editions []*edition) ([]picture, error) {
	var all []picture
	drawn := map[string]func() ([]byte, error){}
	for _, e := range editions {
		for _, chart := range e.drawings {
			once := sync.OnceValues(chart.SVG)
			svg, err := once()
			if err != nil {
				return nil, err
			}
			if drawn[string(svg)] == nil {
				drawn[string(svg)] = sync.OnceValues(chart.PNG)
			}
			p := picture{filepath.Join(e.folder, "charts"), draw.New(chart)}
			p.Images["svg"] = once
			p.Images["png"] = drawn[string(svg)]
			all, e.pictures = append(all, p), append(e.pictures, p)
		}
	}
	return all, nil
}

// writeCharts writes each chart's files, drawing as many side by side as there
// are processors. None is begun once the context has ended.
func writeCharts(ctx context.Context, all []picture) error {
	failures := make([]error, len(all))
	turn := make(chan int)
	var drawing sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		drawing.Go(func() {
			for i := range turn {
				if failures[i] = ctx.Err(); failures[i] == nil {
					failures[i] = all[i].Write(all[i].folder, draw.FileMode(publicProfile))
				}
			}
		})
	}
	for i := range all {
		turn <- i
	}
	close(turn)
	drawing.Wait()
	return errors.Join(failures...)
}

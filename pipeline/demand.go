package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ehcp/pipeline/protect"
	"ehcp/pipeline/registry"
	"ehcp/pipeline/warehouse"
	"ehcp/queries"
)

// training is the breakdown of demand by whether the child's setting was trained.
const training = "Training"

// knowsSettings says whether any extract tells which setting a child attended.
func (j *job) knowsSettings() bool {
	return slices.Contains(j.present(), "setting_urn") || j.hasColumn("case_settings", "attended_urn")
}

// stageSettings makes the tables that demand reads beside the assessments where the
// run has no such extract, and finds the settings of cases.
func (j *job) stageSettings(ctx context.Context) error {
	for _, kind := range registry.Extracts() {
		if kind.AddsTo == "" || j.has(kind.Name) {
			continue
		}
		if err := j.db.Exec(ctx, "create table ehcp.main.stage_"+kind.Name+" as "+emptyList(kind)); err != nil {
			return err
		}
	}
	return j.build(ctx, queries.Settings())
}

// protectDemand makes the public rows of demand. What stands in requests too is shown
// where it is shown there. What stands in demand alone splits the requests of all
// cases in other ways, and only where those are shown: whatever it may be, the other
// tables are as they are, so that it is a system of counts of its own.
func (j *job) protectDemand(ctx context.Context, rule protect.Rule, authorities [][]*string) (cells int64, err error) {
	alone := registry.DemandAlone()
	if err := errors.Join(
		j.db.Exec(ctx, "create or replace table work.disclosure as select ?::bigint as minimum_count, ?::bigint as round_to",
			rule.MinimumCount, rule.RoundTo),
		j.build(ctx, queries.Model{Path: "publish/demand_alone", Form: queries.Scratch}),
		j.createText(ctx, "demand_shown", alone, nil)); err != nil {
		return 0, err
	}
	for _, authority := range authorities {
		_, rows, err := j.db.Text(ctx, "select "+strings.Join(alone.Header(), ", ")+" from demand_alone where "+isAuthority(authority[0])+
			" and "+publicFilter(alone)+" order by "+strings.Join(alone.Sort, ", "))
		if err != nil {
			return 0, err
		}
		p := protect.NewPublication(rule, j.asAt)
		if err := p.Add(alone, rows); err != nil {
			return 0, err
		}
		if err := j.protectCounts(ctx, p, authority[0]); err != nil {
			return 0, err
		}
		if err := j.keepRows(ctx, "demand_shown", p.Rows(alone.Name)); err != nil {
			return 0, err
		}
		cells += int64(len(rows)) * int64(len(alone.Measures()))
	}
	if err := j.build(ctx, queries.Model{Path: "publish/public_demand", Form: queries.Scratch}); err != nil {
		return 0, err
	}
	return cells, j.countHidden(ctx, alone.Name)
}

// countHidden says in the manifest how many cells a public table hides.
func (j *job) countHidden(ctx context.Context, name string) error {
	var hidden int
	table, _ := registry.Find(name)
	var cells []string
	for _, c := range table.Measures() {
		cells = append(cells, "("+warehouse.Name(c.Name)+" = 'c')::integer")
	}
	err := j.db.Scan(ctx, "select coalesce(sum("+strings.Join(cells, " + ")+"), 0) from "+publicProfile+"_"+name, &hidden)
	j.manifest.Suppression.Hidden[name] = hidden
	return err
}

// emptyList is the select of no rows of a kind, typed.
func emptyList(kind registry.Extract) string {
	columns := []string{"null::smallint as authority_id"}
	for _, f := range kind.Fields {
		as := "varchar"
		switch f.Type {
		case registry.Day:
			as = "date"
		case registry.Whole:
			as = "bigint"
		default: // no other type is asked for
		}
		if f.Name != "authority_code" {
			columns = append(columns, "null::"+as+" as "+warehouse.Name(f.Name))
		}
	}
	return "select " + strings.Join(columns, ", ") + " where false"
}

package pipeline

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"

	"ehcp/pipeline/registry"
)

// writeMetadata describes a table beside its CSV: in DfE's open-data layout,
// which leaves out the keys' data type, and as CSVW (W3C).
func writeMetadata(folder string, table registry.Table, marked bool) error {
	meta, err := metaCSV(table)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, table.Name+".meta.csv"), meta, 0o644); err != nil {
		return err
	}
	csvw, err := json.MarshalIndent(csvwOf(table, marked), "", "  ")
	if err != nil {
		return fmt.Errorf("describe %s: %w", table.Name, err)
	}
	return os.WriteFile(filepath.Join(folder, table.Name+".csv-metadata.json"), append(csvw, '\n'), 0o644)
}

// metaCSV lists the columns of a table that are no keys as DfE's open-data
// standard asks: figures are indicators, and what is said of them can be filtered
// by.
func metaCSV(table registry.Table) ([]byte, error) {
	var out bytes.Buffer
	w := csv.NewWriter(&out)
	rows := [][]string{{
		"col_name", "col_type", "label", "indicator_grouping", "indicator_unit", "indicator_dp", "filter_hint", "filter_grouping_column",
	}}
	for _, column := range table.Described() {
		kind, unit, places, hint := "Indicator", "", "0", ""
		switch column.Type {
		case "decimal":
			places = "1"
		case "number":
			places = "" // as many as were supplied
		case "string", "boolean", "date":
			kind, places, hint = "Filter", "", column.Description
		}
		if column.Unit == "%" {
			unit = "%"
		}
		rows = append(rows, []string{column.Name, kind, column.Label, "", unit, places, hint, ""})
	}
	if err := w.WriteAll(rows); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func csvwOf(table registry.Table, marked bool) map[string]any {
	null := []string{""}
	if marked && table.Name != "figures" || table.Name == "dfe_timeliness_20_week" {
		null = []string{"c", "x", "z"}
	}
	columns := make([]map[string]any, 0, len(table.Columns))
	for _, column := range table.Columns {
		described := map[string]any{
			"name": column.Name, "titles": column.Label, "datatype": column.Type, "dc:description": column.Description,
		}
		if column.Role != registry.Key && column.Role != registry.Flag {
			described["null"] = null
		}
		if column.Unit != "" {
			described["schema:unitText"] = column.Unit
		}
		columns = append(columns, described)
	}
	return map[string]any{
		"@context": []any{"http://www.w3.org/ns/csvw", map[string]string{"@language": "en"}},
		"url":      table.Name + ".csv", "dc:title": table.Name, "dc:description": table.Description,
		"dc:source": table.Source, "rdfs:comment": table.Grain,
		"tableSchema": map[string]any{"columns": columns, "primaryKey": table.Sort},
	}
}

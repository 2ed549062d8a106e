package sen2_test

import (
	"context"
	"encoding/csv"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/extract/sen2"
)

// tableOf gives the rows of a CSV as a module.
func tableOf(name, text string) sen2.Module {
	reader := csv.NewReader(strings.NewReader(text))
	reader.FieldsPerRecord, reader.LazyQuotes = -1, true
	rows, _ := reader.ReadAll() // what cannot be read is left out
	return sen2.Module{Name: name, Rows: func(_ context.Context, each func(row int, cells []string) error) error {
		for i, cells := range rows {
			if err := each(i+1, cells); err != nil {
				return err
			}
		}
		return nil
	}}
}

// FuzzReadModules joins any tables. Every request that holds anything is a row,
// no cell of a person is delivered, and what is refused is refused in words.
func FuzzReadModules(f *testing.F) {
	const person = "persontableid,surname,forename,personbirthdate,upn,sex\n11,SENTINELS,SENTINELF,2012-May-01 00:00:00,A123456789012,F\n12,SENTINELS,x,,,\n"
	const requests = "requeststableid,persontableid,receiveddate,requestoutcome,exported\n21,11,2024-Jan-10 00:00:00,Y,\n22,12.0,10/01/2024,N,302\n23,99,,,\n"
	const assessment = "assessmenttableid,requeststableid,assessmentoutcome,assessmentoutcomedate,week20\n31,21,Y,2024-05-29,0\n32,77,A,,\n"
	f.Add(person, requests, assessment, "namedplantableid,assessmenttableid,startdate,ceasedate\n41,31,2024-05-29,\n42,66,,\n",
		"activeplanstableid,requeststableid,transferla\n61,21,887\n", "activeplanstableid,sentype,sentyperank\n61,ASD,1\n62,SLCN,1\n")
	f.Add(person, "requeststableid,persontableid,receiveddate\n\n,,\n21,11,x\n21,11,y\n", assessment, "requeststableid,startdate,ceasedate\n21,2024-01-01,\n",
		"requeststableid,transferla\n21,\n", "requeststableid,sentype,sentyperank\n21.0,ASD,1.0\n")
	f.Add("", "", "", "", "", "")
	header := sen2.Header{Collection: "SEN2", Year: 2025, ReferenceDate: time.Date(2025, 1, 16, 0, 0, 0, 0, time.UTC)}
	f.Fuzz(func(t *testing.T, person, requests, assessment, plan, active, need string) {
		modules := []sen2.Module{
			tableOf("person", person), tableOf("requests", requests), tableOf("assessment", assessment), tableOf("namedplan", plan),
			tableOf("activeplans", active), tableOf("senneed", need),
		}
		rows := 0
		summary, err := sen2.ReadModules(t.Context(), header, modules, testKey(), usual(), func(row sen2.Row) error {
			rows++
			if row.Line < 2 || slices.ContainsFunc(row.Values, func(v string) bool { return strings.Contains(v, "SENTINEL") }) {
				t.Errorf("row %d: %q", row.Line, row.Values)
			}
			return nil
		})
		var known *sen2.Error
		if err != nil && (!errors.As(err, &known) || known.What == "" || known.Hint() == "") {
			t.Errorf("the error is %v", err)
		}
		if rows != summary.Requests {
			t.Errorf("%d rows, %d requests", rows, summary.Requests)
		}
	})
}

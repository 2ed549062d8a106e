package pipeline_test

import (
	"compress/gzip"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// The day after benchAsAt, and what happens on it: as many requests, and as many
// plans, as a large council has on a busy day.
const (
	nextDay      = "2025-01-01"
	nextRequests = 50
	nextPlans    = 50
)

// nextNight writes the extract of the night after beside a packed one: the same
// cases, of which some had their plan that day, and some new ones.
func nextNight(t testing.TB, path string) string {
	t.Helper()
	next := filepath.Join(filepath.Dir(path), "assessments_"+nextDay+".csv.gz")
	from, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	to, err := os.Create(next)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, err := gzip.NewReader(from)
	if err != nil {
		t.Fatal(err)
	}
	packed := gzip.NewWriter(to)
	if err := errors.Join(addNight(packed, unpacked), packed.Close(), to.Close(), from.Close()); err != nil {
		t.Fatal(err)
	}
	return next
}

// addNight copies an extract, row by row, and adds what happens on the next day.
func addNight(w io.Writer, r io.Reader) error {
	in, out := csv.NewReader(r), csv.NewWriter(w)
	in.ReuseRecord = true
	header, err := in.Read()
	if err != nil {
		return err
	}
	header = slices.Clone(header)
	at := func(row []string, column string) *string { return &row[slices.Index(header, column)] }
	if err := out.Write(header); err != nil {
		return err
	}
	for plans := 0; ; {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		waits := *at(row, "request_outcome") == "Y" && *at(row, "assessment_outcome") == "A" && *at(row, "closed_date") == ""
		if waits && plans < nextPlans {
			*at(row, "assessment_outcome") = "Y"
			*at(row, "assessment_outcome_date"), *at(row, "plan_issued_date") = nextDay, nextDay
			*at(row, "week20_exception") = "0"
			plans++
		}
		if err := out.Write(row); err != nil {
			return err
		}
	}
	for i := range nextRequests {
		row := make([]string, len(header))
		*at(row, "case_id"), *at(row, "received_date") = fmt.Sprintf("N%06d", i), nextDay
		*at(row, "person_id"), *at(row, "request_outcome") = fmt.Sprintf("Q%06d", i), "A"
		if err := out.Write(row); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

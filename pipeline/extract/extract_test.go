package extract_test

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// write puts a file into a fresh folder and gives its path.
func write(t testing.TB, name, content string) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

// open opens a file that has to be an extract.
func open(t *testing.T, content string, entry config.Extract, extra ...string) *extract.Source {
	t.Helper()
	s, err := extract.Open(t.Context(), write(t, "a.csv", content), extract.Options{Entry: entry, Extra: extra, Scratch: t.TempDir()})
	if err != nil {
		t.Fatalf("Open: %v", err)
	}
	return s
}

// rows gives the named columns of every row, cells parted by a bar and a
// missing one as a dash.
func rows(t *testing.T, s *extract.Source, columns ...string) []string {
	t.Helper()
	return read(t, s, func(text string) string {
		return "select " + strings.Join(columns, ", ") + " from (" + text + ") as read"
	})
}

// lines gives the row of the file in which each row stands.
func lines(t *testing.T, s *extract.Source) []string {
	t.Helper()
	return read(t, s, func(string) string { return "select source_line from rows order by source_line" })
}

func read(t *testing.T, s *extract.Source, query func(text string) string) []string {
	t.Helper()
	db, err := warehouse.Open(t.Context(), "", warehouse.Options{Threads: 1, TempDir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	var found [][]*string
	if err := s.Deliver(t.Context(), extract.Target{DB: db, ID: 1, Table: "rows"}, func(text string) error {
		_, batch, err := db.Text(t.Context(), query(text))
		found = append(found, batch...)
		return err
	}); err != nil {
		t.Fatal(err)
	}
	var lines []string
	for _, row := range found {
		cells := make([]string, len(row))
		for i, cell := range row {
			cells[i] = "-"
			if cell != nil {
				cells[i] = *cell
			}
		}
		lines = append(lines, strings.Join(cells, "|"))
	}
	return lines
}

func TestOpenHeader(t *testing.T) {
	t.Parallel()
	s := open(t, "\ufeff Case_ID , surname,RECEIVED_DATE,Locality,,Surname,team\nk1,x,2024-01-01,Hill,,x,\"T, 1\"\n",
		config.Extract{}, "locality")
	if want := []string{"case_id", "received_date", "extra_1", "team"}; !slices.Equal(s.Present, want) {
		t.Errorf("Present is %q, want %q", s.Present, want)
	}
	if want := []string{" surname", "", "Surname"}; !slices.Equal(s.Dropped, want) {
		t.Errorf("Dropped is %q, want %q", s.Dropped, want)
	}
	got := rows(t, s, "extract_id", "case_id", "received_date", "extra_1", "team", "area", "plan_moved_in")
	if want := []string{"1|k1|2024-01-01|Hill|T, 1|-|-"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

func TestOpenMapping(t *testing.T) {
	t.Parallel()
	s := open(t, "Ref,Date rec'd ,received_date,Src,area,received\nk1,31/01/2024,wrong,PAR,N,x\n"+
		"k2,2024-02-01,wrong,SCH,N,x\nk3,,,,,\n",
		config.Extract{
			Mapping: map[string]string{"case_id": "REF", "received_date": "Date rec'd", "request_source": " src "},
			Codes:   map[string]map[string]string{"request_source": {"PAR": "1", "it's": "5"}, "area": {"N": "North"}},
			Dates:   "dmy",
		})
	if want := []string{"received_date", "received"}; !slices.Equal(s.Dropped, want) {
		t.Errorf("Dropped is %q, want %q", s.Dropped, want)
	}
	got := rows(t, s, "case_id", "received_date", "request_source", "area")
	if want := []string{"k1|31/01/2024|1|North", "k2|2024-02-01|SCH|North", "k3|-|-|-"}; !slices.Equal(got, want) {
		t.Errorf("rows are %q, want %q", got, want)
	}
}

func TestOpenDates(t *testing.T) {
	t.Parallel()
	for dates, want := range map[string]string{"": "dmy", "iso": "iso", "dmy": "dmy", "mdy": "mdy"} {
		s := open(t, "case_id,received_date\nk1,03/04/2024\n", config.Extract{Dates: dates})
		if got := rows(t, s, "received_date", "date_order"); !slices.Equal(got, []string{"03/04/2024|" + want}) {
			t.Errorf("dates %q: rows are %q, want the text and the order %s", dates, got, want)
		}
	}
}

// TestOpenSharesAColumn delivers a column twice that a canonical one and a
// breakdown of one's own both stand for, and an error in it under its own name.
func TestOpenSharesAColumn(t *testing.T) {
	t.Parallel()
	path := write(t, "a.csv", "case_id,received_date,Locality\nk1,2024-01-01,North\n")
	s, err := extract.Open(t.Context(), path, extract.Options{
		Entry: config.Extract{Mapping: map[string]string{"area": "Locality"}}, Extra: []string{"locality"}, Scratch: t.TempDir(),
	})
	if err != nil {
		t.Fatal(err)
	}
	if got := rows(t, s, "area", "extra_1"); !slices.Equal(got, []string{"North|North"}) || len(s.Dropped) > 0 {
		t.Errorf("rows are %q, dropped %q", got, s.Dropped)
	}
}

func TestOpenNamesDates(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"assessments_2024-01-31.csv": "2024-01-31",
		"2024-02-29.csv":             "2024-02-29",
		"20240131.csv":               "2024-01-31",
		"a-20240131-final.csv":       "2024-01-31",
		"a_2024-01-31_v2.csv":        "2024-01-31",
		"a_2023-02-29.csv":           "",
		"a_2024-13-01.csv":           "",
		"a_120240131.csv":            "",
		"a_31-01-2024.csv":           "2024-01-31",
		"a_31.01.2024_b.csv":         "2024-01-31",
		"a_03-04-2024.csv":           "", // March or April
		"a_04-04-2024.csv":           "2024-04-04",
		"a_31-02-2024.csv":           "",
		"assessments.csv":            "",
		"year_2024.csv":              "",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, err := extract.Open(t.Context(), write(t, name, "case_id,received_date\nk1,2024-01-01\n"), extract.Options{Scratch: t.TempDir()})
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			if !s.Date.IsZero() {
				got = s.Date.Format(time.DateOnly)
			}
			if got != want || !s.CutOff.IsZero() || s.Name() != name {
				t.Errorf("date %q, cut-off %v, name %q; want %q", got, s.CutOff, s.Name(), want)
			}
		})
	}
}

func TestOpenFaults(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, file, content, what, hint string }{
		{"empty", "a.csv", "", " is empty", "make the extract again"},
		{"header alone", "a.csv", "case_id,received_date\n\n", " has a header and no rows", "make the extract again"},
		{"no header", "a.csv", "\"", " has no header line that can be read as CSV", "the first line must name the columns"},
		{
			"near", "a.csv", "caseid,received_date\nk1,2024-01-01\n", " has no column case_id; it has caseid, received_date",
			`if "caseid" is meant, say so: mapping: {case_id: "caseid"}`,
		},
		{
			"far", "a.csv", "x,received_date\nk1,2024-01-01\n", " has no column case_id; it has x, received_date",
			"rename the column to case_id, or map it",
		},
		{
			"twice", "a.csv", "case_id,received_date,CASE_ID \nk1,2024-01-01,k2\n", " has two columns for case_id",
			"remove one, or name the right one under mapping:",
		},
		{
			"cut gzip", "a.csv.gz", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff", " ",
			"make the extract again",
		},
		{"no XML", "a.xml", "case_id,received_date\n", "a.xml: line 1: ", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			path := write(t, c.file, c.content)
			_, err := extract.Open(t.Context(), path, extract.Options{Scratch: t.TempDir()})
			if fault.KindOf(err) != fault.Extract {
				t.Fatalf("error is %v, of kind %d", err, fault.KindOf(err))
			}
			if !strings.HasPrefix(err.Error(), path) || !strings.Contains(err.Error(), c.what) {
				t.Errorf("error is %q, want the path and %q", err, c.what)
			}
			if got := fault.Hint(err); got == "" || !strings.HasPrefix(got, c.hint) {
				t.Errorf("hint is %q, want %q", got, c.hint)
			}
		})
	}
}

func TestOpenNoFile(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	_, err := extract.Open(t.Context(), filepath.Join(folder, "a.csv"), extract.Options{Scratch: t.TempDir()})
	if fault.KindOf(err) != fault.Extract || !errors.Is(err, os.ErrNotExist) || fault.Hint(err) == "" {
		t.Errorf("a missing file gives %v", err)
	}
	if _, err := extract.Open(t.Context(), folder, extract.Options{Scratch: t.TempDir()}); fault.KindOf(err) != fault.Extract {
		t.Errorf("a folder gives %v", err)
	}
	link := filepath.Join(folder, "link.csv")
	if err := os.Symlink(write(t, "a.csv", "case_id,received_date\nk1,2024-01-01\n"), link); err != nil {
		t.Skip("links cannot be made here: ", err)
	}
	if _, err := extract.Open(t.Context(), link, extract.Options{Scratch: t.TempDir()}); err != nil {
		t.Errorf("a link to a file gives %v", err)
	}
}

func TestUnchanged(t *testing.T) {
	t.Parallel()
	s := open(t, "case_id,received_date\nk1,2024-01-01\n", config.Extract{})
	if err := s.Unchanged(); err != nil {
		t.Error(err)
	}
	if err := os.WriteFile(s.Path, []byte("case_id,received_date\nk1,2024-01-01\nk2,2024-01-02\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := s.Unchanged(); fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
		t.Errorf("a file that grew gives %v", err)
	}
	if err := os.Remove(s.Path); err != nil {
		t.Fatal(err)
	}
	if err := s.Unchanged(); fault.KindOf(err) != fault.Extract {
		t.Errorf("a file that is gone gives %v", err)
	}
}

func TestOrder(t *testing.T) {
	t.Parallel()
	day := func(n int) time.Time { return time.Date(2024, 1, n, 0, 0, 0, 0, time.UTC) }
	sources := []*extract.Source{
		{Path: "d", SHA256: "2", Date: day(2)},
		{Path: "c", SHA256: "9", Date: day(1)},
		{Path: "b", SHA256: "1", Date: day(2)},
		{Path: "a", SHA256: "3"},
		{Path: "e", SHA256: "1", Date: day(2)},
	}
	for range len(sources) {
		sources = append(sources[1:], sources[0])
		ordered := slices.Clone(sources)
		extract.Order(ordered)
		names := ""
		for _, s := range ordered {
			names += s.Path
		}
		if names != "acbed" {
			t.Errorf("the order is %s, want acbed", names)
		}
	}
}

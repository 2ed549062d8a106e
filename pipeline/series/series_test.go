package series_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/series"
)

func parsed(t *testing.T, text string) series.Series {
	t.Helper()
	s, err := series.Parse("s.csv", "", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// packed is text packed by gzip.
func packed(t *testing.T, text string) string {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// said writes points on one line, a dash for a gap.
func said(s series.Series) string {
	var list []string
	for _, p := range s.Points {
		value := "-"
		if p.Known {
			value = fmt.Sprint(p.Value)
		}
		list = append(list, p.Date.Format(time.DateOnly)+" "+value)
	}
	return strings.Join(list, ", ")
}

func TestParse(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"values", "date,value\n2024-01-01,4\n2024-02-01,3.5\n", "2024-01-01 4, 2024-02-01 3.5"},
		{"headings in any case and order", "Team, VALUE ,Date\na,-4,2024-01-01\n", "2024-01-01 -4"},
		{"proportions", "date,numerator,denominator\n2024-01-01,1,4\n2024-02-01,0,3\n", "2024-01-01 0.25, 2024-02-01 0"},
		{"proportions before values", "date,value,numerator,denominator\n2024-01-01,9,1,4\n", "2024-01-01 0.25"},
		{"a numerator alone is another column", "date,value,numerator\n2024-01-01,9,1\n", "2024-01-01 9"},
		{"gaps", "date,value\n2024-01-01,4\n2024-02-01,\n2024-03-01,NA\n2024-04-01,c\n", "2024-01-01 4, 2024-02-01 -, 2024-03-01 -, 2024-04-01 -"},
		{"nothing to count", "date,numerator,denominator\n2024-01-01,1,4\n2024-02-01,0,0\n2024-03-01,,\n", "2024-01-01 0.25, 2024-02-01 -, 2024-03-01 -"},
		{"byte order mark, CRLF and blank lines", "\ufeffdate,value\r\n\r\n2024-01-01,4\r\n,\r\n", "2024-01-01 4"},
		{"semicolons", "date;value\n2024-01-01;4\n", "2024-01-01 4"},
		{"quoted", "\"date\",\"value\"\n\"2024-01-01\",\"4\"\n", "2024-01-01 4"},
		{"bars", "date|value\n2024-01-01|4\n", "2024-01-01 4"},
		{"day first", "date,value\n31/01/2024,4\n1/2/2024,5\n", "2024-01-31 4, 2024-02-01 5"},
		{"month first", "date,value\n01/31/2024,4\n02/01/2024,5\n", "2024-01-31 4, 2024-02-01 5"},
		{"either first", "date,value\n01/01/2024,4\n02/02/2024,5\n", "2024-01-01 4, 2024-02-02 5"},
		{
			"dashes, points and names of months", "date,value\n31-01-2024,4\n28.02.2024,5\n31-Mar-2024,6\n30 April 2024,7\n",
			"2024-01-31 4, 2024-02-28 5, 2024-03-31 6, 2024-04-30 7",
		},
		{
			"midnight", "date,value\n2024-01-31 00:00:00,4\n2024-02-29T00:00:00Z,5\n31/03/2024 00:00,6\n",
			"2024-01-31 4, 2024-02-29 5, 2024-03-31 6",
		},
		{
			"marks for no figure", "date,value\n2024-01-01,4\n2024-02-01,N/A\n2024-03-01,-\n2024-04-01,[c]\n2024-05-01,..\n2024-06-01,z\n",
			"2024-01-01 4, 2024-02-01 -, 2024-03-01 -, 2024-04-01 -, 2024-05-01 -, 2024-06-01 -",
		},
		{"a mark in one of two", "date,numerator,denominator\n2024-01-01,1,4\n2024-02-01,c,40\n", "2024-01-01 0.25, 2024-02-01 -"},
		{"UTF-16", "\xff\xfed\x00a\x00t\x00e\x00,\x00v\x00a\x00l\x00u\x00e\x00\n\x002\x000\x002\x004\x00-\x000\x001\x00-\x000\x001\x00,\x004\x00", "2024-01-01 4"},
		{"Windows-1252", "date,value,note\n2024-01-01,4,\xa32m\n", "2024-01-01 4"},
		{"gzip", packed(t, "date,value\n2024-01-01,4\n"), "2024-01-01 4"},
		{"exponents", "date,value\n2024-01-01,1.5e3\n", "2024-01-01 1500"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			if got := said(parsed(t, c.text)); got != c.want {
				t.Errorf("%s, want %s", got, c.want)
			}
		})
	}
}

// TestParseRefuses: a fault names the file and the row, and never the value,
// which may be a person's where the file is the wrong one.
func TestParseRefuses(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, text, want string }{
		{"empty", "", "s.csv has no header"},
		{"no date", "day,value\n2024-01-01,4\n", "s.csv has no column date"},
		{"no value", "date,values\n2024-01-01,4\n", "s.csv has no column value"},
		{"no denominator", "date,numerator\n2024-01-01,4\n", "s.csv has no column denominator"},
		{"no numerator", "date,denominator\n2024-01-01,4\n", "s.csv has no column numerator"},
		{"a column twice", "date,value,Value\n2024-01-01,4,5\n", "two columns named value"},
		{"no rows", "date,value\n", "s.csv has no row with a value"},
		{"gaps alone", "date,value\n2024-01-01,\n", "s.csv has no row with a value"},
		{"text for a date", "date,value\nSmith,4\n", "s.csv row 2 has no date that can be read"},
		{"day or month first", "date,value\n2024-01-01,4\n01/02/2024,4\n", "do not tell whether day or month comes first"},
		{"day and month first", "date,value\n31/01/2024,4\n01/31/2024,4\n", "do not tell whether day or month comes first"},
		{"a time of day", "date,value\n2024-01-01 09:30,4\n", "s.csv row 2 has no date"},
		{"a year of two digits", "date,value\n31/01/24,4\n", "s.csv row 2 has no date"},
		{"no such day", "date,value\n2023-02-29,4\n", "s.csv row 2 has no date"},
		{"a year too early", "date,value\n0024-01-01,4\n", "s.csv row 2 has no date"},
		{"text for a number", "date,value\n2024-01-01,Smith\n", "s.csv row 2 has no number"},
		{"a percentage sign", "date,value\n2024-01-01,4%\n", "s.csv row 2 has no number"},
		{"infinity", "date,value\n2024-01-01,Inf\n", "s.csv row 2 has no number"},
		{"not a number", "date,value\n2024-01-01,NaN\n", "s.csv row 2 has no number"},
		{"too large", "date,value\n2024-01-01,1e13\n", "s.csv row 2 has no number"},
		{"too near 0", "date,value\n2024-01-01,1e-300\n", "s.csv row 2 has a number too near 0"},
		{"hexadecimal", "date,value\n2024-01-01,0x10\n", "s.csv row 2 has no number"},
		{"part of a count", "date,numerator,denominator\n2024-01-01,1.5,4\n", "s.csv row 2 has no count in the column numerator"},
		{"a count below 0", "date,numerator,denominator\n2024-01-01,-1,4\n", "s.csv row 2 has no count in the column numerator"},
		{"half a proportion", "date,numerator,denominator\n2024-01-01,1,\n", "s.csv row 2 has no count in the column denominator"},
		{"over its denominator", "date,numerator,denominator\n2024-01-01,1,2\n2024-02-01,5,4\n", "s.csv row 3 has a numerator over its denominator"},
		{"something out of nothing", "date,numerator,denominator\n2024-01-01,5,0\n", "s.csv row 2 has a numerator over its denominator"},
		{"a date twice", "date,value\n2024-01-01,4\n\n2024-01-01,4\n", "s.csv row 4 has the date of row 2"},
		{"too few cells", "date,value\n2024-01-01\n", "s.csv row 2 has 1 cells and the header 2"},
		{"a stray quotation mark", "date,value\n2024-01-01,\"4\n", "s.csv cannot be read as CSV in row "},
		{"no text", "date,value\n" + strings.Repeat("2024-01-01,4\n", 9) + "\x00", "s.csv is not text"},
		{"cut gzip", "\x1f\x8b\x08\x00\x00", "s.csv cannot be read"},
		{"too long", "date,value\n" + strings.Repeat("\n", 17<<20), "s.csv is longer than 16 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := series.Parse("s.csv", "", strings.NewReader(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), "s.csv") || !strings.Contains(err.Error(), c.want) || fault.KindOf(err) != fault.Extract {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
			if err != nil && (fault.Hint(err) == "" || strings.Contains(err.Error()+fault.Hint(err), "Smith")) {
				t.Errorf("no advice, or the value is told: %v (%s)", err, fault.Hint(err))
			}
		})
	}
}

// TestOrderIsGiven: an order that is given is that of every date, and marks are
// counted.
func TestOrderIsGiven(t *testing.T) {
	t.Parallel()
	const text = "date,value\n01/02/2024,4\n02/02/2024,N/A\n03/02/2024,c\n"
	for order, want := range map[string]string{
		series.DayFirst: "2024-02-01 4, 2024-02-02 -, 2024-02-03 -", series.MonthFirst: "2024-01-02 4, 2024-02-02 -, 2024-03-02 -",
	} {
		s, err := series.Parse("s.csv", order, strings.NewReader(text))
		if err != nil || said(s) != want {
			t.Errorf("%s: %s (%v), want %s", order, said(s), err, want)
		}
		if want := "2 of 3 rows have a mark for no figure (N/A, c): taken as gaps"; len(s.Notes) != 1 || s.Notes[0] != want {
			t.Errorf("notes %q, want %q", s.Notes, want)
		}
	}
	if _, err := series.Parse("s.csv", series.DayFirst, strings.NewReader("date,value\n01/31/2024,4\n")); err == nil {
		t.Error("the 31st month is read")
	}
}

func TestRead(t *testing.T) {
	t.Parallel()
	folder := t.TempDir()
	path := filepath.Join(folder, "waits.csv")
	if err := os.WriteFile(path, []byte("date,value\n2024-01-01,x\n2024-02-01,soon\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for given, want := range map[string]string{
		path: "waits.csv row 3 has no number", folder: "is not a file", filepath.Join(folder, "none.csv"): "cannot be read",
	} {
		if _, err := series.Read(given, ""); err == nil || !strings.Contains(err.Error(), want) || fault.KindOf(err) != fault.Extract {
			t.Errorf("%s: %v, want %q", given, err, want)
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{
		"date,value\n2024-01-01,4\n2024-02-01,3.5\n", "date,numerator,denominator\n2024-01-01,1,4\n2024-02-01,0,0\n",
		"\ufeffDATE;VALUE;x\r\n2024-01-01;;a\r\n2024-03-01;1e12;\r\n", "date,value\n2024-01-01,\"4\n", "date,value\n2024-01-01,-0\n2024-02-01,1e-320\n",
		"value,date,date\n", "date\tvalue\n2199-12-31\t1\n1900-01-31\t2\n1900-02-28\t3\n1900-03-31\t3\n",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		s, err := series.Parse("s.csv", "", strings.NewReader(text))
		if err != nil {
			if fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
				t.Fatalf("a fault of kind %d without advice: %v", fault.KindOf(err), err)
			}
			return
		}
		s = s.WithGaps()
		for _, o := range []evidence.ChartOptions{{}, {Method: evidence.XmR, ScreenOutliers: true}, {PlotTheDots: true}} {
			charted, err := s.Charted(o)
			if err != nil {
				t.Fatalf("a series that was read cannot be charted: %v", err)
			}
			var out, table strings.Builder
			if err := charted.WriteJSON(&out); err != nil {
				t.Fatal(err) // NaN and infinity cannot be written
			}
			if err := charted.WriteTable(&table); err != nil || strings.Contains(table.String(), "NaN") || strings.Contains(table.String(), "Inf") {
				t.Fatalf("%v: %s", err, table.String())
			}
			for _, p := range charted.Chart.Points {
				if p.HasLimits && (math.IsNaN(p.Lower) || math.IsInf(p.Upper, 0)) {
					t.Fatalf("%+v", p)
				}
			}
		}
	})
}

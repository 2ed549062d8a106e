package series_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/series"
)

func parsed(t *testing.T, text string) series.Series {
	t.Helper()
	s, err := series.Parse("s.csv", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return s
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
		{"another form of date", "date,value\n2024-01-01,4\n01/02/2024,4\n", "s.csv row 3 has no date"},
		{"no such day", "date,value\n2023-02-29,4\n", "s.csv row 2 has no date"},
		{"a year too early", "date,value\n0024-01-01,4\n", "s.csv row 2 has no date"},
		{"text for a number", "date,value\n2024-01-01,Smith\n", "s.csv row 2 has no number"},
		{"a percentage sign", "date,value\n2024-01-01,4%\n", "s.csv row 2 has no number"},
		{"infinity", "date,value\n2024-01-01,Inf\n", "s.csv row 2 has no number"},
		{"not a number", "date,value\n2024-01-01,NaN\n", "s.csv row 2 has no number"},
		{"too large", "date,value\n2024-01-01,1e13\n", "s.csv row 2 has no number"},
		{"hexadecimal", "date,value\n2024-01-01,0x10\n", "s.csv row 2 has no number"},
		{"part of a count", "date,numerator,denominator\n2024-01-01,1.5,4\n", "s.csv row 2 has no count in the column numerator"},
		{"a count below 0", "date,numerator,denominator\n2024-01-01,-1,4\n", "s.csv row 2 has no count in the column numerator"},
		{"half a proportion", "date,numerator,denominator\n2024-01-01,1,\n", "s.csv row 2 has no count in the column denominator"},
		{"over its denominator", "date,numerator,denominator\n2024-01-01,1,2\n2024-02-01,5,4\n", "s.csv row 3 has a numerator over its denominator"},
		{"something out of nothing", "date,numerator,denominator\n2024-01-01,5,0\n", "s.csv row 2 has a numerator over its denominator"},
		{"a date twice", "date,value\n2024-01-01,4\n\n2024-01-01,4\n", "s.csv row 4 has the date of row 2"},
		{"too few cells", "date,value\n2024-01-01\n", "s.csv row 2 has 1 cells and the header 2"},
		{"a stray quotation mark", "date,value\n2024-01-01,\"4\n", "s.csv cannot be read as CSV in row "},
		{"not text", "date,value\n2024-01-01,\xff\n", "s.csv is not UTF-8 text"},
		{"UTF-16", "d\x00a\x00", "s.csv is not UTF-8 text"},
		{"too long", "date,value\n" + strings.Repeat("\n", 17<<20), "s.csv is longer than 16 MB"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := series.Parse("s.csv", strings.NewReader(c.text))
			if err == nil || !strings.HasPrefix(err.Error(), "s.csv") || !strings.Contains(err.Error(), c.want) || fault.KindOf(err) != fault.Extract {
				t.Errorf("error %v, want one that says %q", err, c.want)
			}
			if err != nil && (fault.Hint(err) == "" || strings.Contains(err.Error()+fault.Hint(err), "Smith")) {
				t.Errorf("no advice, or the value is told: %v (%s)", err, fault.Hint(err))
			}
		})
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
		if _, err := series.Read(given); err == nil || !strings.Contains(err.Error(), want) || fault.KindOf(err) != fault.Extract {
			t.Errorf("%s: %v, want %q", given, err, want)
		}
	}
}

func TestWithGaps(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, days, want string }{
		{"a month is not there", "2024-01-01 2024-02-01 2024-03-01 2024-05-01", "2024-04-01"},
		{"two months in a row", "2024-01-31 2024-02-29 2024-03-31 2024-04-30 2024-05-31 2024-08-31", "2024-06-30 2024-07-31"},
		{"a quarter", "2023-12-31 2024-03-31 2024-06-30 2024-12-31", "2024-09-30"},
		{"every month there", "2024-01-01 2024-02-01 2024-03-01", ""},
		{"days of work", "2024-01-04 2024-01-05 2024-01-08 2024-01-09", ""},
		{"no even step", "2024-01-01 2024-03-01 2024-06-01 2024-12-01", ""},
		{"mostly not there", "2024-01-01 2024-02-01 2024-06-01 2024-12-01", ""},
		{"more long steps than short ones", "2024-01-01 2024-02-01 2024-04-01 2024-06-01", ""},
		{"one gap longer than the series", "2024-01-01 2024-02-01 2024-03-01 2030-01-01", ""},
		{"two points", "2024-01-01 2024-06-01", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := parsed(t, "date,value\n"+strings.ReplaceAll(c.days, " ", ",1\n")+",1\n").WithGaps()
			var added []string
			for _, p := range s.Points {
				if !p.Known {
					added = append(added, p.Date.Format(time.DateOnly))
				}
			}
			if got := strings.Join(added, " "); got != c.want || (len(s.Notes) > 0) != (c.want != "") {
				t.Errorf("added %q (%q), want %q", got, s.Notes, c.want)
			}
		})
	}
}

// TestJSON has the keys, unrounded numbers and nulls that programs rely on.
func TestJSON(t *testing.T) {
	t.Parallel()
	s := parsed(t, "date,value\n2024-01-01,4\n2024-02-01,\n2024-03-01,3.1\n")
	charted, err := s.Charted(evidence.ChartOptions{Method: evidence.XmR})
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	if err := charted.WriteJSON(&out); err != nil {
		t.Fatal(err)
	}
	var got any
	if err := json.Unmarshal([]byte(out.String()), &got); err != nil {
		t.Fatal(err)
	}
	point := func(date string, value any) map[string]any {
		return map[string]any{
			"date": date, "value": value, "mean": 3.55, "lower": nil, "upper": nil,
			"rule": "none", "type": "common_cause", "segment": 0.0,
		}
	}
	want := map[string]any{
		"points":    []any{point("2024-01-01", 4.0), point("2024-02-01", nil), point("2024-03-01", 3.1)},
		"variation": "common_cause", "assurance": "", "warnings": []any{
			"the series has no two values one after the other, so that there are no limits", "1 point has no value and breaks every run",
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
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
		s, err := series.Parse("s.csv", strings.NewReader(text))
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

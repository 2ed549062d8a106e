package extract_test

import (
	"bytes"
	"compress/gzip"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/config"
)

// TestDialects reads one extract in every way that programs write it.
func TestDialects(t *testing.T) {
	t.Parallel()
	const plain = "case_id,received_date,area\nk1,2024-01-31,\"Caf\u00e9, north\"\nk2,2024-02-01,South\n"
	want := []string{"k1|2024-01-31|Caf\u00e9, north", "k2|2024-02-01|South"}
	parted := func(by string) string {
		return strings.NewReplacer("case_id,received_date,area", "case_id"+by+"received_date"+by+"area",
			"k1,2024-01-31,", "k1"+by+"2024-01-31"+by, "k2,2024-02-01,", "k2"+by+"2024-02-01"+by).Replace(plain)
	}
	utf16 := func(big bool, text string) string {
		var b strings.Builder
		for _, r := range text {
			if big {
				b.WriteString(string([]byte{byte(r >> 8), byte(r)}))
			} else {
				b.WriteString(string([]byte{byte(r), byte(r >> 8)}))
			}
		}
		return b.String()
	}
	for name, c := range map[string]struct{ content, encoding string }{
		"commas":             {plain, "utf-8"},
		"semicolons":         {parted(";"), "utf-8"},
		"tabs":               {parted("\t"), "utf-8"},
		"bars":               {parted("|"), "utf-8"},
		"CRLF":               {strings.ReplaceAll(plain, "\n", "\r\n"), "utf-8"},
		"a mark":             {"\ufeff" + plain, "utf-8"},
		"Windows-1252":       {strings.ReplaceAll(plain, "\u00e9", "\xe9"), "windows-1252"},
		"UTF-16 with a mark": {"\xff\xfe" + utf16(false, plain), "utf-16"},
		"UTF-16 big end":     {"\xfe\xff" + utf16(true, plain), "utf-16"},
		"UTF-16 unmarked":    {utf16(false, plain), "utf-16"},
		"titles above":       {"Requests for assessment\n\n,,\n" + plain, "utf-8"},
		"a title of lines":   {"\"Requests\nas at\n2024\",,\n\n" + plain, "utf-8"},
		"such a title, CRLF": {"\"Requests\nas at\",,\r\n" + strings.ReplaceAll(plain, "\n", "\r\n"), "utf-8"},
		"such one in UTF-16": {"\xff\xfe" + utf16(false, "\"Requests\r\nas at\",,\r\n"+plain), "utf-16"},
		"a stray mark above": {"Screens of 15\" and over\n" + plain, "utf-8"},
		"both line ends":     {"Title\r\n" + plain, "utf-8"},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, c.content, config.Extract{})
			if got := rows(t, s, "case_id", "received_date", "area"); !slices.Equal(got, want) {
				t.Errorf("rows are %q, want %q", got, want)
			}
			if s.Encoding != c.encoding || (len(s.Notes) > 0) != (c.encoding != "utf-8") {
				t.Errorf("encoding %s, notes %q; want %s, and a note on what was guessed", s.Encoding, s.Notes, c.encoding)
			}
		})
	}
}

// TestPassedLines numbers the rows that hold nothing as a spreadsheet shows them,
// and those above the header: a line break inside a quotation makes no row. They
// are no rows of the extract.
func TestPassedLines(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct {
		text   string
		passed []int64
		total  int64
	}{
		"blank":                 {"Title\n\ncase_id,received_date\nk1,2024-01-31\n\nk2,2024-02-01\n", []int64{1, 2, 5}, 3},
		"blank, CRLF":           {"case_id,received_date\r\nk1,2024-01-31\r\n\r\nk2,2024-02-01\r\n", []int64{3}, 1},
		"inside a quotation":    {"case_id,received_date,area\nk1,2024-01-31,\"a\n\n,,\nb\"\n\nk2,2024-02-01,\n", []int64{3}, 1},
		"delimiters":            {"case_id,received_date\n,\nk1,2024-01-31\n , \"\"\n,,\n \nk2,2024-02-01\n", []int64{2, 4, 5, 6}, 4},
		"at the end":            {"case_id,received_date\nk1,2024-01-31\n,\nk2,2024-02-01\n\n,\n,,,\n,", []int64{3}, 5},
		"quotation of a space":  {"case_id;received_date\nk1;2024-01-31\n\" \";\n\"\"\nk2;2024-02-01\n", []int64{3, 4}, 2},
		"a title over two rows": {"\"Title\n2024\",\n\ncase_id,received_date\nk1,2024-01-31\n,\nk2,2024-02-01\n", []int64{1, 2, 5}, 3},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := open(t, c.text, config.Extract{})
			if got := s.PassedLines(); !slices.Equal(got, c.passed) || s.LinesPassed() != c.total {
				t.Errorf("rows passed over are %v of %d, want %v of %d", got, s.LinesPassed(), c.passed, c.total)
			}
			if got := rows(t, s, "case_id"); !slices.Equal(got, []string{"k1", "k2"}) {
				t.Errorf("rows are %q", got)
			}
		})
	}
}

// TestTitleOfLines reads every row under a title of several lines, packed or
// not, and takes the header row as its line or as its row in a spreadsheet.
func TestTitleOfLines(t *testing.T) {
	t.Parallel()
	const text = "\"Cases\nas at\n2024\",\n\ncase_id,received_date\nk1,2024-01-31\nk2,2024-02-01\n"
	var packed bytes.Buffer
	into := gzip.NewWriter(&packed)
	if _, err := into.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := into.Close(); err != nil {
		t.Fatal(err)
	}
	for _, content := range []string{text, packed.String()} {
		for _, row := range []int{0, 3, 5} {
			s := open(t, content, config.Extract{HeaderRow: row})
			if got := rows(t, s, "case_id"); !slices.Equal(got, []string{"k1", "k2"}) {
				t.Errorf("header row %d: rows are %q", row, got)
			}
			if got := s.PassedLines(); !slices.Equal(got, []int64{1, 2}) || s.RowsAbove != 2 {
				t.Errorf("header row %d: rows passed over are %v, above %d; want 1 and 2", row, got, s.RowsAbove)
			}
		}
	}
}

// TestSingleBadBytes keeps a text UTF-8 that has more characters than wrong
// bytes: the line with the wrong byte is unreadable, the others are right.
func TestSingleBadBytes(t *testing.T) {
	t.Parallel()
	s := open(t, "case_id,received_date,area\nk1,2024-01-31,Caf\u00e9 \u00e9\u00e9\nk2,2024-02-01,x\xff\n", config.Extract{})
	if s.Encoding != "utf-8" {
		t.Errorf("encoding is %s", s.Encoding)
	}
}

// TestSaidDialect takes what the configuration says over what it looks like.
func TestSaidDialect(t *testing.T) {
	t.Parallel()
	s := open(t, "case_id;received_date,x\ncase_id;received_date,area\nk1;2024-01-31,y\n",
		config.Extract{Delimiter: ";", HeaderRow: 2, Mapping: map[string]string{"received_date": "received_date,area"}})
	if got := rows(t, s, "case_id", "received_date"); !slices.Equal(got, []string{"k1|2024-01-31,y"}) {
		t.Errorf("rows are %q", got)
	}
}

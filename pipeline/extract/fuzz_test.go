package extract_test

import (
	"slices"
	"testing"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// FuzzCSV opens any bytes as an extract: it never panics, and what it refuses
// is the extract's fault, with a hint.
func FuzzCSV(f *testing.F) {
	for _, seed := range []string{
		"", "\n", "\ufeff", "case_id", "case_id,received_date\n", "case_id,received_date\nk1,2024-01-01\n",
		"\ufeffCase_ID, received_date \r\nk1,2024-01-01\r\n", "case_id,received_date\rk1,2024-01-01\r",
		"\"case_id\",\"received_date\"\n\"k\n1\",\"\"\"\"\n", "case_id,case_id\n1,2\n", "case_id,\"received_date\nk1",
		"a\"b,c\n1,2\n",
		",,,\n,,,\n", "\xff\xfe\x00c,\x00\n", "case_id;received_date\nk1;2024-01-01\n",
		"case_id,received_date,\x00\n\x00,\x00,\x00\n",
	} {
		f.Add([]byte(seed), false)
	}
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\x4b\x4e\x2c\x4e\xd5\xc9\x4c\xe1\x02\x00"), true)
	f.Fuzz(func(t *testing.T, content []byte, isPacked bool) {
		name := "a_2024-12-31.csv"
		if isPacked {
			name += ".gz"
		}
		s, err := extract.Open(t.Context(), write(t, name, string(content)), extract.Options{Scratch: t.TempDir()})
		if err != nil {
			if fault.KindOf(err) != fault.Extract || fault.Hint(err) == "" {
				t.Errorf("error is %q, of kind %d, with hint %q", err, fault.KindOf(err), fault.Hint(err))
			}
			return
		}
		for _, column := range registry.RequiredColumns() {
			if !slices.Contains(s.Present, column) {
				t.Errorf("opened without %s: %q", column, s.Present)
			}
		}
		if s.Bytes != int64(len(content)) || len(s.SHA256) != 64 {
			t.Errorf("%d bytes with hash %q, want %d bytes", s.Bytes, s.SHA256, len(content))
		}
	})
}

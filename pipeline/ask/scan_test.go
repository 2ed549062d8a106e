package ask

import (
	"bytes"
	"slices"
	"testing"

	"ehcp/pipeline/warehouse"
)

func TestParameters(t *testing.T) {
	t.Parallel()
	for sql, want := range map[string][]Parameter{
		"select 1":                              nil,
		"select $date::date":                    {{Name: "date", Type: "date"}},
		"select $A, $b :: integer, $a::date":    {{Name: "a", Type: "date"}, {Name: "b", Type: "integer"}},
		"select '$no' -- $no\n, /* $no */ $yes": {{Name: "yes"}},
		`select "$no", $$ $no $$, $t$ $no $t$`:  nil,
		"select 'it''s $no', $yes":              {{Name: "yes"}},
		"select a - $b - 2 /$c":                 {{Name: "b"}, {Name: "c"}},
		"select 'open $no":                      nil,
		"-- why? $no\n-- $A = All areas: which\n-- $b =: none\n-- $c: must be given\nselect $a, $b, $c -- $c = 1: late": {
			{Name: "c"}, {Name: "a", Default: "All areas", HasDefault: true}, {Name: "b", HasDefault: true},
		},
	} {
		if got := parameters(sql); !slices.Equal(got, want) {
			t.Errorf("%s: %v", sql, got)
		}
	}
}

func TestFormats(t *testing.T) {
	t.Parallel()
	columns := []warehouse.Column{{Name: "text", Type: "VARCHAR"}, {Name: "n", Type: "BIGINT"}, {
		Name: "n",
		Type: "DOUBLE",
	}}
	rows := [][]any{
		{"=1+1", warehouse.Number("-5"), warehouse.Number("NaN")},
		{"a \"b\", c\nd", nil, warehouse.Number("1.50")},
		{"-5", warehouse.Number("10"), nil},
		{"\x1b[31m", true, []any{"x", map[string]any{"b": nil, "a": warehouse.Number("1")}}},
	}
	for format, want := range map[string]string{
		"csv": "text,n,n\n'=1+1,-5,NaN\n\"a \"\"b\"\", c\nd\",,1.50\n'-5,10,\n" +
			"\x1b[31m,true,\"[\"\"x\"\", {\"\"a\"\": 1, \"\"b\"\": null}]\"\n",
		"json": `[
  {"text": "=1+1", "n": -5, "n_2": null},
  {"text": "a \"b\", c\nd", "n": null, "n_2": 1.50},
  {"text": "-5", "n": 10, "n_2": null},
  {"text": "\u001b[31m", "n": true, "n_2": ["x", {"a": 1, "b": null}]}
]
`,
		"jsonl": `{"text": "=1+1", "n": -5, "n_2": null}
{"text": "a \"b\", c\nd", "n": null, "n_2": 1.50}
{"text": "-5", "n": 10, "n_2": null}
{"text": "\u001b[31m", "n": true, "n_2": ["x", {"a": 1, "b": null}]}
`,
		"markdown": "| text | n | n |\n| --- | ---: | ---: |\n| =1+1 | -5 | NaN |\n| a \"b\", c\\\\nd |  | 1.50 |\n" +
			"| -5 | 10 |  |\n| \\\\x1b\\[31m | true | \\[\"x\", {\"a\": 1, \"b\": null}\\] |\n",
		"table": "text            n                           n\n" +
			"-----------  ----  --------------------------\n" +
			"=1+1           -5                         NaN\n" +
			"a \"b\", c\\nd                              1.50\n" +
			"-5             10\n" +
			"\\x1b[31m     true  [\"x\", {\"a\": 1, \"b\": null}]\n",
	} {
		var out bytes.Buffer
		w, err := NewWriter(format, &out, Look{})
		if err != nil {
			t.Fatal(err)
		}
		if err := w.Begin(columns); err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if err := w.Row(row); err != nil {
				t.Fatal(err)
			}
		}
		if err := w.End(); err != nil || out.String() != want {
			t.Errorf("%s, %v:\n%s\n%q", format, err, out.String(), out.String())
		}
	}
}

package config_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/config"
	"ehcp/pipeline/registry"
)

// node is as much of a JSON Schema as the test looks at.
type node struct {
	Type                 any             `json:"type"`
	Properties           map[string]node `json:"properties"`
	Items                *node           `json:"items"`
	PropertyNames        *node           `json:"propertyNames"`
	AdditionalProperties any             `json:"additionalProperties"`
	Enum                 []string        `json:"enum"`
	AnyOf                []node          `json:"anyOf"`
	Description          string          `json:"description"`
}

// schema is the schema, each reference to a definition in it filled in.
func schema(t *testing.T) node {
	t.Helper()
	var whole map[string]any
	if err := json.Unmarshal([]byte(config.Schema()), &whole); err != nil {
		t.Fatal(err)
	}
	definitions, _ := whole["$defs"].(map[string]any)
	filled, err := json.Marshal(fillIn(t, whole, definitions))
	if err != nil {
		t.Fatal(err)
	}
	var root node
	if err := json.Unmarshal(filled, &root); err != nil {
		t.Fatal(err)
	}
	return root
}

// fillIn puts what a definition says where it is referred to.
func fillIn(t *testing.T, part any, definitions map[string]any) any {
	t.Helper()
	switch part := part.(type) {
	case map[string]any:
		if reference, isOne := part["$ref"].(string); isOne {
			named, found := definitions[strings.TrimPrefix(reference, "#/$defs/")].(map[string]any)
			if !found {
				t.Fatalf("the schema has no %s", reference)
			}
			delete(part, "$ref")
			maps.Copy(part, named)
		}
		for key, value := range part {
			part[key] = fillIn(t, value, definitions)
		}
	case []any:
		for i, value := range part {
			part[i] = fillIn(t, value, definitions)
		}
	}
	return part
}

// TestSchemaHasEveryKey finds keys that the schema has and the program does not
// read, or the other way round, and those of another type.
func TestSchemaHasEveryKey(t *testing.T) {
	t.Parallel()
	agree(t, "", schema(t), reflect.TypeOf(config.Config{}))
}

func agree(t *testing.T, path string, n node, kind reflect.Type) {
	t.Helper()
	for kind.Kind() == reflect.Pointer {
		kind = kind.Elem()
	}
	want := map[reflect.Kind]string{
		reflect.Struct: "object", reflect.Map: "object", reflect.Slice: "array", reflect.String: "string",
		reflect.Int: "integer", reflect.Float64: "number", reflect.Bool: "boolean",
	}[kind.Kind()]
	if len(n.AnyOf) > 0 {
		n.Type = n.AnyOf[0].Type
	}
	if n.Type != want {
		t.Errorf("%s is of type %v in the schema, and %s in the program", path, n.Type, want)
	}
	switch kind.Kind() {
	case reflect.Slice:
		agree(t, path+"[]", *n.Items, kind.Elem())
	case reflect.Struct:
		if n.AdditionalProperties != false {
			t.Errorf("%s lets unknown keys through", path)
		}
		read := map[string]reflect.Type{}
		for i := range kind.NumField() {
			if key := kind.Field(i).Tag.Get("yaml"); key != "-" {
				read[key] = kind.Field(i).Type
			}
		}
		inSchema, inProgram := slices.Sorted(maps.Keys(n.Properties)), slices.Sorted(maps.Keys(read))
		if !slices.Equal(inSchema, inProgram) {
			t.Errorf("%s has %q in the schema, and %q in the program", path, inSchema, inProgram)
		}
		for key, field := range read {
			agree(t, path+"."+key, n.Properties[key], field)
		}
	}
}

// TestSchemaHasEveryWord gives the program each word that the schema allows, and
// one that it does not.
func TestSchemaHasEveryWord(t *testing.T) {
	t.Parallel()
	root := schema(t)
	extract := root.Properties["extracts"].Items.Properties
	for text, words := range map[string][]string{
		"extracts: [{path: a, kind: %q}]\n":      extract["kind"].Enum,
		"extracts: [{path: a, dates: %q}]\n":     extract["dates"].Enum,
		"extracts: [{path: a, delimiter: %q}]\n": extract["delimiter"].Enum,
		"extracts: [{path: a, encoding: %q}]\n":  extract["encoding"].Enum,
		"as_at: %q\n":                            root.Properties["as_at"].AnyOf[1].Enum,
		"clock: {moved_in: %q}\n":                root.Properties["clock"].Properties["moved_in"].Enum,
		"disclosure: {method: %q}\n":             root.Properties["disclosure"].Properties["method"].Enum,
		"targets: [{measure: %q}]\n":             root.Properties["targets"].Items.Properties["measure"].Enum,
		"documents: {commentary: {%q: x}}\n":     root.Properties["documents"].Properties["commentary"].PropertyNames.Enum,
		"documents: {milestones: [{measure: %q, value: 1, by: 2024-01-31}]}\n": root.Properties["documents"].Properties["milestones"].Items.
			Properties["measure"].Enum,
		"documents: {measures: [falling_due_20, pc_within_20_weeks, over_20_weeks, %q]}\n": root.Properties["documents"].
			Properties["measures"].Items.Enum,
		"documents: {letter: [{area: a, asks: [{text: b, section: %q}]}]}\n": root.Properties["documents"].Properties["letter"].Items.
			Properties["asks"].Items.Properties["section"].Enum,
		"documents: {letter: [{area: a, asks: [{text: b, measures: [%q]}]}]}\n": root.Properties["documents"].Properties["letter"].Items.
			Properties["asks"].Items.Properties["measures"].Items.Enum,
		"baseline: {rebase: [{measure: %q, date: 2024-01-01, reason: x}]}\n": root.Properties["baseline"].
			Properties["rebase"].Items.Properties["measure"].Enum,
	} {
		if len(words) == 0 {
			t.Errorf("%s: the schema has no words", strings.TrimSpace(text))
		}
		for _, word := range append(slices.Clone(words), "no such word") {
			path := filepath.Join(t.TempDir(), "ehcp.yaml")
			if err := os.WriteFile(path, []byte(fmt.Sprintf(text, word)), 0o600); err != nil {
				t.Fatal(err)
			}
			if _, err := config.Load(path); (err == nil) != slices.Contains(words, word) {
				t.Errorf("%s gives %v", strings.TrimSpace(fmt.Sprintf(text, word)), err)
			}
		}
	}
	if got := root.Properties["targets"].Items.Properties["measure"].Enum; !slices.Equal(got, registry.MeasureNames()) {
		t.Errorf("the schema's measures are %q, the program's %q", got, registry.MeasureNames())
	}
}

package config

import (
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/parser"

	"ehcp/pipeline/fault"
)

// valueError is a value that cannot be meant, at a key such as
// extracts[0].kind.
type valueError struct{ key, what, try string }

func (e *valueError) Error() string { return e.key + ": " + e.what }

// Hint is what to try.
func (e *valueError) Hint() string { return e.try }

// placed adds to a value's fault the line where it stands, with an excerpt.
func placed(path string, text []byte, err error) error {
	var value *valueError
	if !errors.As(err, &value) {
		return err
	}
	what := path + ": " + value.Error()
	if excerpt, line, column := excerptOf(text, value.key); excerpt != "" {
		what = fmt.Sprintf("%s: [%d:%d] %s\n%s", path, line, column, value.Error(), excerpt)
	}
	return fault.Wrap(fault.Usage, err, what, value.try)
}

// excerptOf finds a key in the text; the excerpt is empty when it is not there,
// or the library loses its way.
func excerptOf(text []byte, key string) (excerpt string, line, column int) {
	defer func() {
		if recover() != nil {
			excerpt = ""
		}
	}()
	place, err := yaml.PathString("$." + key)
	if err != nil {
		return "", 0, 0
	}
	file, err := parser.ParseBytes(text, 0)
	if err != nil {
		return "", 0, 0
	}
	node, err := place.FilterFile(file)
	if err != nil {
		return "", 0, 0
	}
	shown, err := place.AnnotateSource(text, false)
	if err != nil {
		return "", 0, 0
	}
	at := node.GetToken().Position
	return strings.TrimRight(string(shown), "\n "), at.Line, at.Column
}

// yamlFault keeps the YAML library's line and excerpt, says a wrong type in
// plain words, and adds the nearest valid word when a key is unknown.
func yamlFault(path string, err error) error {
	shown, try := strings.TrimSpace(yaml.FormatError(err, false, true)), "mend the line marked with >"
	var unknown *yaml.UnknownFieldError
	var typed *yaml.TypeError
	switch {
	case errors.As(err, &unknown):
		word := unknown.GetMessage()
		if i := strings.Index(word, `"`); i >= 0 {
			word = strings.Trim(word[i:], `"`)
		}
		switch near := fault.Nearest(word, keys(reflect.TypeFor[Config](), nil)); near {
		case "":
		case word:
			try = fmt.Sprintf("%s belongs to another group of keys: move it there, or take it out", word)
		default:
			try = fmt.Sprintf("did you mean %q?", near)
		}
	case errors.As(err, &typed):
		if _, excerpt, found := strings.Cut(shown, "\n"); found && typed.Token != nil {
			at := typed.Token.Position
			shown = fmt.Sprintf("[%d:%d] %s is wanted here\n%s", at.Line, at.Column, plain(typed.DstType), excerpt)
		}
	}
	return fault.Wrap(fault.Usage, err, path+": "+shown, try)
}

// plain names a type as an analyst would.
func plain(t reflect.Type) string {
	switch t.Kind() {
	case reflect.Int:
		return "a whole number"
	case reflect.Float64:
		return "a number"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice:
		return "a list"
	case reflect.Map, reflect.Struct:
		return "a group of keys"
	default:
		return "a text"
	}
}

// keys lists every word that a configuration may hold.
func keys(t reflect.Type, found []string) []string {
	for t.Kind() == reflect.Pointer || t.Kind() == reflect.Slice {
		t = t.Elem()
	}
	if t.Kind() != reflect.Struct {
		return found
	}
	for i := range t.NumField() {
		field := t.Field(i)
		if name := field.Tag.Get("yaml"); name != "-" {
			found = keys(field.Type, append(found, name))
		}
	}
	return found
}

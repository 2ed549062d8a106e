package ask

import (
	"errors"
	"fmt"
	"regexp"

	"ehcp/pipeline/fault"
	"ehcp/pipeline/registry"
)

// absent says of a table that the run lacks which kind of extract it is made of.
func absent(err error) error {
	var told *fault.Error
	if !errors.As(err, &told) {
		return err
	}
	named := regexp.MustCompile(`^Table with name (\w+) does not exist`).FindStringSubmatch(told.What)
	if named == nil || kindBehind(named[1]) == "" {
		return err
	}
	kind := kindBehind(named[1])
	return fault.Wrap(told.Kind, err, fmt.Sprintf("the run has no extract of %s, of which %s is made", kind, named[1]),
		"name one under extracts:, run again and ask again")
}

// kindBehind is the kind of extract, beside assessments, that a table is made of.
func kindBehind(table string) string {
	switch table {
	case "review_days":
		return "annual_reviews"
	case "transfer_days":
		return "phase_transfers"
	}
	if kind, is := listOf(table); is {
		return kind.Name
	}
	known, _ := registry.Find(table)
	if known.Beside != "" {
		return known.Extract + " or none of " + known.Beside
	}
	return known.Extract
}

package warehouse

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	duckdb "github.com/duckdb/duckdb-go/v2"

	"ehcp/pipeline/fault"
)

// MemoryError says that a query would not fit its memory limit.
type MemoryError struct{ Err error }

func (e *MemoryError) Error() string { return "the query does not fit its memory limit" }

// Unwrap gives the cause.
func (e *MemoryError) Unwrap() error { return e.Err }

// queryFault says what is wrong with a query and where in its text, without
// the engine's prefixes.
func queryFault(err error) error {
	var known *duckdb.Error
	var told *fault.Error
	if errors.As(err, &told) || !errors.As(err, &known) {
		return err
	}
	message, advice := readable(known.Msg)
	switch known.Type {
	case duckdb.ErrorTypeOutOfMemory:
		return &MemoryError{err}
	case duckdb.ErrorTypeInterrupt:
		return err
	case duckdb.ErrorTypePermission:
		_, place := cutPlace(message)
		return fault.Wrap(fault.Usage, err, "a query reads this run's tables alone: files cannot be read or written"+place,
			"ehcp query --sql 'show tables' lists the tables")
	case duckdb.ErrorTypeInternal, duckdb.ErrorTypeFatal, duckdb.ErrorTypeIO:
		return fault.Wrap(fault.Failed, err, "the query failed: "+message, "")
	default:
		return fault.Wrap(fault.Usage, err, message, advice)
	}
}

// openFault says why a database cannot be opened.
func openFault(path string, err error) error {
	message := err.Error()
	var known *duckdb.Error
	if errors.As(err, &known) {
		message, _ = readable(known.Msg)
	}
	return fault.Wrap(fault.Failed, err, fmt.Sprintf("cannot open the run's database %s: %s", path, message),
		"check that you may read the run's casework folder, and which version made the run")
}

// readable takes the engine's prefix off a message and its advice apart. The
// place in the SQL, from LINE on, stays.
func readable(message string) (text, advice string) {
	message = regexp.MustCompile(`^(?:[A-Z][A-Za-z]*(?: [A-Z][A-Za-z]*)* Error: )+`).ReplaceAllString(message, "")
	message, place := cutPlace(message)
	var lines []string
	for line := range strings.SplitSeq(message, "\n") {
		switch line = strings.TrimSpace(line); {
		case line == "":
		case strings.HasPrefix(line, "Did you mean "):
			advice = "d" + line[1:]
		default:
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n") + place, advice
}

// cutPlace cuts the lines that show where in the SQL the error is.
func cutPlace(message string) (text, place string) {
	at := strings.LastIndex(message, "\nLINE ")
	if at < 0 {
		return message, ""
	}
	return message[:at], strings.TrimRight(message[at:], "\n")
}

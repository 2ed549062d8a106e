package sen2

import (
	"context"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
)

// Error says why a return was refused. It never holds the content of an element.
type Error struct {
	// Line is the line of the file, counted from 1, or 0 where no one line is at fault.
	Line int
	// Module is the table that the line is of, where the return is kept in tables.
	Module string
	// What is wrong, as a clause without a capital or a full stop.
	What string
	// Try is what the reader of the message can do about it, as a sentence.
	Try string

	cause error
}

// Error gives the line, where one is known, and what is wrong.
func (e *Error) Error() string {
	if e.Line <= 0 {
		return e.What
	}
	return fmt.Sprintf("line %d: %s", e.Line, e.What)
}

// Hint gives what to try next, or "".
func (e *Error) Hint() string { return e.Try }

// Unwrap gives the error of the underlying reader, if that is what stopped the reading.
func (e *Error) Unwrap() error { return e.cause }

// What the messages advise, where more than one of them does.
const (
	tryExport = "export the return again from the case management system, and give the XML file as it came out"
	tryUTF8   = `save the file as UTF-8, or declare its encoding in the first line, such as encoding="windows-1252"`
)

// failed turns an error of the decoder or the source into one that is safe to show. The decoder's own messages can
// quote the file, so that only their line is kept.
func (s *scanner) failed(err error) error {
	line, _ := s.decoder.InputPos()
	var refused *Error
	switch fault := s.source.err; {
	case errors.Is(fault, context.Canceled), errors.Is(fault, context.DeadlineExceeded):
		return fault
	case errors.As(fault, &refused):
		refused.Line = line
		return refused
	case fault != nil:
		return &Error{
			Line: line, What: "the file can't be read further: " + fault.Error(),
			Try: "make sure that the file is whole and still in its place", cause: fault,
		}
	case errors.Is(err, io.EOF):
		return io.EOF
	}
	var syntax *xml.SyntaxError
	if !errors.As(err, &syntax) {
		return &Error{
			Line: line, What: "the XML declaration isn't one that can be read",
			Try: `start the file with <?xml version="1.0" encoding="utf-8"?>`,
		}
	}
	return s.malformed(syntax)
}

// malformed explains a fault in the XML itself.
func (s *scanner) malformed(syntax *xml.SyntaxError) error {
	switch {
	case s.source.ended:
		return &Error{
			Line: syntax.Line, What: "the file ends before </Message>: it is cut short",
			Try: "copy or download the file again; if it is no longer, export it again",
		}
	case strings.HasPrefix(syntax.Msg, "invalid UTF-8"):
		return &Error{Line: syntax.Line, What: "the text isn't in the encoding that the file declares", Try: tryUTF8}
	case strings.HasPrefix(syntax.Msg, "illegal character"):
		return &Error{
			Line: syntax.Line, What: "the file holds a character that XML doesn't allow",
			Try: tryExport,
		}
	default:
		return &Error{
			Line: syntax.Line, What: "the XML isn't well formed",
			Try: "close each element by its own name, and write & as &amp; and < as &lt; inside text",
		}
	}
}

// Package fault holds the errors that a user sees: what happened and where,
// what to try, and which exit code the program leaves with.
package fault

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"syscall"
)

// Kind says who has to act; each has its own exit code.
type Kind int

// The kinds of fault, in the order of their exit codes.
const (
	Failed     Kind = 1 // the program could not do its work
	Usage      Kind = 2 // a flag, an argument or the configuration is wrong
	Extract    Kind = 3 // an extract is missing, empty or cannot be read as one
	Quality    Kind = 4 // the data-quality gate refused
	Disclosure Kind = 5 // the disclosure audit refused
	Locked     Kind = 6 // another run holds the lock
)

// Error is a fault with its advice. What never holds a case or person id.
type Error struct {
	Kind Kind
	What string // what happened, and where
	Try  string // what to do about it; may be empty
	Err  error  // the cause, for errors.Is; its text is not printed
}

func (e *Error) Error() string { return e.What }

// Unwrap gives the cause.
func (e *Error) Unwrap() error { return e.Err }

// New makes a fault; what and try are complete phrases.
func New(kind Kind, what, try string) *Error {
	return &Error{Kind: kind, What: what, Try: try}
}

// Wrap makes a fault out of a cause, whose text is kept out of the message.
func Wrap(kind Kind, err error, what, try string) *Error {
	return &Error{Kind: kind, What: what, Try: try, Err: err}
}

// Usagef is a usage fault without further advice.
func Usagef(format string, args ...any) *Error {
	return New(Usage, fmt.Sprintf(format, args...), "")
}

// KindOf gives the kind of an error: Failed unless it says otherwise.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return Failed
}

// Hint gives the advice that goes with an error, or nothing.
func Hint(err error) string {
	var e *Error
	switch {
	case errors.As(err, &e):
		return e.Try
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		return noSpace
	case errors.Is(err, syscall.EFBIG):
		return "raise the limit on the size of files (ulimit -f); " + asItWas
	case errors.Is(err, fs.ErrPermission), errors.Is(err, syscall.EROFS):
		return "check who may read and write there"
	}
	return ""
}

const (
	asItWas = "what was published stays as it was"
	noSpace = "make space on that disk; " + asItWas
)

// Plain puts what the system says of a file into words: what is wrong and with
// which file. A fault stays as it is, and so does any other error.
func Plain(err error) error {
	var told *Error
	var file *fs.PathError
	var files *os.LinkError
	if err == nil || errors.As(err, &told) {
		return err
	}
	path := ""
	switch {
	case errors.As(err, &file):
		path = file.Path
	case errors.As(err, &files):
		path = files.New
	}
	var what string
	switch {
	case path == "":
		return err
	case errors.Is(err, syscall.ENOSPC), errors.Is(err, syscall.EDQUOT):
		what = "there is no space for " + path
	case errors.Is(err, syscall.EFBIG):
		what = path + " would be larger than a file may be here"
	case errors.Is(err, syscall.EROFS):
		what = "cannot write " + path + ": the disk can only be read"
	case errors.Is(err, fs.ErrPermission):
		what = "cannot read or write " + path + ": that is not allowed"
	default:
		return err
	}
	return Wrap(Failed, err, what, Hint(err))
}

package fault_test

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
	"testing"

	"ehcp/pipeline/fault"
)

func TestNearest(t *testing.T) {
	t.Parallel()
	words := []string{"received_date", "area", "team", "case_id", "plan_issued_date"}
	for _, c := range []struct{ word, want string }{
		{"received_date", "received_date"},
		{"recieved_date", "received_date"},
		{"Received Date", "received_date"},
		{"AREA", "area"},
		{"are", "area"},
		{"caseid", "case_id"},
		{"plan_issue_date", "plan_issued_date"},
		{"xyz", ""},
		{"", ""},
		{"q", ""},
		{"tame", "team"},
		{"aera", "area"},
	} {
		if got := fault.Nearest(c.word, words); got != c.want {
			t.Errorf("Nearest(%q) = %q, want %q", c.word, got, c.want)
		}
	}
	if got := fault.Nearest("area", nil); got != "" {
		t.Errorf("Nearest of no words = %q", got)
	}
}

func TestNearestTakesTheFirstOfEquals(t *testing.T) {
	t.Parallel()
	if got := fault.Nearest("bat", []string{"cat", "hat"}); got != "cat" {
		t.Errorf("Nearest = %q, want the first of two that are as near", got)
	}
}

func TestFault(t *testing.T) {
	t.Parallel()
	err := fmt.Errorf("outside: %w",
		fault.Wrap(fault.Extract, io.ErrUnexpectedEOF, "a.csv is cut short", "export it again"))
	if fault.KindOf(err) != fault.Extract || fault.Hint(err) != "export it again" || !errors.Is(err, io.ErrUnexpectedEOF) {
		t.Errorf("kind %d, hint %q, error %v", fault.KindOf(err), fault.Hint(err), err)
	}
	if got := err.Error(); got != "outside: a.csv is cut short" {
		t.Errorf("message is %q: the cause has no place in it", got)
	}
	if fault.KindOf(io.EOF) != fault.Failed || fault.Hint(io.EOF) != "" {
		t.Errorf("any other error has kind %d and hint %q", fault.KindOf(io.EOF), fault.Hint(io.EOF))
	}
	for _, known := range []error{syscall.ENOSPC, syscall.EACCES} {
		if fault.Hint(fmt.Errorf("write: %w", &fs.PathError{Op: "write", Path: "x", Err: known})) == "" {
			t.Errorf("there is no hint for %v", known)
		}
	}
	if got := fault.Usagef("%d is wrong", 7); got.Kind != fault.Usage || got.What != "7 is wrong" || got.Unwrap() != nil {
		t.Errorf("Usagef gives %+v", got)
	}
	joined := errors.Join(fault.New(fault.Quality, "refused", "mend"), io.EOF)
	if fault.KindOf(joined) != fault.Quality || fault.Hint(joined) != "mend" {
		t.Errorf("joined: kind %d, hint %q", fault.KindOf(joined), fault.Hint(joined))
	}
}

func TestKindsAreExitCodes(t *testing.T) {
	t.Parallel()
	for kind, code := range map[fault.Kind]int{
		fault.Failed: 1, fault.Usage: 2, fault.Extract: 3, fault.Quality: 4, fault.Disclosure: 5, fault.Locked: 6,
	} {
		if int(kind) != code {
			t.Errorf("kind %d, want the exit code %d", kind, code)
		}
	}
}

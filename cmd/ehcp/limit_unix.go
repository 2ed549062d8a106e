//go:build unix

package main

import (
	"os/signal"
	"syscall"
)

// endureFileLimit lets a write beyond the limit on the size of files fail, which
// is told and cleared up after. The system would end the program there and then:
// the database writes on threads of its own, where Go does not catch the signal.
func endureFileLimit() { signal.Ignore(syscall.SIGXFSZ) }

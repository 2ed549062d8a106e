package pipeline_test

import (
	"os"
	"path/filepath"
	"sync"
	"testing"
)

// sharedFolder holds the runs that several tests look at. TestMain makes and
// removes it: the folder of a test goes when that test ends.
var sharedFolder string

// A sharedRun is published by the first test that asks for it, into a folder of
// its name. The tests only read what is there.
type sharedRun struct {
	name string
	lock sync.Mutex
	run  published
}

var (
	sampleShared    = sharedRun{name: "sample"}
	protectedShared = sharedRun{name: "protected"}
	publicAllShared = sharedRun{name: "public-all"}
	booksShared     = sharedRun{name: "books"}
)

// get gives the run, which make publishes into a folder where there is none yet.
func (s *sharedRun) get(t *testing.T, make func(folder string) published) published {
	t.Helper()
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.run.Result == nil {
		folder := filepath.Join(sharedFolder, s.name)
		if err := os.MkdirAll(folder, 0o700); err != nil {
			t.Fatal(err)
		}
		s.run = make(folder)
	}
	return s.run
}

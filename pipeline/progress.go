package pipeline

import (
	"sync"

	"ehcp/pipeline/extract"
	"ehcp/pipeline/warehouse"
)

// begins tells that a step begins, and how to ask how much of it is done; nil is
// a step of which nothing is known.
func (j *job) begins(name string, share func() (float64, bool)) {
	if j.o.Begins == nil {
		return
	}
	if share == nil {
		share = func() (float64, bool) { return 0, false }
	}
	j.o.Begins(name, share)
}

// shareOf is how much of a step is done, for the one of which that is measured.
func (j *job) shareOf(step string) func() (float64, bool) {
	if step == "extract" {
		return j.loading.share
	}
	return nil
}

// loading is how far the extracts have been read, by their bytes. The share is
// asked for while they are.
type loading struct {
	mu     sync.Mutex
	db     *warehouse.DB
	source *extract.Source // the one that is being read; nil between them
	all    int64           // bytes of all extracts
	before int64           // bytes of those that have been read
	most   float64         // that was told: it never falls
	known  bool            // how much of this one has been read
}

// reads notes that an extract is being read.
func (l *loading) reads(db *warehouse.DB, all []*extract.Source, s *extract.Source) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.db, l.source, l.known, l.all = db, s, false, 0
	for _, one := range all {
		l.all += bytesOf(one)
	}
}

// ended notes that the rows of an extract have been taken, be it from the store.
func (l *loading) ended(s *extract.Source) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.source, l.before = nil, l.before+bytesOf(s)
}

// share is how much of all extracts has been read, from 0 to 1. It is not ok
// while one is read of which that is not known: a workbook, which a library
// reads. What DuckDB reads where it stands it measures itself.
func (l *loading) share() (float64, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.source == nil || l.all == 0 {
		return 0, false
	}
	share, ok := l.source.Share()
	if !l.source.KeepsLines() {
		share, ok = l.db.Progress()
	}
	if ok {
		l.known = true
		l.most = max(l.most, (float64(l.before)+share*float64(bytesOf(l.source)))/float64(l.all))
	}
	return l.most, l.known
}

// bytesOf is how long an extract is with all its files.
func bytesOf(s *extract.Source) int64 {
	sum := s.Bytes
	for _, part := range s.Parts {
		sum += part.Bytes
	}
	return sum
}

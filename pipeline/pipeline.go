// Package pipeline turns extracts into published tables and charts, in one
// straight line: extract, stage, clock, measure, evidence, protect, publish.
package pipeline

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/config"
	"ehcp/pipeline/extract"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/own"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/verdict"
	"ehcp/pipeline/warehouse"
)

// Options say what to run. Times come from the caller: nothing below the
// command reads a clock of its own.
type Options struct {
	Extracts    []string // files; none takes those of the configuration
	Config      config.Config
	ConfigPath  string    // empty when there is none
	AsAt        time.Time // from the flag; zero takes the next source
	Out         string
	Profiles    []string // public, restricted
	TablesOnly  bool     // no charts or documents
	NoHistory   bool     // take no account of earlier runs
	Force       bool     // publish what latest shows already once more
	Threads     int      // 0 is one a core, and one in all for small extracts
	MemoryLimit string
	OwnLimits   ask.Limits // of a team's query that makes a table; zero takes own.Limits
	Version     string
	Now         func() time.Time
	Began       func(runID string) // told the id once the run has one; may be nil
	Progress    func(Step)         // told of each step as it ends; may be nil
	// Begins is told of each part of a run as it begins: "look", the steps, and
	// "finish". Until the next begins, any goroutine may ask which share of it is
	// done, from 0 to 1, which is not ok where it is not known; may be nil.
	Begins func(name string, share func() (float64, bool))
	Warn   func(string)
	Note   func(string) // told of what is done beside the figures; may be nil
}

// Step is one step of the line, as the manifest and the terminal show it.
type Step struct {
	Name string `json:"name"`
	Rows int64  `json:"rows"`
	MS   int64  `json:"ms"`
}

// Result is what a run says when it is over.
type Result struct {
	RunID     string
	Folder    string // of the run
	Manifest  Manifest
	Headlines []Headline
	Unchanged bool // nothing was new: the run is the one that latest shows
}

// job is one run on its way along the line.
type job struct {
	o            Options
	db           *warehouse.DB
	sources      []*extract.Source
	loaded       []loaded    // what came of each of them
	typed        [][]*string // name and type of each staged column
	pseudonymKey []byte      // hashes national identifiers
	keyIsNew     bool        // and is in no file yet
	topics       []topic
	coded        []string // columns whose values breakdowns are made of
	asAt         time.Time
	corrections  []correction
	record       string    // folder of the record that this run follows, if there is one
	before       *Manifest // in short, of the run that wrote it, if this one is held against it
	replayed     *settings // of the run that is made again, if one is
	openCases    int64     // at the as-at date
	folder       string    // where the run is built, aside
	scratch      string    // private, for copies of extracts that are easier to read
	judged       judged
	otherSeries  []verdict.OtherSeries // that others supply, by authority and name
	told         map[toldPlace]string  // hidden counts of the public tables that are said in words to be small
	hiddenCounts []protect.HiddenCount // of the public tables
	authorities  []*authority          // in the order of their codes
	cautions     []string              // those warnings that readers of the figures should know
	loading      loading
	restricted   *aside // writes the restricted tables
	manifest     Manifest

	correctionsHash string
	own             []*own.Table // of the team's own queries, by name
}

// Run reads the extracts and publishes the tables. A run that is refused for
// its extracts or their quality leaves its manifest and data-quality files;
// only a run without an error changes what latest shows. Where latest shows what
// the run would publish, nothing is done.
func Run(ctx context.Context, o Options) (*Result, error) {
	if err := o.namesExtracts(); err != nil {
		return nil, err
	}
	lock, err := takeLock(o.Out)
	if err != nil {
		return nil, err
	}
	defer lock.release()
	j := &job{o: o, scratch: filepath.Join(o.Out, ".scratch")}
	started := o.Now()
	result, err := j.whole(ctx)
	err = fault.Plain(err)
	j.tellAttempt(ctx, started, result, err)
	return result, err
}

// whole is a run from its start to its end, under the lock.
func (j *job) whole(ctx context.Context) (*Result, error) {
	defer func() { _ = os.RemoveAll(j.scratch) }()
	if err := cmp.Or(j.settle(), j.clearScratch()); err != nil {
		return nil, err
	}
	if err := j.readOwn(ctx); err != nil {
		return nil, err
	}
	j.begins("look", nil)
	if err := j.look(ctx); err != nil {
		return nil, err
	}
	if same, err := j.nothingNew(); err != nil || same != nil {
		return same, err
	}
	if err := j.open(); err != nil {
		return nil, err
	}
	result, err := j.run(ctx)
	if err != nil {
		j.abandon(ctx, err)
		return nil, err
	}
	j.retire()
	return result, nil
}

// namesExtracts refuses to start without anything to read.
func (o Options) namesExtracts() error {
	if len(o.Extracts) == 0 && len(o.Config.Extracts) == 0 {
		return fault.New(fault.Usage, "no extract was named", "name it behind the command, or list them under extracts: in ehcp.yaml")
	}
	return nil
}

// clearScratch makes the private folder for copies, which the lock keeps for
// this run alone; what a killed run left in it goes.
func (j *job) clearScratch() error {
	if err := errors.Join(os.RemoveAll(j.scratch), os.MkdirAll(j.scratch, 0o700)); err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write to "+j.o.Out, "check who may write there, and the space left")
	}
	return nil
}

// run is the straight line, to its end.
func (j *job) run(ctx context.Context) (*Result, error) {
	defer func() { j.restricted.drop() }()
	if err := j.steps(ctx); err != nil {
		return nil, err
	}
	if err := j.step(ctx, "keep", j.keep); err != nil {
		return nil, err
	}
	j.begins("finish", nil)
	return j.finish(ctx)
}

// steps are the straight line.
func (j *job) steps(ctx context.Context) error {
	for _, step := range []struct {
		name string
		do   func(context.Context) (int64, error)
	}{
		{"extract", j.extract},
		{"stage", j.stage},
		{"clock", j.clock},
		{"measure", j.measure},
		{"evidence", j.evidence},
		{"check", j.check},
		{"protect", j.protect},
		{"publish", j.publish},
	} {
		if err := j.step(ctx, step.name, step.do); err != nil {
			return err
		}
	}
	return nil
}

// step runs one step and records how long it took.
func (j *job) step(ctx context.Context, name string, do func(context.Context) (int64, error)) error {
	started := j.o.Now()
	j.begins(name, j.shareOf(name))
	rows, err := do(ctx)
	if err != nil {
		return err
	}
	done := Step{Name: name, Rows: rows, MS: j.o.Now().Sub(started).Milliseconds()}
	j.manifest.Steps = append(j.manifest.Steps, done)
	if j.o.Progress != nil {
		j.o.Progress(done)
	}
	return nil
}

// look opens the extracts, and says which day's picture is taken of them.
func (j *job) look(ctx context.Context) error {
	if err := j.openSources(ctx); err != nil {
		j.refuseUnopened(ctx, err)
		return err
	}
	if err := j.readCorrections(); err != nil {
		return err
	}
	asAt, err := j.resolveAsAt()
	if err != nil {
		return err
	}
	if asAt.Year() < 1990 || asAt.Year() > 2200 {
		return fault.Usagef("the as-at date %s is not between 1990 and 2200", asAt.Format(time.DateOnly))
	}
	if err := j.freshEnough(asAt); err != nil {
		j.refuseUnopened(ctx, err)
		return err
	}
	j.asAt = asAt
	return nil
}

// open begins the run's folder and manifest.
func (j *job) open() error {
	if err := j.begin(); err != nil {
		return err
	}
	if j.o.Began != nil {
		j.o.Began(j.manifest.RunID)
	}
	if newest, _ := j.latestDates(); !newest.IsZero() && j.asAt.After(newest) {
		j.caution(fmt.Sprintf("the as-at date is %d days after the newest extract: cases that have ended since still count as open",
			int(j.asAt.Sub(newest).Hours()/24)))
	}
	return nil
}

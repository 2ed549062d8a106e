package runs

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Building begins the name of a run's folder while it is being built.
const Building = ".building-"

// The states that a monitor tells apart.
const (
	Good = "good"
	Late = "late"   // no run has ended well for too long
	Bad  = "failed" // the last run did not end well
	None = "none"   // there is no run that can be read
)

// Health is what a monitor wants to know of the runs in a folder.
type Health struct {
	State       string     `json:"state"`
	Problems    []string   `json:"problems"` // in words; none when good
	LastGood    *Shown     `json:"last_good"`
	LastAttempt *Attempt   `json:"last_attempt"`
	LastFailure *Failure   `json:"last_failure"`
	NextDue     *time.Time `json:"next_due"`
	UnderWay    *time.Time `json:"under_way"` // the start of a run that has not ended, or was killed
}

// Shown is the run that latest shows.
type Shown struct {
	RunID      string    `json:"run_id"`
	AsAt       string    `json:"as_at"`
	Published  time.Time `json:"published"`
	Confirmed  time.Time `json:"confirmed"`   // when a run last ended well, be it for want of anything new
	AgeSeconds int64     `json:"age_seconds"` // since then
}

// Failure is the last run that did not end well.
type Failure struct {
	At      time.Time `json:"at"`
	Outcome string    `json:"outcome"`
	Reason  string    `json:"reason"`
	RunID   string    `json:"run_id,omitempty"` // where it left a folder
}

// Expected is what a monitor holds runs against.
type Expected struct {
	Every  time.Duration // between the starts of runs; 0 says nothing of the next
	MaxAge time.Duration // since a run ended well; 0 is one and a half times Every
}

// Check says how the runs of the folder out are at a time.
func Check(out string, at time.Time, e Expected) Health {
	h := Health{State: Good, Problems: []string{}}
	list := List(out)
	last, attempted := lastOf(out, list)
	if attempted {
		h.LastAttempt = &last
	}
	h.LastFailure = failureOf(list, last, attempted)
	h.UnderWay = underWay(out, last)
	for _, r := range list {
		if r.Shown && r.Status == Published {
			h.LastGood = &Shown{RunID: r.ID, AsAt: r.AsAt, Published: r.Finished, Confirmed: r.Finished}
		}
	}
	if h.LastGood == nil {
		h.State = None
		h.Problems = append(h.Problems, "no run that was published can be read in "+out)
	} else {
		h.hold(at, e, last, attempted)
	}
	if attempted && !last.Well() {
		if h.State != None {
			h.State = Bad
		}
		h.Problems = append(h.Problems, fmt.Sprintf("the last run, of %s, ended as %s%s", stamp(last.Started), last.Outcome, because(last.Reason)))
	}
	return h
}

// hold works out the age of what is shown, and when the next run is due.
func (h *Health) hold(at time.Time, e Expected, last Attempt, attempted bool) {
	from, _ := StartOf(h.LastGood.RunID)
	if attempted && last.Well() && last.Finished.After(h.LastGood.Confirmed) {
		h.LastGood.Confirmed, from = last.Finished, last.Started
	}
	age := max(at.Sub(h.LastGood.Confirmed), 0)
	h.LastGood.AgeSeconds = int64(age.Seconds())
	if e.Every > 0 {
		due := from.Add(e.Every).UTC()
		h.NextDue = &due
	}
	if e.MaxAge == 0 {
		e.MaxAge = e.Every * 3 / 2
	}
	if e.MaxAge > 0 && age > e.MaxAge {
		h.State = Late
		h.Problems = append(h.Problems, fmt.Sprintf("no run has ended well since %s", stamp(h.LastGood.Confirmed)))
	}
}

// lastOf is the last attempt that left word or a run, whichever is later.
func lastOf(out string, list []Run) (Attempt, bool) {
	last, err := LastAttempt(out)
	known := err == nil
	if len(list) == 0 {
		return last, known
	}
	newest := list[len(list)-1]
	if started, ok := StartOf(newest.ID); ok && (!known || started.After(last.Finished)) {
		return Attempt{started, newest.Finished, newest.Status, newest.Reason, ""}, true
	}
	return last, known
}

// failureOf is the last attempt if it failed, else the newest run that was
// refused and is kept.
func failureOf(list []Run, last Attempt, attempted bool) *Failure {
	failed := attempted && !last.Well()
	f := Failure{At: last.Finished, Outcome: last.Outcome, Reason: last.Reason}
	for _, r := range slices.Backward(list) {
		started, ok := StartOf(r.ID)
		switch {
		case !ok || r.Status == Published:
			continue
		case !failed:
			at := r.Finished
			if at.IsZero() {
				at = started // its manifest cannot be read
			}
			return &Failure{at, r.Status, r.Reason, r.ID}
		case !started.Before(last.Started):
			f.RunID = r.ID
		}
		return &f
	}
	if !failed {
		return nil
	}
	return &f
}

// underWay is the start of a run that is being built, if it began after the last
// attempt ended.
func underWay(out string, last Attempt) *time.Time {
	entries, err := os.ReadDir(filepath.Join(out, "runs"))
	if err != nil {
		return nil
	}
	for _, entry := range entries {
		id, found := strings.CutPrefix(entry.Name(), Building)
		if started, ok := StartOf(id); found && ok && started.After(last.Finished) {
			return &started
		}
	}
	return nil
}

func stamp(t time.Time) string { return t.UTC().Format("2006-01-02 15:04 UTC") }

func because(reason string) string {
	if reason == "" {
		return ""
	}
	return ": " + reason
}

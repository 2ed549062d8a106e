package sample

import (
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// Written is one extract that was written, and its rows, the header not counted.
type Written struct {
	Path string
	Rows int
}

// list is an extract that goes with the cases of the kent profile: what else a council knows of them.
type list struct {
	name   string
	header []string
	// write hands over the rows, with every date moved by some days.
	write func(k kent, row func(...string) error) error
}

// kent is what lists of the profile are made from.
type kent struct {
	requests []*request
	seed     uint64
	asAt     day // the calibrated one
	move     day // from it to the day of the extract
}

// date writes a day, moved; blank for one that is none or that the extract cannot know.
func (k kent) date(d day) string {
	if d == 0 || d > k.asAt {
		return ""
	}
	return (d + k.move).String()
}

// ahead writes a day that may lie after that of the extract.
func (k kent) ahead(d day) string {
	if d == 0 {
		return ""
	}
	return (d + k.move).String()
}

func lists() []list {
	return []list{
		adviceList(), plansList(), auditsList(), feedbackList(), appealsList(), actionsList(), reviewList(), transferList(),
		benchmarkList(), settingList(), attendedList(), populationList(), otherSeriesList(),
	}
}

// WriteLists writes the lists that go with the cases of the kent profile into dir: advice and so on, as
// advice_<as-at>.csv.gz. The options are those that wrote the cases.
func WriteLists(ctx context.Context, dir string, o Options) (written []Written, err error) {
	if o, err = o.withDefaults(); err != nil {
		return nil, err
	}
	if o.Profile != ProfileKent {
		return nil, fmt.Errorf("the profile %s has no lists beside its cases", o.Profile)
	}
	calibrated, err := calibrated(o.Seed)
	if err != nil {
		return nil, fmt.Errorf("build the kent profile with seed %d: %w", o.Seed, err)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("make the folder for the sample: %w", err)
	}
	k := kent{seed: o.Seed, asAt: calibratedAsAt(), move: dayOf(o.AsAt) - calibratedAsAt()}
	for r := range drawn(calibrated, o) {
		k.requests = append(k.requests, r)
	}
	for _, l := range lists() {
		path := filepath.Join(dir, l.name+"_"+dayOf(o.AsAt).String()+".csv.gz")
		rows, err := replaceFile(path, func(w io.Writer) (int, error) { return l.writeTo(ctx, w, k) })
		if err != nil {
			return nil, fmt.Errorf("write sample extract %s: %w", path, err)
		}
		written = append(written, Written{path, rows})
	}
	return written, nil
}

func (l list) writeTo(ctx context.Context, w io.Writer, k kent) (int, error) {
	return writeZipped(w, l.header, func(out *csv.Writer) (rows int, err error) {
		err = l.write(k, func(cells ...string) error {
			rows++
			return errors.Join(ctx.Err(), out.Write(cells))
		})
		return rows, err
	})
}

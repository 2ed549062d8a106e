// Package sample writes synthetic extracts of education, health and care needs assessments.
// Every child in them is invented: there are no names, and ids are running numbers.
//
// The plain profile is a stream of any length for benchmarks. The kent profile is a county whose totals are
// those that the Department for Education and Kent County Council published for 2023 and 2024.
package sample

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

// The profiles that Write knows.
const (
	ProfileKent  = "kent"
	ProfilePlain = "plain"
)

// Options says what to write. The zero value is the kent profile at its own size, date and seed.
type Options struct {
	// Cases is the number of cases; 0 is the profile's own size. A kent extract of another size is drawn from
	// the calibrated cases with replacement, under new ids, and its totals no longer hold.
	Cases int
	// Seed picks the random numbers; the same seed gives the same bytes. 0 is seed 1.
	Seed uint64
	// AsAt is the day at whose end the picture is taken; the zero time is 31 December 2024. A kent extract as
	// at another day has every date moved by the whole number of days between the two, and its totals,
	// which are those of calendar years, no longer hold.
	AsAt time.Time
	// Profile is "kent" or "plain"; empty is kent.
	Profile string
}

// Write makes dir if need be and writes one extract into it: assessments_<as-at>.csv for the plain profile,
// assessments_<as-at>.csv.gz for kent. It returns the extract's path and its rows, the header not counted.
// A file of that name is replaced only when the new one is whole.
func Write(ctx context.Context, dir string, o Options) (path string, rows int, err error) {
	o, err = o.withDefaults()
	if err != nil {
		return "", 0, err
	}
	asAt := dayOf(o.AsAt)
	write, name := writePlain, "assessments_"+asAt.String()+".csv"
	if o.Profile == ProfileKent {
		write, name = writeKent, name+".gz"
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", 0, fmt.Errorf("make the folder for the sample: %w", err)
	}
	path = filepath.Join(dir, name)
	rows, err = replaceFile(path, func(w io.Writer) (int, error) { return write(ctx, w, o, asAt) })
	if err != nil {
		return "", 0, fmt.Errorf("write sample extract %s: %w", path, err)
	}
	return path, rows, nil
}

func (o Options) withDefaults() (Options, error) {
	if o.Profile == "" {
		o.Profile = ProfileKent
	}
	if o.Profile != ProfileKent && o.Profile != ProfilePlain {
		return o, fmt.Errorf("unknown sample profile %q: use %s or %s", o.Profile, ProfileKent, ProfilePlain)
	}
	if o.Cases < 0 {
		return o, fmt.Errorf("sample of %d cases: the number of cases cannot be negative", o.Cases)
	}
	if o.Seed == 0 {
		o.Seed = 1
	}
	if o.AsAt.IsZero() {
		o.AsAt = time.Date(2024, time.December, 31, 0, 0, 0, 0, time.UTC)
	}
	if year := o.AsAt.Year(); year < 1980 || year > 9000 {
		return o, fmt.Errorf("sample as at %s: the year must be from 1980 to 9000", o.AsAt.Format(time.DateOnly))
	}
	return o, nil
}

// replaceFile writes beside path and renames, so that nobody ever reads half an extract.
func replaceFile(path string, write func(io.Writer) (int, error)) (rows int, err error) {
	file, err := os.CreateTemp(filepath.Dir(path), ".sample-*")
	if err != nil {
		return 0, err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(file.Name()))
		}
	}()
	rows, err = write(file)
	if err != nil {
		return 0, errors.Join(err, file.Close())
	}
	// A temporary file is private to its owner; an invented extract need not be.
	if err := file.Chmod(0o644); err != nil {
		return 0, errors.Join(err, file.Close())
	}
	if err := file.Close(); err != nil {
		return 0, err
	}
	return rows, os.Rename(file.Name(), path)
}

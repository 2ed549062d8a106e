package pipeline

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"ehcp/pipeline/evidence"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/protect"
	"ehcp/pipeline/verdict"
	"ehcp/pipeline/workbook"
)

// The other series of the plan are figures that others supply. They are read, drawn
// and protected as they came: nothing is counted from cases.

// mostSeries is how many an authority may have: more is a column of another kind
// mapped to series, and each is drawn and stands in the documents.
const mostSeries = 100

// readOtherSeries reads the series of all authorities, in order of their codes and
// names.
func (j *job) readOtherSeries(ctx context.Context) ([]verdict.OtherSeries, error) {
	if !j.has("series") {
		return nil, nil
	}
	_, rows, err := j.db.Text(ctx, "select authority_code, authority_name, series, unit, supplied_by, better, target, "+
		"date, value, numerator, denominator, rebase from series_points order by authority_code, series, date")
	if err != nil {
		return nil, err
	}
	var all []verdict.OtherSeries
	for i, row := range rows {
		if i == 0 || *row[0] != *rows[i-1][0] || *row[2] != *rows[i-1][2] {
			o := verdict.OtherSeries{
				AuthorityCode: *row[0], AuthorityName: *row[1], Name: *row[2],
				Unit: lineOf(row[3]), SuppliedBy: lineOf(row[4]), Better: directionOf(row[5]),
			}
			if o.Target, err = numberOf(row[6]); err != nil {
				return nil, err
			}
			all = append(all, o)
		}
		p, err := otherPoint(row[7:])
		if err != nil {
			return nil, err
		}
		last := &all[len(all)-1]
		last.Points = append(last.Points, p)
	}
	return all, namePictures(all)
}

// otherPoint reads a date, its figures and the reason of a rebase.
func otherPoint(cells []*string) (p verdict.OtherPoint, err error) {
	if p.Date, err = time.Parse(time.DateOnly, *cells[0]); err != nil {
		return p, err
	}
	if p.Value, err = numberOf(cells[1]); err != nil {
		return p, err
	}
	for i, count := range []**int64{&p.Part, &p.Whole} {
		if cells[2+i] == nil {
			continue
		}
		n, err := strconv.ParseInt(*cells[2+i], 10, 64)
		if err != nil {
			return p, err
		}
		*count = &n
	}
	p.Rebase = lineOf(cells[4])
	return p, nil
}

func numberOf(cell *string) (*float64, error) {
	if cell == nil {
		return nil, nil
	}
	n, err := strconv.ParseFloat(*cell, 64)
	return &n, err
}

func lineOf(cell *string) string {
	if cell == nil {
		return ""
	}
	return workbook.OneLine(*cell)
}

func directionOf(better *string) evidence.Direction {
	return map[string]evidence.Direction{"": evidence.Neutral, "higher": evidence.Increase, "lower": evidence.Decrease}[lineOf(better)]
}

// namePictures gives every series of an authority a name for its chart's files that
// no other has, whatever they are called and however many there are.
func namePictures(all []verdict.OtherSeries) error {
	shared, series := map[[2]string]int{}, map[string]int{}
	for _, o := range all {
		name, _ := slugOf(o.Name)
		shared[[2]string{o.AuthorityCode, name}]++
		if series[o.AuthorityCode]++; series[o.AuthorityCode] > mostSeries {
			return fault.Usagef("an authority has more than %d series; the column series names them", mostSeries)
		}
	}
	taken := map[[2]string]bool{}
	for i, o := range all {
		const digits = 8
		name, _ := slugOf(o.Name)
		isTaken, sum := shared[[2]string{o.AuthorityCode, name}] > 1, sha256.Sum256([]byte(o.Name))
		all[i].Picture = "series-" + name
		for n := digits; isTaken || taken[[2]string{o.AuthorityCode, all[i].Picture}]; n += digits {
			all[i].Picture, isTaken = "series-"+name+"-"+hex.EncodeToString(sum[:])[:n], false
		}
		taken[[2]string{o.AuthorityCode, all[i].Picture}] = true
	}
	return nil
}

// addOtherSeries adds the rows of the other series as the restricted profile has
// them, with what the public may not see of them. Each authority has its baseline.
func (j *job) addOtherSeries(said judged, baselines map[string]verdict.Baseline, sparing verdict.Sparing) {
	for _, o := range j.otherSeries {
		points, summary := o.Rows(j.asAt, baselines[o.AuthorityCode], sparing)
		said.add("other_series", o.AuthorityCode, points)
		said.add("other_series_summary", o.AuthorityCode, []verdict.Row{summary})
	}
}

// listHiddenSeries adds the figures that the public may not see to the list of hidden
// counts, and counts them among the small ones.
func (j *job) listHiddenSeries() {
	for _, o := range j.otherSeries {
		for _, date := range o.HiddenDates(j.sparing()) {
			place := fmt.Sprintf("other_series, %s, %s", date.Format(time.DateOnly), o.Name)
			j.hiddenCounts = append(j.hiddenCounts, protect.HiddenCount{Place: place, Why: protect.WhySmall})
			j.manifest.Suppression.Small++
		}
	}
}

// sparing is what the public sees of numbers of people that are hidden when they
// are small.
func (j *job) sparing() verdict.Sparing {
	if j.o.Config.Disclosure.IsRounded() {
		return verdict.Sparing{}
	}
	return verdict.Sparing{MinimumCount: int64(j.o.Config.Disclosure.MinimumCount)}
}

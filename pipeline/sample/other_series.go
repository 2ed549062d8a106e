package sample

import (
	"math"
	"strconv"
)

// otherSeries is an invented series of figures that others supply.
type otherSeries struct {
	name, unit, better, target, supplier string
	back, behind                         month // how many months the oldest and the newest lie back
	months                               month // from one figure to the next
	// figure gives value, numerator and denominator of the month so many after the first; all
	// empty where there is no row.
	figure func(d dice, m month, since int) (value, part, whole string)
}

func otherSeriesOf() []otherSeries {
	count := func(d dice, mean float64, spread int) string {
		return strconv.Itoa(int(mean) + d.between(-spread, spread))
	}
	return []otherSeries{
		{
			// Two more therapists from the fourteenth month on.
			"Wait for speech and language therapy", "weeks", "lower", "18", "Sample community health trust", 23, 1, 1,
			func(d dice, _ month, since int) (string, string, string) {
				weeks := 24 + d.NormFloat64()*0.9 - 0.45*float64(max(0, since-13))
				return strconv.FormatFloat(math.Round(weeks*10)/10, 'f', 1, 64), "", ""
			},
		},
		{
			"School sessions missed by pupils with a plan", "", "lower", "", "Sample attendance service", 23, 1, 1,
			func(d dice, m month, since int) (string, string, string) {
				if m%12 == 7 { // August has no school
					return "", "", ""
				}
				sessions := 380_000 + 1_500*since + d.between(-4_000, 4_000)
				return "", strconv.Itoa(int(float64(sessions) * (0.128 + 0.004*d.NormFloat64()))), strconv.Itoa(sessions)
			},
		},
		{
			"Complaints about assessments and plans", "complaints", "lower", "", "Sample customer relations team", 23, 0, 1,
			func(d dice, _ month, since int) (string, string, string) {
				return count(d, 9-0.15*float64(since), 4), "", ""
			},
		},
		{
			// One quarter was never supplied, and the newest are late.
			"Wheelchairs delivered within 18 weeks", "", "higher", "92", "Sample integrated care board", 47, 8, 3,
			func(d dice, _ month, since int) (string, string, string) {
				if since == 33 {
					return "", "", ""
				}
				ordered := d.between(52, 74)
				return "", strconv.Itoa(ordered - d.between(7, 14)), strconv.Itoa(ordered)
			},
		},
	}
}

// otherSeriesList are figures that others supply. They lie in months before the day of the extract,
// wherever that is moved to.
func otherSeriesList() list {
	return list{
		name:   "series",
		header: []string{"date", "series", "value", "numerator", "denominator", "unit", "better", "target", "supplied_by"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamOtherSeries)
			newest := (k.asAt + k.move + 1).month() - 1 // the last month that is over
			for _, s := range otherSeriesOf() {
				for m := newest - s.back; m <= newest-s.behind; m++ {
					if m%s.months != 0 {
						continue
					}
					value, part, whole := s.figure(d, m, int(m-newest+s.back))
					if value+part == "" {
						continue
					}
					if err := row(m.first().String(), s.name, value, part, whole, s.unit, s.better, s.target, s.supplier); err != nil {
						return err
					}
				}
			}
			return nil
		},
	}
}

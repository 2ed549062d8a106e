package sample

import (
	"fmt"
	"strconv"
	"time"
)

// A setting is one that children attend. Its number is one that no real setting has.
type setting struct {
	urn, pupils       int
	kind, phase, area string
	trained           day     // 0 of one that took no part
	asks              float64 // how likely a child who is asked about attends it, before any training
}

// kindsOfSettings are how many of each kind there are, and their pupils from and to.
func kindsOfSettings() []struct {
	phase, kind      string
	number, low, top int
} {
	return []struct {
		phase, kind      string
		number, low, top int
	}{
		{"Early years", "Early years", 260, 20, 70},
		{"Early years", "Mainstream", 60, 26, 78},
		{"Primary", "Mainstream", 450, 90, 480},
		{"Primary", "Special", 10, 80, 240},
		{"Secondary", "Mainstream", 100, 650, 1500},
		{"Secondary", "Special", 14, 120, 320},
		{"Post-16", "Further education", 6, 2500, 6000},
		{"Post-16", "Mainstream", 70, 120, 350},
		{"Post-16", "Special", 4, 30, 90},
	}
}

// settingsOf are the county's. Those that asked more before take up training more
// often, so that the trained are no fair sample of all.
func settingsOf(seed uint64) (all []setting) {
	d := newDice(seed, streamSettings)
	courses := []day{
		on(2024, time.February, 7), on(2024, time.March, 20), on(2024, time.June, 12), on(2024, time.October, 9), on(2024, time.November, 20),
	}
	for _, k := range kindsOfSettings() {
		for range k.number {
			s := setting{urn: 900001 + len(all), phase: k.phase, kind: k.kind, pupils: d.between(k.low, k.top), area: d.code([]choice{
				{"North Sample", 1}, {"East Sample", 1}, {"South Sample", 1}, {"West Sample", 1},
			})}
			eager := d.ExpFloat64()
			s.asks = float64(s.pupils) * (0.3 + eager)
			if d.chance(min(0.8, 0.15+0.2*eager)) {
				s.trained = courses[d.IntN(len(courses))]
			}
			all = append(all, s)
		}
	}
	return all
}

// settingList is every setting, and which took part in training.
func settingList() list {
	return list{
		name:   "settings",
		header: []string{"setting_urn", "setting_type", "phase", "area", "pupils", "trained_date"},
		write: func(k kent, row func(...string) error) error {
			for _, s := range settingsOf(k.seed) {
				if err := row(strconv.Itoa(s.urn), s.kind, s.phase, s.area, strconv.Itoa(s.pupils), k.date(s.trained)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// attendedList is the setting of every child who had one. After its training a
// setting is a little less likely to be asked about.
func attendedList() list {
	return list{
		name:   "case_settings",
		header: []string{"case_id", "attended_urn"},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamAttended)
			settings := settingsOf(k.seed)
			for _, r := range k.requests {
				urn := d.attended(settings, r)
				if urn == 0 {
					continue
				}
				if err := row(fmt.Sprintf("S%06d", r.number), strconv.Itoa(urn)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// attended is the setting of a child; 0 for none. One in a hundred has closed since.
func (d dice) attended(settings []setting, r *request) int {
	if d.chance(0.02) {
		return 0
	}
	if d.chance(0.01) {
		return 999998
	}
	weights, any := make([]float64, len(settings)), false
	for i, s := range settings {
		if s.phase != r.phase || s.kind != r.setting {
			continue
		}
		any = true
		weights[i] = s.asks
		if s.area == r.area {
			weights[i] *= 8
		}
		if s.trained != 0 && s.trained <= r.received {
			weights[i] *= 0.85
		}
	}
	if !any {
		return 0
	}
	return settings[d.one(weights)].urn
}

// populationList is how many children and young people up to 25 there are, in the
// middle of every year.
func populationList() list {
	return list{
		name:   "populations",
		header: []string{"population_date", "area", "population"},
		write: func(k kent, row func(...string) error) error {
			for i, year := range []int{2022, 2023, 2024} {
				all := 0
				for area, n := range []int{121400, 112900, 118300, 115800} {
					n += i * (700 + 150*area)
					all += n
					if err := row(k.date(on(year, time.June, 30)), []string{"North", "East", "South", "West"}[area]+" Sample", strconv.Itoa(n)); err != nil {
						return err
					}
				}
				if err := row(k.date(on(year, time.June, 30)), "", strconv.Itoa(all)); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

package sample

import "strconv"

// Of the figures that stand beside the county's own in the invented release.
const (
	othersInRelease = 8 // other authorities
	lateInRelease   = 2 // plans that were entered after the return had been sent
)

// benchmarkList is a release in the shape of DfE's file on timeliness, for the two years before that of the
// extract. All of it is invented: other areas have codes and names of no authority, and England's are no
// published figures.
func benchmarkList() list {
	return list{
		name: "benchmark",
		header: []string{
			"time_period", "time_identifier", "geographic_level", "country_code", "country_name", "region_code", "region_name", "new_la_code",
			"old_la_code", "la_name", "breakdown_topic", "breakdown", "plans_issued_den", "plans_issued_den_ex",
			"plans_issued_within_20_weeks", "plans_issued_20_weeks_ex", "pc_plans_issued_within_20_weeks", "pc_plans_issued_20_weeks_ex",
		},
		write: func(k kent, row func(...string) error) error {
			d := newDice(k.seed, streamBenchmark)
			others := make([]county, othersInRelease)
			for i := range others {
				others[i] = county{d.between(300, 2500), d.between(20, 80)}
			}
			year := (k.asAt + k.move).year()
			for _, y := range []int{year - 2, year - 1} {
				if err := writeRelease(k, d, y, others, row); err != nil {
					return err
				}
			}
			return nil
		},
	}
}

// county is one of the other authorities: its plans in a year, and how many of a hundred are in time.
type county struct{ plans, inTime int }

// published are the counts of one area in a year: plans and those in time, the same without exceptions.
type published struct{ plans, within, plansExcl, withinExcl int }

func (p published) add(q published) published {
	return published{p.plans + q.plans, p.within + q.within, p.plansExcl + q.plansExcl, p.withinExcl + q.withinExcl}
}

// writeRelease writes the total rows of one year: England, the region, the county and others.
func writeRelease(k kent, d dice, year int, others []county, row func(...string) error) error {
	write := func(level, regionCode, region, code, old, name string, p published) error {
		return row(strconv.Itoa(year), "Calendar year", level, "E92000001", "England (invented figures)", regionCode, region, code, old, name,
			"All EHC plans", "All EHC plans", strconv.Itoa(p.plans), strconv.Itoa(p.plansExcl), strconv.Itoa(p.within), strconv.Itoa(p.withinExcl),
			percent(p.within, p.plans), percent(p.withinExcl, p.plansExcl))
	}
	own := ownInRelease(k, year)
	areas, all := []published{own}, own
	for _, other := range others {
		plans := other.plans * d.between(92, 110) / 100
		p := published{plans: plans, within: plans * (other.inTime + d.between(-8, 8)) / 100}
		p.plansExcl, p.withinExcl = plans-plans/50, p.within-p.within/200
		areas, all = append(areas, p), all.add(p)
	}
	const region, regionName, level = "E12000008", "Region (invented figures)", "Local authority"
	if err := write("National", "", "", "", "", "", all); err != nil {
		return err
	}
	if err := write("Regional", region, regionName, "", "", "", own.add(areas[1]).add(areas[2])); err != nil {
		return err
	}
	for i, p := range areas {
		code, old, name := "E10000016", "886", "Sample county"
		if i > 0 {
			code, old, name = "E1099990"+strconv.Itoa(i), "x", "Invented county "+string(rune('A'+i-1))
		}
		if err := write(level, region, regionName, code, old, name, p); err != nil {
			return err
		}
	}
	return nil
}

// ownInRelease counts the county's plans of a year, but for those entered late.
func ownInRelease(k kent, year int) (p published) {
	for _, r := range k.requests {
		if r.planned == 0 || (r.planned+k.move).year() != year || r.afterDispute() {
			continue
		}
		one := published{plans: 1}
		if r.planned-r.start() <= in20Weeks {
			one.within = 1
		}
		if !r.isException {
			one.plansExcl, one.withinExcl = 1, one.within
		}
		p = p.add(one)
	}
	p.plans, p.plansExcl = max(0, p.plans-lateInRelease), max(0, p.plansExcl-lateInRelease)
	return p
}

// percent is a share as DfE writes it, to one decimal, rounded half up.
func percent(part, whole int) string {
	if whole == 0 {
		return "x"
	}
	tenths := (2000*part + whole) / (2 * whole)
	return strconv.Itoa(tenths/10) + "." + strconv.Itoa(tenths%10)
}

package charts

import "errors"

// Timeliness draws the percentage of issued plans that were issued within 20 weeks, leaving exceptions out and with
// them in, over light columns for the share of plans that came from the backlog. Where exceptions are not known,
// it draws one line, of all plans. At most the last 14 periods are shown.
// It reads the table timeliness, three-month periods of one authority.
func Timeliness(timeliness Table, s Setting) (Chart, error) {
	return build("timeliness", s, func(s Setting) (Chart, error) {
		values := []string{
			"plans_issued", "plans_issued_excl", "pc_within_20_weeks", "pc_within_20_weeks_excl",
			"issued_from_backlog",
		}
		columns := append(periodColumns(), values...)
		src, err := newSource(timeliness, columns, allCases("period_type", s.Range.periodType()), s.Range.noun())
		if err != nil {
			return Chart{}, err
		}
		r := rates{noun: s.Range.noun()}
		var rows []row
		if r.periods, rows, r.note, err = chosenPeriods(src, src.rows, s); err != nil {
			return Chart{}, err
		}
		if r.cells, err = src.columns(rows, values...); err != nil {
			return Chart{}, err
		}
		r.cells[backlogShare] = pairwise(share, r.cells["issued_from_backlog"], r.cells["plans_issued"])
		if !somethingToDraw(r.cells["pc_within_20_weeks"], r.cells["pc_within_20_weeks_excl"], r.cells[backlogShare]) {
			return Chart{}, errors.New("no plan was issued in the periods shown")
		}
		r.basis = basisOf(r.cells)
		if r.targets, err = targetsFor(s, "%", r.basis.targets...); err != nil {
			return Chart{}, err
		}
		if r.signals, err = newSignals(s, r.periods, r.basis.rate); err != nil {
			return Chart{}, err
		}
		if r.actions, err = newActions(s, r.periods, "pc_within_20_weeks", "pc_within_20_weeks_excl"); err != nil {
			return Chart{}, err
		}
		drawing, err := r.panel().page(s)
		if err != nil {
			return Chart{}, err
		}
		chart := r.text(s)
		chart.drawing = drawing
		return chart, nil
	})
}

// backlogShare names the percentage of issued plans that came from the backlog.
const backlogShare = "pc_issued_from_backlog"

// rates is what the timeliness chart draws.
type rates struct {
	periods []period
	// note says which periods are not drawn.
	note string
	// noun names one period.
	noun    string
	cells   map[string][]cell
	basis   basis
	targets []targetLine
	signals signals
	actions actionMarks
}

// basis says which plans the main line counts.
type basis struct {
	// rate and count name the columns of the main line and of its denominator.
	rate, count string
	// targets are the measures whose target the chart may show, the first found.
	targets []string
	// data are the columns that are drawn.
	data []string
	// said follows "within 20 weeks" wherever the words name the measure.
	said string
	// exceptionsKnown says whether the line that counts exceptions is drawn beside the one that leaves them out.
	exceptionsKnown bool
}

// basisOf leaves exceptions out, as the main measure does, unless the table does not know them in any period.
func basisOf(cells map[string][]cell) basis {
	if !somethingToDraw(cells["pc_within_20_weeks_excl"], cells["plans_issued_excl"]) {
		return basis{
			rate: "pc_within_20_weeks", count: "plans_issued",
			targets: []string{"pc_within_20_weeks"},
			data:    []string{"plans_issued", "pc_within_20_weeks", "issued_from_backlog", backlogShare},
			said:    " (exceptions are not known)",
		}
	}
	return basis{
		rate: "pc_within_20_weeks_excl", count: "plans_issued_excl",
		targets: []string{"pc_within_20_weeks_excl", "pc_within_20_weeks"},
		data: []string{
			"plans_issued", "plans_issued_excl", "pc_within_20_weeks", "pc_within_20_weeks_excl",
			"issued_from_backlog", backlogShare,
		},
		said: ", excluding exceptions,", exceptionsKnown: true,
	}
}

// panel gives the lines with the columns behind them.
func (r rates) panel() panel {
	main := series{
		name: []string{"Within", "20 weeks"}, unit: "%", cells: r.cells[r.basis.rate],
		marker: circle, stroke: stroke{colour: darkBlue, width: 2}, signs: r.signals.kinds,
	}
	lines := []series{main}
	if r.basis.exceptionsKnown {
		main.name = []string{"Excluding", "exceptions"}
		lines = []series{
			{
				name: []string{"Including", "exceptions"}, unit: "%", cells: r.cells["pc_within_20_weeks"],
				marker: square, stroke: stroke{colour: darkPink, width: 1.5, dash: []float64{3, 3}},
			},
			main,
		}
	}
	return panel{
		title:   "Percentage issued within 20 weeks (columns: from the backlog)",
		scale:   percentScale(),
		periods: r.periods,
		counts:  r.cells[r.basis.count],
		bands: []band{
			{name: []string{"From the", "backlog"}, unit: "%", cells: r.cells[backlogShare], colour: lightGrey},
		},
		lines:   lines,
		targets: r.targets,
		signals: r.signals,
		actions: r.actions,
	}
}

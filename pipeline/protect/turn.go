package protect

// turn is what a step of a timeline gains in another world.
type turn struct {
	of   *timeline
	step int
	// plans by band and those after mediation, whose band is open.
	plans              [4]int64
	mediation          int64
	started, notIssued int64
	opening, closing   [4]int64
	// more are entries and exits that no other table counts, by column.
	more [flowColumns][4]int64
}

// turnOf is what one more case of a kind does to flow.
func turnOf(u unit) (g turn) {
	for band, column := range bands() {
		g.closing[band] = u[column]
		g.plans[band] = u[planBands()[column]]
	}
	g.mediation = u["plans_issued_after_mediation_or_tribunal"]
	g.started, g.notIssued = u["received"], u["refused_after_assessment"]
	return g
}

// gain adds what happens in a step.
func (g *turn) gain(u *turn, by int64) {
	for band := range g.plans {
		g.plans[band] += by * u.plans[band]
	}
	g.mediation += by * u.mediation
	g.started += by * u.started
	g.notIssued += by * u.notIssued
}

// open adds to what is open when a step begins, close to what is when it ends.
func (g *turn) open(u *turn, by int64) {
	for band := range g.opening {
		g.opening[band] += by * u.closing[band]
	}
}

func (g *turn) close(u *turn, by int64) {
	for band := range g.closing {
		g.closing[band] += by * u.closing[band]
	}
}

// choice is what is open when a world is carried on into flow: which band plans
// after mediation and refusals are of, and by which exit what is left over goes.
type choice struct {
	band, exit, exitBand int
	// leave is by which exit cases leave in one band rather than another; 0 where
	// they move up instead.
	leave [2]int
}

// choices are those to be tried for a turn that leaves something open: those that
// the rows of its own step could have.
func (w *imagine) choices(g *turn) (all []choice) {
	at := g.of.steps[g.step]
	can := func(column, band int, by int64) bool {
		own := at.own[band]
		return own == nil || own.numbered[column] == noCell || w.s.canShift(Shift{own.numbered[column], by}, w.informed)
	}
	over := g.over() - g.mediation - g.notIssued
	for band := range 4 {
		if !can(flowPlans, band, g.mediation) || !can(flowNotIssued, band, g.notIssued) {
			continue
		}
		if over == 0 {
			all = append(all, choice{band: band, exit: flowWithdrawn})
			continue
		}
		for exitBand := range 4 {
			for _, exit := range []int{flowWithdrawn, flowOther, flowNotAssessed, flowMovedOut} {
				if can(exit, exitBand, over) {
					all = append(all, choice{band: band, exit: exit, exitBand: exitBand})
				}
			}
		}
	}
	return all
}

// over is what comes in, is planned and is open at the end that does not add up yet.
func (g *turn) over() int64 {
	sum := g.started
	for band := range 4 {
		sum += g.opening[band] - g.closing[band] - g.plans[band]
	}
	return sum
}

// leaves are the choices by which cases leave in another band, in the first of the
// turns that have to do with it or in the second.
func leaves() (all []choice) {
	exits := []int{0, flowNotIssued, flowNotAssessed, flowWithdrawn, flowOther, flowMovedOut, flowAfter}
	for _, first := range exits {
		for _, second := range exits {
			all = append(all, choice{exit: flowWithdrawn, leave: [2]int{first, second}})
		}
	}
	return all
}

// settle gives what a step gains in entries and exits, by column and band, so
// that every band balances: what is over leaves by the chosen exit, and cases move
// up from band to band as they must.
func (g *turn) settle(by choice, leave int) (gained [flowColumns][4]int64) {
	gained = g.more
	gained[flowStarted][0] += g.started
	for band, n := range g.plans {
		gained[flowPlans][band] += n
	}
	for band, n := range g.more[flowAfter] {
		gained[flowPlans][band] += n
		gained[flowMediation][band] += n
	}
	for band, n := range g.more[flowStarted] {
		gained[flowUndated][band] -= n
	}
	gained[flowPlans][by.band] += g.mediation
	gained[flowAfter][by.band] += g.mediation
	gained[flowNotIssued][by.band] += g.notIssued
	var net [4]int64
	over := int64(0)
	for band := range 4 {
		net[band] = g.opening[band] - g.closing[band]
		for column := range gained {
			if column == flowAfter {
				continue // among all plans
			}
			net[band] += flowSign(column) * gained[column][band]
		}
		over += net[band]
	}
	gained[by.exit][by.exitBand] += over
	net[by.exitBand] -= over
	if leave > 0 {
		for band := range net {
			gained[leave][band] += net[band]
			if leave == flowAfter {
				gained[flowPlans][band] += net[band]
			}
		}
		return gained
	}
	up := int64(0)
	for band := range 3 {
		gained[flowUpIn][band] += up
		up += net[band]
		gained[flowUpOut][band] += up
	}
	gained[flowUpIn][3] += up
	return gained
}

// flowSign is 1 for an entry, -1 for an exit and 0 for what settle works out.
func flowSign(column int) int64 {
	switch column {
	case flowStarted, flowTransferred, flowReopened:
		return 1
	case flowPlans, flowAfter, flowNotAssessed, flowNotIssued, flowWithdrawn, flowMovedOut, flowOther:
		return -1
	}
	return 0
}

// isUneven says whether cases open in one band have to leave in another or move up
// at another time.
func (g *turn) isUneven() bool { return g.opening != g.closing }

// isOpen says whether a turn leaves something to choose.
func (g *turn) isOpen() bool { return g.mediation != 0 || g.notIssued != 0 || g.over() != 0 }

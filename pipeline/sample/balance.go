package sample

import (
	"fmt"
	"math"
	"time"
)

// quotas gives every month's ends from the first request on. Two of them are not chosen but worked out, as
// what is left when all else is known: the plans before 2023, so that 2,192 cases are open at the end of that
// year, and January 2024's decisions not to issue, so that 2,066 are open a month later.
func quotas(requests []*request) ([]quota, error) {
	published := publishedQuotas()
	early, err := earlierQuotas(openOn(requests, on(2023, time.December, 31)) - endsIn(published[:12]) - openAtEndOf2023)
	if err != nil {
		return nil, err
	}
	all := append(early, published...)
	january := len(early) + 12
	left := openOn(requests, on(2024, time.January, 31)) - endsIn(all[:january+1]) - openAtEndOfJanuary
	if left < 5 || left > 80 {
		return nil, fmt.Errorf("in January 2024 %d decisions not to issue would be needed: pick another seed", left)
	}
	all[january].notIssued = left
	for i, n := range apportion(notIssued2024-left, notIssuedShape()) {
		all[january+1+i].notIssued = n
	}
	return all, nil
}

// earlierQuotas spreads the plans issued before 2023. From none at first, as no request is old enough, they
// grow to about the 2,216 a year of DfE's row for 2022, of which 41% were within 20 weeks.
func earlierQuotas(ends int) ([]quota, error) {
	const months = 15
	shape := []float64{20, 60, 85, 110, 135, 165, 150, 175, 185, 200, 160, 190, 205, 215, 180}
	early := []float64{1, 1, 0.9, 0.7, 0.55, 0.48, 0.45, 0.45, 0.41, 0.38, 0.38, 0.40, 0.40, 0.40, 0.42}
	old := []int{11: 2, 3, 4, 5}
	first := monthOf(2021, time.October)
	const notIssued, closed = 20, 3
	plans := ends - months*(notIssued+closed) + 2*notIssued
	if plans < 1000 || plans > 3500 {
		return nil, fmt.Errorf("the time before 2023 would need %d plans: pick another seed", plans)
	}
	all := make([]quota, months)
	for i, n := range apportion(plans, shape) {
		all[i] = quota{
			month: first + month(i), plans: n, early: int(math.Round(early[i] * float64(n))),
			old: old[i], notIssued: notIssued, closed: closed,
		}
		// No assessment of these requests is far enough on to end without a plan before December 2021.
		if i < 2 {
			all[i].notIssued = 0
		}
	}
	return all, nil
}

func openOn(requests []*request, d day) int {
	n := 0
	for _, r := range requests {
		if r.openOn(d) {
			n++
		}
	}
	return n
}

func endsIn(quotas []quota) int {
	n := 0
	for _, q := range quotas {
		n += q.plans + q.notIssued + q.closed
	}
	return n
}

// apportion splits a total in the ratio of the weights, in whole numbers that add up to it.
func apportion(total int, weights []float64) []int {
	sum := 0.0
	for _, weight := range weights {
		sum += weight
	}
	parts := make([]int, len(weights))
	given, reached := 0, 0.0
	for i, weight := range weights {
		reached += weight
		parts[i] = int(math.Round(reached/sum*float64(total))) - given
		given += parts[i]
	}
	return parts
}

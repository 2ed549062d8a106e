package evidence

// The NHS queue indicators of Fong and others 2022 (medRxiv 2022.08.23.22279117).
// They assume that any case may be finished at once and that waits are
// exponential; an assessment has a fixed least length, so only the load and
// Little's law hold for it, and the rest are to be labelled as indicators of an
// NHS queue. Rates are a week, times in weeks, queues in cases. ok is false where
// an input is not above 0, or is below 0 where 0 can be.

// QueueLoad is demand over capacity: above 1 the queue grows without end.
func QueueLoad(demand, capacity float64) (load float64, ok bool) {
	if !(demand >= 0) || !(capacity > 0) {
		return 0, false
	}
	return demand / capacity, true
}

// TargetQueue is the longest queue in which nearly all are seen within the target
// wait. A factor of 4 makes the mean wait a quarter of the target, which leaves
// 1.8% beyond it.
func TargetQueue(demand, target, factor float64) (queue float64, ok bool) {
	if !(demand >= 0) || !(target >= 0) || !(factor > 0) {
		return 0, false
	}
	return demand * target / factor, true
}

// ReliefCapacity is the capacity that brings a queue down to its target in a
// number of weeks; ok is false too when the queue is not above it.
func ReliefCapacity(demand, queue, targetQueue, weeks float64) (capacity float64, ok bool) {
	if !(demand >= 0) || !(targetQueue >= 0) || !(queue > targetQueue) || !(weeks > 0) {
		return 0, false
	}
	return demand + (queue-targetQueue)/weeks, true
}

// TargetCapacity is the capacity that holds a queue at its target, given the
// coefficients of variation of arrivals and of removals (1 for both when they are
// at random).
func TargetCapacity(demand, target, factor, variationIn, variationOut float64) (capacity float64, ok bool) {
	if !(demand >= 0) || !(target > 0) || !(factor > 0) || !(variationIn >= 0) || !(variationOut >= 0) {
		return 0, false
	}
	return demand + (variationIn*variationIn+variationOut*variationOut)/2*factor/target, true
}

// QueuePressure is twice the mean wait over the target, both in weeks.
func QueuePressure(meanWait, target float64) (pressure float64, ok bool) {
	if !(meanWait >= 0) || !(target > 0) {
		return 0, false
	}
	return 2 * meanWait / target, true
}

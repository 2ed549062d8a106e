package evidence

// assurance compares a target with the limits of the last point. A target equal
// to a limit is inconsistent. Without limits nothing is said, but that the
// package then says inconsistent.
func assurance(last ChartPoint, o ChartOptions) Assurance {
	switch {
	case o.Target == nil || o.Improvement == Neutral:
		return NoAssurance
	case !last.HasLimits && o.PlotTheDots:
		return Inconsistent
	case !last.HasLimits:
		return NoAssurance
	case *o.Target > last.Upper:
		return either(o.Improvement == Increase, ConsistentFail, ConsistentPass)
	case *o.Target < last.Lower:
		return either(o.Improvement == Increase, ConsistentPass, ConsistentFail)
	}
	return Inconsistent
}

func either[T any](first bool, a, b T) T {
	if first {
		return a
	}
	return b
}

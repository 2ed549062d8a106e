package pipeline

// The statutory limits, in whole calendar days from the day of receipt, which
// is day 0 (SI 2014/1530 regulations 5, 10, 13, 44 and 45).
const (
	days6Weeks  = 42  // to decide whether to assess
	days16Weeks = 112 // to decide not to issue a plan
	days20Weeks = 140 // to issue the plan
	days30Weeks = 210 // a mark of the improvement notice, not of the law
	days52Weeks = 364 // DfE's 'over 1 year', which its labels call 52 weeks

	daysOrderToBegin       = 14 // 2 weeks from an order to assess, to begin
	daysOrderToDecide      = 70 // 10 weeks from an order to assess, to decide not to issue a plan
	daysAfterOrderToAssess = 98 // 14 weeks from an order to assess, to issue the plan
	daysAfterOrderToPlan   = 77 // 11 weeks from an order to make a plan

	// From the meeting of a review (regulations 20(10) and 22(3); R (L, M and P) v
	// Devon County Council [2022] EWHC 493 (Admin)).
	days4Weeks  = 28 // to say what follows
	days12Weeks = 84 // to issue the amended plan
)

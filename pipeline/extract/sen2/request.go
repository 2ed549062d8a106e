package sen2

// request is one Requests element: a request, and the assessment, plan and active plan that came of it.
type request struct {
	line                                           int
	received, source, outcome, outcomeDate         string
	mediation, tribunal, exported, transferredFrom string
	assessment                                     assessment
	assessments                                    int // How many Assessment elements hold something.
	need                                           string
	placement                                      setting
}

// request reads the Requests element that has just been opened.
func (s *scanner) request(q *request) error {
	return s.children(func(name string) error {
		switch name {
		case "Assessment":
			var another assessment
			if err := s.assessment(&another); err != nil {
				return err
			}
			q.consider(another)
			return nil
		case "ActivePlans":
			return s.activePlan(q)
		default:
			return s.leaf(q.field(name))
		}
	})
}

func (q *request) field(name string) *string {
	switch name {
	case "ReceivedDate":
		return &q.received
	case "RequestSource":
		return &q.source
	case "RequestOutcome":
		return &q.outcome
	case "RequestOutcomeDate":
		return &q.outcomeDate
	case "RequestMediation":
		return &q.mediation
	case "RequestTribunal":
		return &q.tribunal
	case "Exported":
		return &q.exported
	default:
		return nil
	}
}

// consider takes another assessment of the request. The guide has one, yet files can hold more. The one with a date
// of issue stands, because the plan ends the request; of several such, or of none, the last in the file stands.
func (q *request) consider(another assessment) {
	if another == (assessment{}) {
		return
	}
	q.assessments++
	if q.assessments == 1 || another.issued() != "" || q.assessment.issued() == "" {
		q.assessment = another
	}
}

// activePlan reads the ActivePlans element that has just been opened.
func (s *scanner) activePlan(q *request) error {
	return s.children(func(name string) error {
		switch name {
		case "TransferLA":
			return s.leaf(&q.transferredFrom)
		case "PlacementDetail":
			return s.setting(&q.placement)
		case "SENneed":
			return s.need(q)
		default:
			return s.skip()
		}
	})
}

// need reads the SENneed element that has just been opened.
func (s *scanner) need(q *request) error {
	var kind, rank string
	err := s.children(func(name string) error {
		switch name {
		case "SENtype":
			return s.leaf(&kind)
		case "SENtypeRank":
			return s.leaf(&rank)
		default:
			return s.skip()
		}
	})
	if err == nil {
		q.considerNeed(kind, rank)
	}
	return err
}

// considerNeed takes another need: the first of rank 1 stands.
func (q *request) considerNeed(kind, rank string) {
	if rank == firstRank && q.need == "" {
		q.need = kind
	}
}

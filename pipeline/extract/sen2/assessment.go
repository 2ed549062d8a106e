package sen2

// firstRank marks the primary need and the primary setting.
const firstRank = "1"

// assessment is one Assessment element with its NamedPlan.
type assessment struct {
	outcome, outcomeDate          string
	mediation, tribunal           string
	otherMediation, otherTribunal string
	week20                        string
	planStart                     string
	named                         setting
}

// assessment reads the Assessment element that has just been opened.
func (s *scanner) assessment(a *assessment) error {
	return s.children(func(name string) error {
		if name == "NamedPlan" {
			return s.namedPlan(a)
		}
		return s.leaf(a.field(name))
	})
}

func (a *assessment) field(name string) *string {
	switch name {
	case "AssessmentOutcome":
		return &a.outcome
	case "AssessmentOutcomeDate":
		return &a.outcomeDate
	case "AssessmentMediation":
		return &a.mediation
	case "AssessmentTribunal":
		return &a.tribunal
	case "OtherMediation":
		return &a.otherMediation
	case "OtherTribunal":
		return &a.otherTribunal
	case "Week20":
		return &a.week20
	default:
		return nil
	}
}

// namedPlan reads the NamedPlan element that has just been opened. When the plan ceased is no part of the assessment.
func (s *scanner) namedPlan(a *assessment) error {
	return s.children(func(name string) error {
		switch name {
		case "StartDate":
			return s.leaf(&a.planStart)
		case "PlanDetail":
			return s.setting(&a.named)
		default:
			return s.skip()
		}
	})
}

// issued gives the date on which the plan was issued: the start date of the named plan, else the outcome date if the
// outcome is to issue a plan. While a plan is being drafted the return leaves both blank.
func (a *assessment) issued() string {
	switch {
	case a.planStart != "":
		return a.planStart
	case a.toIssue():
		return a.outcomeDate
	default:
		return ""
	}
}

// decided gives the date of the outcome, unless the outcome is to issue a plan: that date is the plan's, and the return
// doesn't say when it was decided to issue one.
func (a *assessment) decided() string {
	if a.toIssue() {
		return ""
	}
	return a.outcomeDate
}

func (a *assessment) toIssue() bool { return a.outcome == "Y" || a.outcome == "y" }

// setting is the PlanDetail or PlacementDetail of rank 1.
type setting struct {
	urn  string
	kind string // SENSetting, which the return gives where there is no URN.
	rank string
}

// setting reads the PlanDetail or PlacementDetail element that has just been opened.
func (s *scanner) setting(first *setting) error {
	var another setting
	err := s.children(func(name string) error { return s.leaf(another.field(name)) })
	if err == nil {
		first.consider(another)
	}
	return err
}

func (s *setting) field(name string) *string {
	switch name {
	case "URN":
		return &s.urn
	case "SENSetting":
		return &s.kind
	case "PlacementRank":
		return &s.rank
	default:
		return nil
	}
}

// consider takes another setting: the first of rank 1 stands.
func (s *setting) consider(another setting) {
	if another.rank == firstRank && s.rank == "" {
		*s = another
	}
}

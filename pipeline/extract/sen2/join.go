package sen2

// join puts the rows of modules together, parents before children.
type join struct {
	people      []*person
	person      map[string]*person
	request     map[string]*request
	assessments []*joined // in the order of their rows
	assessment  map[string]*joined
	ofRequest   map[*request]*joined // the one with a plan, else the last
	plan        map[string]*joined
	active      map[string]*request
	summary     *Summary
}

// joined is an assessment and the request that it belongs to.
type joined struct {
	assessment
	request *request
}

func newJoin(summary *Summary) *join {
	return &join{
		person: map[string]*person{}, request: map[string]*request{}, assessment: map[string]*joined{},
		ofRequest: map[*request]*joined{}, plan: map[string]*joined{}, active: map[string]*request{}, summary: summary,
	}
}

// add takes one row, and notes it where it belongs to none of the module above. The pre-submission workbook and the
// template join all that is below a request by its key.
func (j *join) add(module string, row int, r record) (err error) {
	belongs := true
	switch module {
	case "person":
		return j.addPerson(row, r)
	case "requests":
		belongs, err = j.addRequest(row, r)
	case "assessment":
		belongs, err = j.addAssessment(row, r)
	case "namedplan":
		belongs, err = j.addNamedPlan(row, r)
	case "plandetail":
		parent := j.parent(r, namedPlanKey, j.plan)
		if belongs = parent != nil; belongs {
			parent.named.consider(settingOf(r))
		}
	case "activeplans":
		belongs, err = j.addActivePlan(row, r)
	case "placementdetail":
		parent := j.activeOf(r)
		if belongs = parent != nil; belongs {
			parent.placement.consider(settingOf(r))
		}
	case "senneed":
		parent := j.activeOf(r)
		if belongs = parent != nil; belongs {
			parent.considerNeed(r.text("SENtype"), r.text("SENtypeRank"))
		}
	}
	if !belongs {
		j.summary.note(Orphan, module, row)
	}
	return err
}

func (j *join) addPerson(row int, r record) error {
	p := &person{row: row}
	r.into(p.field)
	j.people = append(j.people, p)
	return keep(j.person, "person", row, r.text(personKey), p)
}

// addRequest takes a request. One whose person is not there is a case all the same, of a person who is not known.
func (j *join) addRequest(row int, r record) (belongs bool, err error) {
	p := j.person[r.text(personKey)]
	if belongs = p != nil; !belongs {
		p = &person{absent: true}
		j.people = append(j.people, p)
	}
	if len(p.joined) == maxRequests {
		return belongs, &Error{Line: row, What: "one person has more than 1,000 requests", Try: tryExport}
	}
	q := &request{line: row}
	r.into(q.field)
	p.joined = append(p.joined, q)
	return belongs, keep(j.request, "requests", row, r.text(requestKey), q)
}

func (j *join) addAssessment(row int, r record) (belongs bool, err error) {
	q := j.request[r.text(requestKey)]
	if q == nil {
		return false, nil
	}
	found := &joined{request: q}
	r.into(found.field)
	j.assessments = append(j.assessments, found)
	if last := j.ofRequest[q]; last == nil || found.toIssue() || !last.toIssue() {
		j.ofRequest[q] = found
	}
	return true, keep(j.assessment, "assessment", row, r.text(assessmentKey), found)
}

func (j *join) addNamedPlan(row int, r record) (belongs bool, err error) {
	parent := j.parent(r, assessmentKey, j.assessment)
	if parent == nil {
		return false, nil
	}
	if start := r.day("StartDate"); start != "" {
		parent.planStart = start
	}
	return true, keep(j.plan, "namedplan", row, r.text(namedPlanKey), parent)
}

func (j *join) addActivePlan(row int, r record) (belongs bool, err error) {
	q := j.request[r.text(requestKey)]
	if q == nil {
		return false, nil
	}
	if from := r.text("TransferLA"); from != "" {
		q.transferredFrom = from
	}
	return true, keep(j.active, "activeplans", row, r.text(activePlanKey), q)
}

// keep remembers a row by its key. A blank key joins nothing; one that stands twice would join rows to a wrong child.
func keep[T any](known map[string]*T, module string, row int, key string, value *T) error {
	if _, twice := known[key]; twice {
		return &Error{
			Line: row, What: "the table " + module + " has a key twice, so that its rows cannot be told apart",
			Try: "give the tables of one return at a time, and each once",
		}
	}
	if key != "" {
		known[key] = value
	}
	return nil
}

// parent is the assessment that a row belongs to, by the key of the module above it, else by that of its request.
func (j *join) parent(r record, key string, known map[string]*joined) *joined {
	if _, keyed := r.places[key]; keyed {
		return known[r.text(key)]
	}
	return j.ofRequest[j.request[r.text(requestKey)]]
}

func (j *join) activeOf(r record) *request {
	if _, keyed := r.places[activePlanKey]; keyed {
		return j.active[r.text(activePlanKey)]
	}
	return j.request[r.text(requestKey)]
}

func settingOf(r record) setting {
	var s setting
	r.into(s.field)
	return s
}

// finish gives the people with their requests, in the order of their rows.
func (j *join) finish() []*person {
	for _, found := range j.assessments {
		found.request.consider(found.assessment)
	}
	for _, p := range j.people {
		for _, q := range p.joined {
			p.requests = append(p.requests, *q)
		}
		p.joined = nil
	}
	return j.people
}

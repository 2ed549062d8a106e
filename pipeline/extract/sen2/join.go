package sen2

// join puts the rows of modules together, parents before children.
type join struct {
	people      []*person
	person      map[string]*person
	request     map[string]*request
	assessments []*joined // in the order of their rows
	assessment  map[string]*joined
	ofRequest   map[*request]*joined // the last one
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

// add takes one row. The pre-submission workbook and the template join all that is below a request by its key.
func (j *join) add(module string, row int, r record) error {
	found := true
	switch module {
	case "person":
		return j.addPerson(row, r)
	case "requests":
		return j.addRequest(row, r)
	case "assessment":
		found = j.addAssessment(r)
	case "namedplan":
		found = j.addNamedPlan(r)
	case "plandetail":
		parent := j.parent(r, namedPlanKey, j.plan)
		if found = parent != nil; found {
			parent.named.consider(settingOf(r))
		}
	case "activeplans":
		found = j.addActivePlan(r)
	case "placementdetail":
		parent := j.activeOf(r)
		if found = parent != nil; found {
			parent.placement.consider(settingOf(r))
		}
	case "senneed":
		parent := j.activeOf(r)
		if found = parent != nil; found {
			parent.considerNeed(r.text("SENtype"), r.text("SENtypeRank"))
		}
	}
	if !found {
		j.summary.note(Orphan, module, row)
	}
	return nil
}

func (j *join) addPerson(row int, r record) error {
	key := r.text(personKey)
	if _, twice := j.person[key]; twice {
		return repeatedKey("person", row)
	}
	p := &person{row: row}
	r.into(p.field)
	j.person[key] = p
	j.people = append(j.people, p)
	return nil
}

// addRequest takes a request. One whose person is not there is a case all the same, of a person who is not known.
func (j *join) addRequest(row int, r record) error {
	key := r.text(requestKey)
	if _, twice := j.request[key]; twice {
		return repeatedKey("requests", row)
	}
	p := j.person[r.text(personKey)]
	if p == nil {
		j.summary.note(Orphan, "requests", row)
		p = &person{absent: true}
		j.people = append(j.people, p)
	}
	if len(p.requests) == maxRequests {
		return &Error{Line: row, What: "one person has more than 1,000 requests", Try: tryExport}
	}
	q := &request{line: row}
	r.into(q.field)
	p.joined = append(p.joined, q)
	j.request[key] = q
	return nil
}

func (j *join) addAssessment(r record) bool {
	q := j.request[r.text(requestKey)]
	if q == nil {
		return false
	}
	found := &joined{request: q}
	r.into(found.field)
	j.assessments = append(j.assessments, found)
	j.ofRequest[q] = found
	if key := r.text(assessmentKey); key != "" {
		j.assessment[key] = found
	}
	return true
}

func (j *join) addNamedPlan(r record) bool {
	parent := j.parent(r, assessmentKey, j.assessment)
	if parent == nil {
		return false
	}
	if start := dayText(r.text("StartDate")); start != "" {
		parent.planStart = start
	}
	if key := r.text(namedPlanKey); key != "" {
		j.plan[key] = parent
	}
	return true
}

func (j *join) addActivePlan(r record) bool {
	q := j.request[r.text(requestKey)]
	if q == nil {
		return false
	}
	if from := r.text("TransferLA"); from != "" {
		q.transferredFrom = from
	}
	if key := r.text(activePlanKey); key != "" {
		j.active[key] = q
	}
	return true
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

func repeatedKey(module string, row int) error {
	return &Error{
		Line: row, What: "the table " + module + " has a key twice, so that its rows cannot be told apart",
		Try: "give the tables of one return at a time, and each once",
	}
}

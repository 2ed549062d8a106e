package sen2

// maxRequests is the most requests that one person may have. Real people have a handful; the limit bounds memory.
const maxRequests = 1000

// person is one Person element. It is forgotten as soon as its rows have been delivered.
type person struct {
	surname, forename, birthDate string
	upn, uln                     string
	sex, gender, ethnicity       string
	requests                     []request
	absent                       bool       // Requests name a person who is not there.
	row                          int        // Where it begins.
	joined                       []*request // Those that modules give, until all of them are there.
}

// person reads the Person element that has just been opened into p, which must be blank.
func (s *scanner) person(p *person) error {
	return s.children(func(name string) error {
		if name != "Requests" {
			return s.leaf(p.field(name))
		}
		if len(p.requests) == maxRequests {
			return &Error{Line: s.line, What: "one <Person> has more than 1,000 <Requests>", Try: tryExport}
		}
		p.requests = append(p.requests, request{line: s.line})
		return s.request(&p.requests[len(p.requests)-1])
	})
}

func (p *person) field(name string) *string {
	switch name {
	case "Surname":
		return &p.surname
	case "Forename":
		return &p.forename
	case "PersonBirthDate":
		return &p.birthDate
	case "UPN":
		return &p.upn
	case "UniqueLearnerNumber":
		return &p.uln
	case "Sex":
		return &p.sex
	case "GenderCurrent":
		return &p.gender
	case "Ethnicity":
		return &p.ethnicity
	default:
		return nil
	}
}

// sexCode gives M or F from Sex, or from the GenderCurrent of returns before 2024 (1 and 2, or the letters), else "".
func (p *person) sexCode() string {
	switch p.sex {
	case "M", "m":
		return "M"
	case "F", "f":
		return "F"
	}
	switch p.gender {
	case "1", "M", "m":
		return "M"
	case "2", "F", "f":
		return "F"
	}
	return ""
}

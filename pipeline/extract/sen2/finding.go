package sen2

// Kind is a kind of fault that is seen only while a return is put together.
type Kind uint8

// The kinds.
const (
	Orphan          Kind = iota // the row belongs to no row of the module above it
	NoRequest                   // the person has no request
	Unidentified                // the person has neither a usable UPN, a usable ULN, nor a name with a birth date
	NoAssessment                // it was decided to assess, and there is no assessment
	ManyAssessments             // the request has more than one assessment
	StartDiffers                // the plan's start date is not the date of the outcome to issue it
)

// Finding is one fault of a return: in a module of its own where the return is kept so, else at a line of the file.
type Finding struct {
	Kind   Kind
	Module string // "" in XML
	Row    int
}

func (s *Summary) note(kind Kind, module string, row int) {
	s.Findings = append(s.Findings, Finding{kind, module, row})
}

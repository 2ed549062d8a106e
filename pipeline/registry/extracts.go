package registry

import "slices"

// FieldType says what the cells of an extract's column hold.
type FieldType int

// The types of an extract's columns.
const (
	Text   FieldType = iota
	ID               // names one thing; a national number is kept as a keyed hash alone
	Day              // a calendar day
	Whole            // a whole number
	Amount           // any number
	Yes              // yes or no
	Code             // one of a few words
	Marked           // a number, or a letter for one that is not there
)

// Field is one canonical column of an extract.
type Field struct {
	Name   string
	Type   FieldType
	Words  []string // that it takes, of a coded column
	Must   bool     // the column must exist, and every row must fill it
	Later  bool     // a day that may be after the extract's own: one that is planned or due
	Label  string   // as a breakdown; empty where the column is none
	Open   bool     // a breakdown for the public unless the configuration says otherwise
	OfFile bool     // where it is missing the file's name stands for it
	Means  string   // what it holds, as a sentence
}

// Extract is a kind of extract: what one row is, and its canonical columns.
type Extract struct {
	Name   string
	Row    string // what one row is
	Fields []Field
	Key    []string // what names a row; without it every row stands for itself
	// Same is what names a row that an earlier extract has without what Fills it.
	Same  []string
	Fills string
	// Several says that an extract may have several rows of one key, each of them
	// something else: only extracts of different dates repeat them.
	Several bool
	// Linked says that case_id leads to a case of the assessments, which lends its
	// area, primary need and the like.
	Linked bool
	// AllOnly says that the public sees figures of all rows together alone.
	AllOnly bool
	// AddsTo is the table of cases that it adds figures to: it has none of its own.
	AddsTo string
	// Shared says that rows are of no authority of the run: all may read them.
	Shared bool
}

// Assessments is the kind that every run needs.
const Assessments = "assessments"

// Columns are the names of the canonical columns, in order.
func (k Extract) Columns() []string {
	names := make([]string, len(k.Fields))
	for i, f := range k.Fields {
		names[i] = f.Name
	}
	return names
}

// Required are the columns that must exist.
func (k Extract) Required() []string {
	var names []string
	for _, f := range k.Fields {
		if f.Must {
			names = append(names, f.Name)
		}
	}
	return names
}

// Field gives the canonical column of that name.
func (k Extract) Field(name string) (Field, bool) {
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Name == name })
	if i < 0 {
		return Field{}, false
	}
	return k.Fields[i], true
}

// Codes are the words that a coded column takes, in any case; nil for a column
// that is not coded.
func (k Extract) Codes(column string) []string {
	f, _ := k.Field(column)
	if f.Type == Yes {
		return yesOrNo()
	}
	return f.Words
}

// FindExtract gives the kind of that name.
func FindExtract(name string) (Extract, bool) {
	kinds := Extracts()
	i := slices.IndexFunc(kinds, func(k Extract) bool { return k.Name == name })
	if i < 0 {
		return Extract{}, false
	}
	return kinds[i], true
}

// Extracts are all kinds of extract, assessments first.
func Extracts() []Extract {
	assessments := Extract{Name: Assessments, Row: "one spell or request"}
	for _, column := range AssessmentColumns() {
		assessments.Fields = append(assessments.Fields, assessmentField(column))
	}
	return append([]Extract{assessments}, furtherExtracts()...)
}

// assessmentField is a column of assessments, as far as its text must be read in a
// way of its own: models give it its type.
func assessmentField(column string) Field {
	f := Field{Name: column, Must: slices.Contains(RequiredColumns(), column)}
	f.Words = assessmentCodes(column)
	switch column {
	case "case_id", "person_id":
		f.Type = ID
	case "setting_urn", "request_source", "age_at_request":
		f.Type = Whole
	case "week20_exception", "request_mediation", "request_tribunal", "assessment_mediation", "assessment_tribunal":
		f.Type = Yes
	}
	return f
}

// ExtractNames are the names of all kinds.
func ExtractNames() []string {
	var names []string
	for _, k := range Extracts() {
		names = append(names, k.Name)
	}
	return names
}

func text(name, means string) Field { return Field{Name: name, Means: means} }

func id(name, means string) Field { return Field{Name: name, Type: ID, Means: means} }

func day(name, means string) Field { return Field{Name: name, Type: Day, Means: means} }

// later is a day that may lie ahead.
func later(name, means string) Field {
	return Field{Name: name, Type: Day, Later: true, Means: means}
}

func yes(name, means string) Field { return Field{Name: name, Type: Yes, Means: means} }

func wholeNumber(name, means string) Field { return Field{Name: name, Type: Whole, Means: means} }

func amount(name, means string) Field { return Field{Name: name, Type: Amount, Means: means} }

func coded(name, means string, words ...string) Field {
	return Field{Name: name, Type: Code, Words: words, Means: means}
}

// must is a column that every extract of the kind has and every row fills.
func must(f Field) Field {
	f.Must = true
	return f
}

// splits is a column that figures are split by, for the public too.
func splits(f Field, label string) Field {
	f.Label, f.Open = label, true
	return f
}

// splitsRestricted is a column that figures are split by, in the restricted
// profile alone unless the configuration says otherwise.
func splitsRestricted(f Field, label string) Field {
	f.Label = label
	return f
}

// The columns that several kinds have.
func authorityField() Field {
	return text("authority_code", "Whose it is; without it the authority of the case, or the only one of the run.")
}

func planField() Field {
	return must(id("plan_id", "What the plan is called in the council's own system."))
}

func personField() Field {
	return id("person_id", "Whose plan it is; a national number is kept as a keyed hash alone.")
}

func areaField() Field { return splits(text("area", "Area of the council, as extracted."), "Area") }

func needField() Field {
	return splits(text("primary_need", "Primary need, as extracted."), "Primary need")
}

func ageField() Field { return splits(text("age_group", "Age group, as extracted."), "Age group") }

func phaseField() Field {
	return splitsRestricted(text("phase", "Phase of education, as extracted."), "Phase")
}

// furtherExtracts are the kinds that add to what assessments tell.
func furtherExtracts() []Extract {
	return []Extract{
		adviceExtract(), reviewsExtract(), transfersExtract(), plansExtract(), auditsExtract(), appealsExtract(), feedbackExtract(),
		actionsExtract(), seriesExtract(), benchmarkExtract(), settingsExtract(), caseSettingsExtract(), populationsExtract(),
	}
}

package registry

// The kinds that the table demand reads beside the assessments.

func settingsExtract() Extract {
	return Extract{
		Name: "settings", Row: "one education setting", AddsTo: "demand", Key: []string{"setting_urn"},
		Fields: []Field{
			must(wholeNumber("setting_urn", "The setting's unique reference number, as in the assessments.")),
			text("setting_type", "Its type, in the words of the assessments."),
			text("phase", "Its phase of education, in the words of the assessments."),
			text("area", "Area of the council that it is in."),
			must(wholeNumber("pupils", "How many pupils or children it has.")),
			splits(later("trained_date", "Day from which it counts as trained."), "Training"),
			authorityField(),
		},
	}
}

func caseSettingsExtract() Extract {
	return Extract{
		Name: "case_settings", Row: "the setting of one case", AddsTo: "demand", Linked: true, Key: []string{"case_id"},
		Fields: []Field{
			must(id("case_id", "The case, as the assessments have it.")),
			must(wholeNumber("attended_urn", "The setting that the child attended when the request was made, where the assessments do not say.")),
			authorityField(),
		},
	}
}

func populationsExtract() Extract {
	return Extract{
		Name: "populations", Row: "the children and young people of an area on a day", AddsTo: "demand",
		Key: []string{"population_date", "area"},
		Fields: []Field{
			must(day("population_date", "Day of the estimate, such as 30 June.")),
			text("area", "Area, in the words of the assessments; without one all of the authority, else the areas together are."),
			must(wholeNumber("population", "How many children and young people up to 25.")),
			authorityField(),
		},
	}
}

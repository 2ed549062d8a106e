package registry

// Own is a table that a team's query makes, as the registry of a run has it: the
// standard keys, of days or of periods, and then the columns that the query's file
// declares. File is the name of that file.
func Own(name, title, about, file string, isDated bool, declared []Column) Table {
	t := Table{
		Name: name, Title: title, Description: about, File: file, Dated: isDated,
		Source: "Case records as extracted, by the team's query " + file + ".",
	}
	times, when := periodKeys(), "period"
	t.Sort = []string{"authority_code", "period_type", "period_start"}
	if isDated {
		times, when = dateKeys(), "date"
		t.Sort = []string{"authority_code", "as_at"}
	}
	t.Sort = append(t.Sort, "breakdown_topic", "breakdown")
	t.Grain = "one row per authority, " + when + " and breakdown"
	for _, c := range declared {
		if c.Role == Key {
			t.Sort = append(t.Sort, c.Name)
			t.Grain = "one row per authority, " + when + ", breakdown and further keys"
		}
	}
	t.Columns = join(times, breakdownKeys(), declared)
	return t
}

// OwnCount is a column of a team's table that counts cases.
func OwnCount(name, unit, label, description string) Column {
	return count(name, unit, label, description)
}

// OwnShare is a column of a team's table that the program works out: one count as a
// percentage of another, which counts the cases of the first too.
func OwnShare(name, label, of, per string) Column { return percent(name, label, of, per) }

// OwnNumber is a column of a team's table with a number of another kind, one
// decimal.
func OwnNumber(name, unit, label, description string) Column {
	c := figure(name, label, description)
	c.Unit = unit
	return c
}

// OwnKey is a column of text by which a row of a team's table is known beside the
// standard keys.
func OwnKey(name, label, description string) Column {
	return Column{Name: name, Role: Key, Type: "string", Label: label, Description: description}
}

// StandardKeys are the names of all keys that tables begin with.
func StandardKeys() []string {
	var names []string
	for _, c := range join(periodKeys(), dateKeys(), breakdownKeys()) {
		names = append(names, c.Name)
	}
	return names
}

// ownFilled are the keys of a team's table that the program fills in.
func ownFilled() []string {
	return []string{"authority_name", "period_end", "period", "is_complete", "is_increment_end", "is_month_end"}
}

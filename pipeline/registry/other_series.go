package registry

import "strings"

// seriesExtract is of figures that others supply: the program follows them and
// cannot work them out.
func seriesExtract() Extract {
	return Extract{
		Name: "series", Row: "one figure of a series", Key: []string{"series", "date"},
		Fields: []Field{
			must(day("date", "First day of the period, or the day.")),
			{Name: "series", Means: "What the figure is; without it the file's name without its date.", OfFile: true},
			amount("value", "The figure."),
			amount("numerator", "The numerator of a share, in place of a value."),
			amount("denominator", "Its denominator."),
			text("unit", "Unit of the values, such as weeks. Without it, and where it is no measure of time, money or a share, "+
				"they are taken as numbers of people, and small ones are hidden from the public."),
			coded("better", "Which way is better: higher or lower; neither without it.", "higher", "lower"),
			amount("target", "What the figure should reach; of a share in per cent. That of the newest row counts."),
			text("supplied_by", "Who supplies the figure: an office, not a person's name."),
			text("rebase", "Why limits begin anew on this day: what changed in the process."),
			authorityField(),
		},
	}
}

// IsOfNoPeople says whether values in a unit are no numbers of people, nor of what
// befell them: time, money and shares. Whatever is not known to be is protected.
func IsOfNoPeople(unit string) bool {
	words := strings.Fields(strings.ToLower(strings.TrimRight(unit, ".")))
	for len(words) > 1 && (words[0] == "working" || words[0] == "school" || words[0] == "calendar" || words[0] == "percentage") {
		words = words[1:]
	}
	switch strings.Join(words, " ") {
	case "day", "days", "week", "weeks", "month", "months", "year", "years", "hour", "hours", "minute", "minutes",
		"%", "per cent", "percent", "percentage", "point", "points", "£", "gbp", "pounds":
		return true
	}
	return false
}

// number is a figure with all its digits.
func number(c Column) Column {
	c.Type = "number"
	return c
}

func seriesKeys() []Column {
	return append(authorityKeys(), Column{
		Name: "series", Role: Key, Type: "string", Label: "Series", Description: "What the figures are, as supplied.",
	})
}

const seriesSource = "Extracts of series that others supply."

// otherSeries are the points of the series, with their control charts.
func otherSeries() Table {
	return Table{
		Name: "other_series", Title: "Other series of the plan, date by date", Extract: "series", IsWhole: true,
		Source: seriesSource, Judged: true,
		Grain: "one row per authority, series and date",
		Description: "Figures that others supply, as they supplied them, with control charts of the same kinds, rules and baseline as spc has. " +
			"Nothing is known of the cases behind them. In public a number of people from 1 to the smallest shown is hidden, and a series with any hidden " +
			"figure has no mean, limits or signals, from which that could be worked out.",
		Columns: join(seriesKeys(), []Column{
			{Name: "date", Role: Key, Type: "date", Label: "Date", Description: "First day of the period, or the day, as supplied."},
			flag("is_complete", "Period is over", "False where the date is the first day of a period that ends after the as-at date: shown, and not charted."),
			number(figure("value", "Value", "In the unit of the series; of a share per cent, one decimal. Empty where none was supplied.")),
			whole(figure("numerator", "Numerator", "Of a share.")),
			whole(figure("denominator", "Denominator", "Of a share.")),
			word("chart", "Chart", "xmr, pprime, run, or none for a figure that is not charted."),
			number(figure("mean", "Centre line", "Mean; on a run chart the median.")),
			number(figure("lower", "Lower limit", "Lower process limit.")),
			number(figure("upper", "Upper limit", "Upper process limit.")),
			word("rule", "Rule", "none, outside, trend, two_in_three or shift: why the figure is special."),
			word("type", "Type", "common_cause, improvement, concern, neutral_high or neutral_low."),
			word("rebase", "Reason for new limits", "Why limits begin anew on this date, as supplied."),
		}),
		Sort: []string{"authority_code", "series", "date"},
	}
}

// otherSeriesSummary says of each series what it shows, and who supplies it.
func otherSeriesSummary() Table {
	date := func(name, label, description string) Column {
		return Column{Name: name, Role: Word, Type: "date", Label: label, Description: description}
	}
	return Table{
		Name: "other_series_summary", Title: "Other series of the plan: what they show, who supplies them and how often", Extract: "series", IsWhole: true,
		Source: seriesSource, Judged: true,
		Grain: "one row per authority and series",
		Description: "What each series shows, who supplies it and how often. Late is a series of which two steps have gone by since its newest " +
			"figure: two months of a monthly one.",
		Columns: join(seriesKeys(), []Column{
			word("unit", "Unit", "As supplied; % of a share."),
			word("direction", "Which way is better", "increase, decrease or neutral."),
			word("supplied_by", "Supplied by", "As supplied."),
			word("how_often", "How often", "monthly, quarterly, weekly, yearly and the like, from the dates; uneven without a step, or under three dates."),
			date("first_date", "First date", "Of a figure."),
			date("newest_date", "Newest date", "Of a figure whose period is over."),
			flag("is_late", "Late", "Two steps, and a fortnight, have gone by since the newest date. Never of an uneven series."),
			whole(figure("figures", "Figures", "Dates with a figure whose period is over.")),
			whole(figure("missing", "Dates without a figure", "Rows without one, and dates that the series passes over.")),
			number(figure("latest", "Newest figure", "Of newest_date.")),
			word("chart", "Chart", "xmr, pprime, run, or none."),
			word("variation", "Variation", "The type of the newest figure."),
			number(figure("target", "Target", "As supplied.")),
			word("assurance", "Assurance", "consistent_pass, consistent_fail or inconsistent against the target."),
			flag("is_trial", "Limits are trial limits", "True where the newest limits come from 12 figures or fewer."),
			word("sentence", "In a sentence", "What the chart shows."),
			word("notes", "Notes", "How the lines were drawn, and what they are not good for."),
			word("picture", "Chart file", "Stem of the chart's files."),
		}),
		Sort: []string{"authority_code", "series"},
	}
}

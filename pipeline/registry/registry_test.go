package registry_test

import (
	"regexp"
	"slices"
	"strings"
	"testing"

	"ehcp/pipeline/registry"
)

const (
	periods = "authority_code authority_name period_type period_start period_end period is_complete " +
		"breakdown_topic breakdown "
	dates = "authority_code authority_name as_at is_increment_end is_month_end breakdown_topic breakdown "
)

// headers are the contract's columns of every table, in order.
func headers() map[string]string {
	return map[string]string{
		"falling_due": periods +
			"threshold_weeks fell_due issued_by_due_date open_at_due_date ended_without_plan fell_due_excl " +
			"issued_by_due_date_excl pc_issued_by_due_date pc_low pc_high pc_issued_by_due_date_excl " +
			"fell_due_after_mediation_or_tribunal",
		"timeliness": periods +
			"plans_issued plans_issued_excl within_20_weeks within_20_weeks_excl over_20_weeks " +
			"over_20_weeks_excl within_30_weeks within_30_weeks_excl over_30_weeks over_30_weeks_excl " +
			"within_52_weeks within_52_weeks_excl over_52_weeks over_52_weeks_excl undated pc_within_20_weeks " +
			"pc_within_20_weeks_low pc_within_20_weeks_high pc_within_20_weeks_excl pc_within_20_weeks_excl_low " +
			"pc_within_20_weeks_excl_high pc_within_30_weeks pc_within_30_weeks_excl pc_within_52_weeks " +
			"pc_within_52_weeks_excl pc_exceptions mean_weeks median_weeks p90_weeks issued_from_backlog " +
			"issued_from_flow pc_flow_within_20_weeks plans_issued_after_mediation_or_tribunal",
		"backlog": dates +
			"open weeks_0_to_20 weeks_over_20_to_30 weeks_over_30_to_52 weeks_over_52 over_20_weeks " +
			"over_30_weeks over_52_weeks open_decided_to_assess median_weeks_open oldest_weeks_open " +
			"ended_undated",
		"flow": periods +
			"weeks_open_band opening started transferred_in reopened moved_up_in moved_up_out plans_issued " +
			"not_assessed not_issued withdrawn moved_out other_closed closing",
		"time_to_plan": periods +
			"week at_risk pc_plan pc_plan_low pc_plan_high pc_refused pc_withdrawn pc_open fully_followed",
		"requests": periods +
			"received assessed not_assessed withdrawn undecided pc_not_assessed decided_in_period " +
			"decided_in_6_weeks decided_over_6_weeks pc_decided_in_6_weeks refused_after_assessment " +
			"refused_in_16_weeks refused_over_16_weeks",
		"demand": periods +
			"requests from_parents from_settings from_health from_social_care from_others source_not_recorded pc_from_parents " +
			"pc_from_settings repeat_requests pc_repeat_requests settings_asking settings pupils requests_per_1000_pupils population " +
			"requests_per_1000_population",
		"stage_times": periods +
			"plans_over_20_weeks decided_over_6_weeks decision_undated assessed_over_16_weeks assessment_undated stages_known " +
			"mean_weeks_request mean_weeks_assessment mean_weeks_issue mean_weeks_in_all pc_time_request pc_time_assessment " +
			"pc_time_issue mean_weeks_over_request mean_weeks_over_assessment mean_weeks_over_issue drafts_known " +
			"mean_weeks_drafting mean_weeks_draft_to_final advice_known waited_for_advice mean_weeks_waiting_for_advice " +
			"pc_waited_for_advice",
		"spc": periods + "measure value numerator denominator chart mean lower upper rule type variation assurance target rebase",
		"evidence": periods + "measure direction baseline value change low high flow_effect clearance_effect verdict reason " +
			"sentence",
		"summary": "authority_code authority_name measure baseline baseline_period target target_date previous latest " +
			"latest_period variation assurance verdict",
		"forecast": periods + "measure month central low high basis backtest_coverage publishable",
		"revisions": periods + "measure first_published previous now late_registered closure_withdrawn deleted closure_backdated " +
			"start_moved reclassified",
		"integrity": periods + "guard value baseline low high flag",
		"figures": "table authority_code authority_name period_type period_start period_end as_at breakdown_topic " +
			"breakdown measure value numerator denominator status",
		"dfe_timeliness_20_week": "time_period time_identifier geographic_level country_code country_name region_code " +
			"region_name " +
			"new_la_code old_la_code la_name breakdown_topic breakdown plans_issued_den plans_issued_den_ex " +
			"plans_issued_within_20_weeks plans_issued_20_weeks_ex pc_plans_issued_within_20_weeks " +
			"pc_plans_issued_20_weeks_ex plans_issued_gt20weeks_ltyear plans_issued_gt20weeks_ltyear_ex " +
			"pc_plans_issued_gt20weeks_ltyear pc_plans_issued_gt20weeks_ltyear_ex plans_issued_gt_1_year " +
			"plans_issued_gt_1_year_ex pc_plans_issued_gt_1_year pc_plans_issued_gt_1_year_ex " +
			"avg_weeks_issue_plan avg_weeks_issue_plan_exc",
		"advice": periods + "requested fell_due received_in_6_weeks received_over_6_weeks not_received fell_due_known " +
			"received_in_6_weeks_known fell_due_excl received_in_6_weeks_excl pc_received_in_6_weeks pc_received_in_6_weeks_known " +
			"pc_received_in_6_weeks_excl pc_received_in_6_weeks_low pc_received_in_6_weeks_high",
		"caseload": periods + "opening entered new moved_in ceased closing",
		"plan_quality": periods + "audited outstanding good requires_improvement inadequate good_or_better pc_good_or_better " +
			"pc_good_or_better_low pc_good_or_better_high moderated moderated_good_or_better pc_moderated_good_or_better issued_audited " +
			"issued_good_or_better pc_issued_good_or_better pc_issued_good_or_better_low pc_issued_good_or_better_high",
		"audit_sample": dates + "plans audited audited_not_open audited_not_listed pc_of_plans pc_of_audited standardised_difference " +
			"pc_chance_adjusted represented topic_standardised_difference pc_topic_chance pc_topic_chance_adjusted topic_differs either_side " +
			"needed_10_points needed_5_points",
		"feedback": periods + "answers positive pc_positive pc_positive_low pc_positive_high invited pc_answered",
		"actions": "authority_code authority_name action_id letter_area action owner due_date revised_date status completed_date state " +
			"days_overdue measure latest verdict",
		"appeals":      periods + "lodged ended",
		"other_series": "authority_code authority_name series date is_complete value numerator denominator chart mean lower upper rule type rebase",
		"other_series_summary": "authority_code authority_name series unit direction supplied_by how_often first_date newest_date is_late figures " +
			"missing latest chart variation target assurance is_trial sentence notes picture",
		"benchmark":      periods + "measure area area_code area_name value numerator denominator rank authorities quartile change is_new_basis",
		"reconciliation": periods + "measure own published difference after_mediation_or_tribunal undated moved_in exceptions near_year_end",
		"annual_reviews": periods + "fell_due held_by_due_day held_later not_held decisions_due decided_in_4_weeks " +
			"decided_over_4_weeks not_decided amendments_due amended_in_12_weeks amended_over_12_weeks not_amended meetings " +
			"health_invited health_not_invited health_invited_not_recorded " +
			"health_attended health_not_attended health_attended_not_recorded " +
			"health_reported health_not_reported health_reported_not_recorded " +
			"parent_attended parent_not_attended parent_attended_not_recorded " +
			"pc_held_by_due_day pc_held_by_due_day_low pc_held_by_due_day_high " +
			"pc_decided_in_4_weeks pc_decided_in_4_weeks_low pc_decided_in_4_weeks_high " +
			"pc_amended_in_12_weeks pc_amended_in_12_weeks_low pc_amended_in_12_weeks_high " +
			"pc_health_invited pc_health_attended pc_health_reported pc_parent_attended",
		"phase_transfers": periods + "fell_due not_yet_due due_day_unknown finalised_by_due_day finalised_on_due_day " +
			"finalised_later not_finalised pc_finalised_by_due_day pc_finalised_by_due_day_low pc_finalised_by_due_day_high " +
			"pc_finalised_before_due_day",
		"annual_reviews_outstanding": dates + "outstanding no_meeting no_decision no_final_plan not_overdue overdue " +
			"overdue_to_3_months overdue_over_3_to_6_months overdue_over_6_to_12_months overdue_over_12_months",
		"advice_outstanding": "authority_code authority_name as_at is_increment_end is_month_end breakdown_topic breakdown " +
			"outstanding not_overdue overdue overdue_to_6_weeks overdue_over_6_weeks median_weeks_outstanding",
	}
}

func TestHeaders(t *testing.T) {
	t.Parallel()
	want := headers()
	for _, table := range registry.Tables() {
		if got := strings.Join(table.Header(), " "); got != want[table.Name] {
			t.Errorf("%s:\n got %s\nwant %s", table.Name, got, want[table.Name])
		}
		delete(want, table.Name)
	}
	for name := range want {
		t.Errorf("there is no table %s", name)
	}
}

func TestTablesAreDescribed(t *testing.T) {
	t.Parallel()
	snake := regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	types := []string{"string", "date", "boolean", "integer", "decimal", "number"}
	for _, table := range registry.Tables() {
		if table.Title == "" || table.Grain == "" || table.Description == "" || table.Source == "" {
			t.Errorf("%s lacks its title, grain, description or source", table.Name)
		}
		seen, labels := map[string]bool{}, map[string]bool{}
		for _, column := range table.Columns {
			if !snake.MatchString(column.Name) || len(column.Name) >= 45 {
				t.Errorf("%s.%s is not snake_case of under 45 characters", table.Name, column.Name)
			}
			if seen[column.Name] {
				t.Errorf("%s.%s stands twice", table.Name, column.Name)
			}
			if labels[column.Label] { // spreadsheets and DfE's screener want every heading once
				t.Errorf("%s: two columns are labelled %q", table.Name, column.Label)
			}
			seen[column.Name], labels[column.Label] = true, true
			if column.Label == "" || column.Description == "" || !slices.Contains(types, column.Type) {
				t.Errorf("%s.%s lacks its label, description or type: %+v", table.Name, column.Name, column)
			}
		}
		for _, column := range table.Sort {
			if !seen[column] {
				t.Errorf("%s is sorted by %s, which is no column of it", table.Name, column)
			}
		}
	}
}

func TestFiguresRestOnColumns(t *testing.T) {
	t.Parallel()
	for _, table := range registry.Tables() {
		counts := map[string]bool{}
		for _, column := range table.Columns {
			counts[column.Name] = column.Role == registry.Count
		}
		for _, column := range table.Columns {
			for _, rest := range []string{column.Of, column.OfMinus, column.Per, column.PerPlus} {
				if rest != "" && !counts[rest] {
					t.Errorf("%s.%s rests on %s, which is no count of the table", table.Name, column.Name, rest)
				}
			}
			share := column.Role == registry.Percent || column.Role == registry.Bound
			if share != (column.Per != "") || share && column.Of == "" {
				t.Errorf("%s.%s is %q of %q", table.Name, column.Name, column.Of, column.Per)
			}
			if column.Role == registry.Statistic && (column.Of == "" || column.Least < 10) {
				t.Errorf("%s.%s rests on %d cases of %q", table.Name, column.Name, column.Least, column.Of)
			}
			if strings.HasPrefix(column.Name, "p90_") && column.Least != 50 {
				t.Errorf("%s.%s rests on %d cases, want 50", table.Name, column.Name, column.Least)
			}
		}
	}
}

func TestKeysAndMeasures(t *testing.T) {
	t.Parallel()
	for _, table := range registry.Tables() {
		words := 0
		for _, column := range table.Columns {
			if column.Role == registry.Word {
				words++
			}
		}
		if len(table.Keys())+len(table.Measures())+words != len(table.Columns) || len(table.Measures()) == 0 {
			t.Errorf("%s: %d keys and %d measures of %d columns",
				table.Name, len(table.Keys()), len(table.Measures()), len(table.Columns))
		}
		for _, column := range table.Keys() {
			identifies := column.Role == registry.Key && table.Name != "dfe_timeliness_20_week" && table.Name != "figures"
			derived := slices.Contains([]string{"authority_name", "period_end", "period"}, column.Name)
			if identifies && !derived && !slices.Contains(table.Sort, column.Name) {
				t.Errorf("%s.%s is part of the key and not of the order", table.Name, column.Name)
			}
		}
		found, ok := registry.Find(table.Name)
		if !ok || found.Name != table.Name {
			t.Errorf("Find(%q) = %q, %t", table.Name, found.Name, ok)
		}
	}
	if _, ok := registry.Find("nothing"); ok {
		t.Error("Find finds a table that does not exist")
	}
}

func TestRestrictedOnly(t *testing.T) {
	t.Parallel()
	for _, table := range registry.Tables() {
		if table.RestrictedOnly != slices.Contains([]string{"dfe_timeliness_20_week", "stage_times", "integrity", "reconciliation", "actions", "audit_sample"}, table.Name) {
			t.Errorf("%s: restricted only is %t", table.Name, table.RestrictedOnly)
		}
		if table.Dated != slices.Contains([]string{"backlog", "advice_outstanding", "annual_reviews_outstanding", "audit_sample"}, table.Name) {
			t.Errorf("%s: dated is %t", table.Name, table.Dated)
		}
	}
}

// TestFrom wants what a column is counted or worked out from.
func TestFrom(t *testing.T) {
	t.Parallel()
	for name, want := range map[string]string{
		"backlog.open":                           "Counted from cases.",
		"backlog.median_weeks_open":              "The cases of open.",
		"backlog.as_at":                          "The calendar, increments: in the configuration and the as-at day.",
		"timeliness.pc_within_20_weeks":          "within_20_weeks / plans_issued.",
		"timeliness.pc_within_20_weeks_low":      "Wilson's 95% limits of within_20_weeks / plans_issued.",
		"falling_due.pc_issued_by_due_date":      "issued_by_due_date / (issued_by_due_date + open_at_due_date).",
		"falling_due.pc_issued_by_due_date_excl": "issued_by_due_date_excl / those of fell_due_excl that count.",
		"timeliness.pc_exceptions":               "(plans_issued - plans_issued_excl) / plans_issued.",
		"evidence.verdict":                       "Said of the row's figures, by rule.",
		"dfe_timeliness_20_week.breakdown_topic": "breakdowns: in the configuration, and the extract's column of the topic.",
	} {
		table, column, _ := strings.Cut(name, ".")
		known, _ := registry.Find(table)
		at := slices.IndexFunc(known.Columns, func(c registry.Column) bool { return c.Name == column })
		if at < 0 {
			t.Errorf("there is no %s", name)
		} else if got := known.From(known.Columns[at]); got != want {
			t.Errorf("%s is from %q", name, got)
		}
	}
}

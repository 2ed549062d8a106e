# The job of the benchmark as an analyst writes it with R's data.table: cases.csv
# becomes timeliness.csv, backlog.csv and falling_due.csv in the same folder.
suppressPackageStartupMessages(library(data.table))
setDTthreads(0) # every core; the default is half of them

as_at <- as.IDate("2024-12-31")
topics <- c("All" = "everyone", "Area" = "area", "Primary need" = "primary_need")

# One row a case: when it ended, and whether a plan ended it.
read_cases <- function() {
  dates <- c("received_date", "request_outcome_date", "assessment_outcome_date",
             "plan_issued_date", "closed_date")
  codes <- c("request_outcome", "assessment_outcome", "area", "primary_need")
  cases <- fread("cases.csv", na.strings = "",
                 select = list(IDate = dates, character = codes, integer = "week20_exception"))
  cases[!(request_outcome %in% c("N", "W")), request_outcome_date := NA]
  cases[!(assessment_outcome %in% c("N", "W")), assessment_outcome_date := NA]
  cases[, ended := pmin(request_outcome_date, assessment_outcome_date,
                        plan_issued_date, closed_date, na.rm = TRUE)]
  cases[, has_plan := !is.na(plan_issued_date) & plan_issued_date == ended]
  cases[, ordinary := !(week20_exception %in% 1L)]
  cases[, days := as.integer(ended) - as.integer(received_date)]
  cases[is.na(area), area := "Not recorded"]
  cases[is.na(primary_need), primary_need := "Not recorded"]
  cases[, everyone := "All"]
  cases[, .(received = received_date, ended, days, has_plan, ordinary,
            everyone, area, primary_need)]
}

# First day of the quarter of each date.
quarter_start <- function(dates) {
  as.IDate(paste0(year(dates), "-", 3L * quarter(dates) - 2L, "-01"))
}

# The figures of each time and group, one topic under the other.
by_topic <- function(rows, time, figures) {
  rbindlist(lapply(names(topics), function(topic) {
    table <- figures(rows, c(time, topics[[topic]]))
    setnames(table, topics[[topic]], "breakdown")
    table[, breakdown_topic := topic]
  }))
}

timeliness <- function(cases) {
  plans <- cases[has_plan == TRUE]
  plans[, period_start := quarter_start(unique(ended))[match(ended, unique(ended))]]
  by_topic(plans, "period_start", function(rows, by) {
    rows[, .(plans_issued = .N,
             plans_issued_excl = sum(ordinary),
             within_20_weeks = sum(days <= 140L),
             within_20_weeks_excl = sum(days <= 140L & ordinary),
             within_30_weeks = sum(days <= 210L),
             within_30_weeks_excl = sum(days <= 210L & ordinary),
             within_52_weeks = sum(days <= 364L),
             within_52_weeks_excl = sum(days <= 364L & ordinary),
             median_weeks = median(days) / 7,
             mean_weeks = mean(days) / 7), by = by]
  })
}

# Open cases at each month end, by weeks open.
backlog <- function(cases) {
  first <- as.IDate(format(min(cases$received), "%Y-%m-01"))
  month_ends <- seq(first, as_at + 1L, by = "month")[-1] - 1L
  rbindlist(lapply(seq_along(month_ends), function(i) {
    month_end <- as.IDate(month_ends[i])
    rows <- cases[received <= month_end & (is.na(ended) | ended > month_end),
                  .(waited = as.integer(month_end) - as.integer(received),
                    everyone, area, primary_need)]
    rows[, as_at := month_end]
    by_topic(rows, "as_at", function(rows, by) {
      rows[, .(open = .N,
               weeks_0_to_20 = sum(waited <= 140L),
               weeks_over_20_to_30 = sum(waited > 140L & waited <= 210L),
               weeks_over_30_to_52 = sum(waited > 210L & waited <= 364L),
               weeks_over_52 = sum(waited > 364L)), by = by]
    })
  }))
}

# Cases whose 20-week day has come, by its quarter.
falling_due <- function(cases) {
  due <- cases[received + 140L <= as_at]
  due[, due_date := received + 140L]
  due[, period_start := quarter_start(unique(due_date))[match(due_date, unique(due_date))]]
  due[, has_ended := !is.na(days) & days <= 140L]
  by_topic(due, "period_start", function(rows, by) {
    rows[, .(fell_due = .N,
             issued_by_due_date = sum(has_ended & has_plan),
             open_at_due_date = sum(!has_ended),
             ended_without_plan = sum(has_ended & !has_plan)), by = by]
  })
}

cases <- read_cases()
fwrite(timeliness(cases), "timeliness.csv")
fwrite(backlog(cases), "backlog.csv")
fwrite(falling_due(cases), "falling_due.csv")

"""The job of the benchmark as an analyst writes it with pandas: cases.csv
becomes timeliness.csv, backlog.csv and falling_due.csv in the same folder."""

from functools import reduce

import numpy as np
import pandas as pd

AS_AT = pd.Timestamp("2024-12-31")
TOPICS = {"All": "everyone", "Area": "area", "Primary need": "primary_need"}
DATES = [
    "received_date",
    "request_outcome_date",
    "assessment_outcome_date",
    "plan_issued_date",
    "closed_date",
]
CODES = ["request_outcome", "assessment_outcome", "area", "primary_need"]


def read_cases():
    """One row a case: when it ended, and whether a plan ended it."""
    read = pd.read_csv(
        "cases.csv",
        usecols=DATES + CODES + ["week20_exception"],
        parse_dates=DATES,
        dtype={**dict.fromkeys(CODES, "category"), "week20_exception": "float32"},
    )
    refused = read.request_outcome_date.where(read.request_outcome.isin(["N", "W"]))
    not_issued = read.assessment_outcome_date.where(
        read.assessment_outcome.isin(["N", "W"])
    )
    ended = reduce(
        np.fmin, [refused, not_issued, read.plan_issued_date, read.closed_date]
    )
    cases = pd.DataFrame(
        {
            "received": read.received_date,
            "ended": ended,
            "days": (ended - read.received_date).dt.days,
            "has_plan": read.plan_issued_date.notna() & (read.plan_issued_date == ended),
            "ordinary": read.week20_exception != 1,
            "everyone": "All",
        }
    )
    cases["everyone"] = cases.everyone.astype("category")
    for column in ["area", "primary_need"]:
        named = read[column].cat.add_categories("Not recorded")
        cases[column] = named.fillna("Not recorded")
    return cases


def quarter(dates):
    """First day of the quarter of each date."""
    return dates.dt.to_period("Q").dt.start_time


def by_topic(rows, time, figures):
    """The figures of each time and group, one topic under the other."""
    tables = []
    for topic, column in TOPICS.items():
        groups = rows.groupby([time, column], observed=True)
        table = figures(groups).rename_axis([time, "breakdown"]).reset_index()
        table.insert(1, "breakdown_topic", topic)
        tables.append(table)
    return pd.concat(tables)


def timeliness(cases):
    """Plans issued, by quarter."""
    plans = cases[cases.has_plan].copy()
    plans["period_start"] = quarter(plans.ended)
    plans["weeks"] = plans.days / 7
    plans["plans_issued"] = True
    for weeks in [20, 30, 52]:
        plans[f"within_{weeks}_weeks"] = plans.days <= 7 * weeks
    counts = ["plans_issued"] + [f"within_{weeks}_weeks" for weeks in [20, 30, 52]]
    for count in counts:
        plans[count + "_excl"] = plans[count] & plans.ordinary
    counts += [count + "_excl" for count in counts]

    def figures(groups):
        table = groups[counts].sum()
        table["median_weeks"] = groups.weeks.median()
        table["mean_weeks"] = groups.weeks.mean()
        return table

    return by_topic(plans, "period_start", figures)


def backlog(cases):
    """Open cases at each month end, by weeks open."""
    first = cases.received.min() + pd.offsets.MonthEnd(0)
    bands = {
        "weeks_0_to_20": (0, 140),
        "weeks_over_20_to_30": (141, 210),
        "weeks_over_30_to_52": (211, 364),
        "weeks_over_52": (365, np.inf),
    }
    tables = []
    for month_end in pd.date_range(first, AS_AT, freq="M"):
        is_open = (cases.received <= month_end) & ~(cases.ended <= month_end)
        rows = cases.loc[is_open, ["received", *TOPICS.values()]].copy()
        days = (month_end - rows.received).dt.days
        rows["as_at"] = month_end
        rows["open"] = True
        for band, (low, high) in bands.items():
            rows[band] = days.between(low, high)
        tables.append(
            by_topic(rows, "as_at", lambda groups: groups[["open", *bands]].sum())
        )
    return pd.concat(tables)


def falling_due(cases):
    """Cases whose 20-week day has come, by its quarter."""
    due_date = cases.received + pd.Timedelta(days=140)
    due = cases[due_date <= AS_AT].copy()
    due["period_start"] = quarter(due_date)
    has_ended = due.days <= 140
    due["fell_due"] = True
    due["issued_by_due_date"] = has_ended & due.has_plan
    due["open_at_due_date"] = ~has_ended
    due["ended_without_plan"] = has_ended & ~due.has_plan
    counts = ["fell_due", "issued_by_due_date", "open_at_due_date", "ended_without_plan"]
    return by_topic(due, "period_start", lambda groups: groups[counts].sum())


def main():
    cases = read_cases()
    for table in [timeliness, backlog, falling_due]:
        table(cases).to_csv(f"{table.__name__}.csv", index=False, date_format="%Y-%m-%d")


main()

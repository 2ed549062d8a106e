package dialect_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"ehcp/pipeline/dialect"
	"ehcp/queries"
)

// TestStatement shows every difference once.
func TestStatement(t *testing.T) {
	t.Parallel()
	for name, c := range map[string]struct{ duckdb, want string }{
		"what both take is left": {
			"select day + 7 as \"when\", 'group by all // -- x' from t where a <= b::date", "",
		},
		"a comment goes": {
			"-- One row: what isn't a quotation.\nselect 1 -- it's (\nfrom t", "\nselect 1 \nfrom t",
		},
		"a table is made anew": {
			"create or replace table work.main.ends as\nselect 1", "drop table if exists ends cascade; create table ends as\nselect 1",
		},
		"a view is never temporary": {
			"create or replace temp view stock as select 1", "drop view if exists stock cascade; create view stock as select 1",
		},
		"names lose their database": {
			"insert into work.main.ends select * from bulk.main.spells, ehcp.run", "insert into ends select * from spells, run",
		},
		"whole numbers": {"select (a + 1) // 2", "select (a + 1) / 2"},
		"a filter": {
			"select sum(a) filter (b is null), count(*) filter (where c) from t",
			"select sum(a) filter (where b is null), count(*) filter (where c) from t",
		},
		"a range has no end of its own": {
			"select day, unnest(range(a + 1, f(b, 2))) as week from t cross join unnest(array[1, 2]) as u (v)",
			"select day, generate_series(a + 1, (f(b, 2)) - 1) as week from t cross join unnest(array[1, 2]) as u (v)",
		},
		"a pattern": {"case when regexp_matches(v, '^[=+]') then 1 end", "case when (v ~ '^[=+]') then 1 end"},
		"groups are numbered": {
			"with a as (select x, (select max(y) from u) - 1 as m, sum(z) as s from t group by all) select f(x, y), count(*) from a group by all",
			"with a as (select x, (select max(y) from u) - 1 as m, sum(z) as s from t group by 1, 2) select f(x, y), count(*) from a group by 1",
		},
		"each part of a union has its own groups": {
			"select a, b, min(c) from t group by all union all select count(*), a, b from t group by all",
			"select a, b, min(c) from t group by 1, 2 union all select count(*), a, b from t group by 2, 3",
		},
		"columns but some": {
			"select n, f.* exclude (a, b) from (with g as (select x from t) select a, t.b, x + 1 as c, count(*) as d from g) as f",
			"select n, f.c, f.d from (with g as (select x from t) select a, t.b, x + 1 as c, count(*) as d from g) as f",
		},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			if c.want == "" {
				c.want = c.duckdb
			}
			if diff := cmp.Diff(c.want, dialect.Statement(c.duckdb)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestFunctions(t *testing.T) {
	t.Parallel()
	functions := dialect.Functions(queries.Text("macros"))
	want := "create function weeks_of(days_10 bigint) returns numeric language sql immutable as " +
		"$$ select (((2 * days_10 + 7) / 14) / 10.0)::decimal(7, 1) $$"
	for _, f := range functions {
		if strings.Join(strings.Fields(f), " ") == want {
			return
		}
	}
	t.Errorf("got %q, want among them %q", functions, want)
}

func TestType(t *testing.T) {
	t.Parallel()
	for duckdb, want := range map[string]string{
		"ENUM('a', 'b')": "text", "VARCHAR": "text", "UTINYINT": "smallint", "HUGEINT": "numeric", "BIGINT": "bigint", "DATE": "date",
		"DECIMAL(4,1)": "decimal(4,1)", "BOOLEAN": "boolean",
	} {
		if got := dialect.Type(duckdb); got != want {
			t.Errorf("%s: got %s, want %s", duckdb, got, want)
		}
	}
}

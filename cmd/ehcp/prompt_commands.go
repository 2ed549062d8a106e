package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"time"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// commandsHelp lists the commands of the prompt.
const commandsHelp = `\d                   the tables, and what one row of each is
\d TABLE             the columns of a table
\l                   the named queries
\ask NAME [X=VALUE]  a named query, with values for its parameters
\set [NAME VALUE]    a value for $NAME in what follows; alone, the values
\unset NAME          forget it
\format FORMAT       table, csv, json, jsonl, markdown ...
\output FILE         write the next answer to a file, its format by its ending
\limit ROWS          write the first rows alone; 0 is all
\timeout TIME        stop a query after this time, such as 2m
\memory AMOUNT       memory for a query, such as 4GiB
\timing              say how long each query takes, or stop saying it
\q                   leave (or Ctrl-D)
Ctrl-C stops a query that runs and clears the line; Tab completes names.
`

func commandNames() []string {
	var names []string
	for line := range strings.Lines(commandsHelp) {
		if name, _, _ := strings.Cut(line, " "); strings.HasPrefix(name, `\`) && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return append(names, `\?`)
}

// command carries out one line that begins with a backslash.
func (p *prompt) command(ctx context.Context, line string) error {
	words := strings.Fields(strings.TrimSuffix(line, ";"))
	name, args := words[0], words[1:]
	switch name {
	case `\q`, `\quit`, `\exit`:
		return io.EOF
	case `\?`, `\h`, `\help`:
		p.say("%s", commandsHelp)
		return nil
	case `\l`:
		columns, rows := ask.Listed(p.named, true)
		return p.show(ctx, columns, rows)
	case `\timing`:
		p.timing = !p.timing
		p.say("Timing is %s.\n", map[bool]string{true: "on", false: "off"}[p.timing])
		return nil
	case `\d`:
		if len(args) == 0 {
			return p.listTables(ctx)
		}
		return p.describe(ctx, strings.Join(args, " "))
	case `\set`:
		return p.set(args, line)
	case `\ask`:
		return p.askNamed(ctx, args, line)
	case `\unset`, `\format`, `\output`, `\limit`, `\timeout`, `\memory`:
		if len(args) != 1 {
			return fault.New(fault.Usage, name+" takes one word", `\? lists the commands`)
		}
		return p.change(name, args[0])
	}
	try := `\? lists the commands`
	if near := fault.Nearest(name, commandNames()); near != "" {
		try = "did you mean " + near + "?"
	}
	return fault.New(fault.Usage, "there is no command "+name, try)
}

// change sets one thing for what follows, if it holds with the rest.
func (p *prompt) change(name, value string) error {
	f := p.flags
	var err error
	switch name {
	case `\unset`:
		delete(p.sets, strings.ToLower(strings.TrimPrefix(value, "$")))
		return nil
	case `\format`:
		f.format = value
	case `\output`:
		f.output = value
		f.format, err = ask.FormatOf(value)
	case `\limit`:
		f.limitGiven = true
		if f.limit, err = strconv.Atoi(value); err != nil {
			err = fault.New(fault.Usage, fmt.Sprintf("%q is not a number of rows", value), `write it as \limit 5000`)
		}
	case `\timeout`:
		if f.limits.Timeout, err = time.ParseDuration(value); err != nil {
			err = fault.New(fault.Usage, fmt.Sprintf("%q is not a time", value), `write it as \timeout 2m`)
		}
	case `\memory`:
		f.limits.MemoryLimit = value
	}
	if err == nil {
		err = f.limits.Check()
	}
	if err == nil {
		err = f.settle(p.cmd)
	}
	switch {
	case err != nil:
	case f.output != "":
		p.once = &f
	default:
		p.flags = f
	}
	return err
}

// set keeps a value, or shows those that are kept.
func (p *prompt) set(args []string, line string) error {
	if len(args) == 0 {
		for _, name := range slices.Sorted(maps.Keys(p.sets)) {
			p.say("%s = %s\n", name, p.sets[name])
		}
		return nil
	}
	_, rest, _ := strings.Cut(strings.TrimPrefix(line, `\set`), args[0])
	name, value := args[0], strings.TrimSpace(rest)
	if before, after, found := strings.Cut(args[0], "="); found {
		name, value = before, after+rest
	}
	if value == "" {
		return fault.New(fault.Usage, `\set needs a value`, `write it as \set date 2024-01-31`)
	}
	p.sets[strings.ToLower(strings.TrimPrefix(name, "$"))] = value
	return nil
}

// askNamed asks a named query. A value may hold spaces: it ends where the next
// name=value begins.
func (p *prompt) askNamed(ctx context.Context, args []string, line string) error {
	if len(args) == 0 {
		return fault.New(fault.Usage, `\ask needs the name of a query`, `\l lists them`)
	}
	q, err := ask.Find(p.named, args[0])
	if err != nil {
		return err
	}
	var sets []string
	for _, word := range strings.Fields(line)[2:] {
		switch {
		case strings.Contains(word, "="):
			sets = append(sets, word)
		case len(sets) == 0:
			return fault.New(fault.Usage, fmt.Sprintf("%q is not name=value", word), `write it as \ask backlog-on date=2024-01-31`)
		default:
			sets[len(sets)-1] += " " + word
		}
	}
	for i, set := range sets { // quotes as in a shell
		name, value, _ := strings.Cut(set, "=")
		if n := len(value); n > 1 && value[0] == '\'' && value[n-1] == '\'' {
			sets[i] = name + "=" + value[1:n-1]
		}
	}
	return p.ask(ctx, q, sets)
}

func (p *prompt) listTables(ctx context.Context) error {
	rows := make([][]any, len(p.tables))
	for i, t := range p.tables {
		rows[i] = []any{t.Name, t.Grain}
	}
	return p.show(ctx, []warehouse.Column{{Name: "table"}, {Name: "grain"}}, rows)
}

func (p *prompt) describe(ctx context.Context, table string) error {
	d, err := ask.Describe(ctx, table, func() (string, error) { return p.path, nil }, p.flags.limits)
	if err != nil {
		return err
	}
	p.say("%s\n", strings.Join(d.Lines(table), "\n"))
	return p.show(ctx, ask.DescriptionColumns(), d.Rows)
}

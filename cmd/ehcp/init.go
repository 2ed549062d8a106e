package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"ehcp/pipeline"
	"ehcp/pipeline/config"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/mapping"
)

func newInit() *cobra.Command {
	var output string
	var schema bool
	cmd := &cobra.Command{
		Use:   "init EXTRACT...",
		Short: "Write a configuration guessed from extracts",
		Long: `Guesses which columns of the extracts are the canonical ones, by their headings
and by what their values look like, and writes a commented configuration with
what it guessed, how sure it is and why. No value of the extracts stands in it
but the words of coded columns.`,
		Example: `  ehcp init cases.xlsx
  ehcp init requests_2024-12-31.csv --output our.yaml
  ehcp init --schema > ehcp.schema.json`,
		RunE: func(cmd *cobra.Command, args []string) error {
			if schema {
				_, err := io.WriteString(cmd.OutOrStdout(), config.Schema())
				return err
			}
			if _, err := os.Stat(output); err == nil && len(args) > 0 {
				return fault.New(fault.Usage, output+" is there already", "give another --output, or move it away")
			}
			proposal, err := pipeline.Propose(cmd.Context(), optionsOf(config.Config{}, args))
			if err != nil {
				return err
			}
			if err := writeProposal(output, proposal); err != nil {
				return err
			}
			printProposal(cmd.OutOrStdout(), proposal)
			fmt.Fprintf(cmd.OutOrStdout(), "\nwritten to %s\n", output)
			if len(proposal.Missing) > 0 {
				fmt.Fprintf(cmd.OutOrStdout(), "add the headings of %s under mapping:, then: ehcp run --config %s\n",
					strings.Join(proposal.Missing, " and "), output)
				return nil
			}
			_, err = fmt.Fprintf(cmd.OutOrStdout(), "check it, then: ehcp run --config %s\n", output)
			return err
		},
	}
	cmd.Flags().BoolVar(&schema, "schema", false, "print a JSON Schema of the configuration, for editors, and do nothing else")
	cmd.Flags().StringVar(&output, "output", "ehcp.yaml", "`FILE` to write")
	return cmd
}

// writeProposal writes the file, which must not be there yet.
func writeProposal(path string, p *pipeline.Proposal) (err error) {
	folder, err := filepath.Abs(filepath.Dir(path))
	if err != nil {
		return err
	}
	text, err := p.YAML(folder)
	if err != nil {
		return err
	}
	file, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return fault.Wrap(fault.Usage, err, path+" is there already", "give another --output, or move it away")
	}
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write "+path, "check who may write there")
	}
	_, err = file.WriteString(text)
	return errors.Join(err, file.Close())
}

// printProposal prints what the columns seem to be, and what the extracts can
// support so.
func printProposal(w io.Writer, p *pipeline.Proposal) {
	for _, f := range p.Files {
		if f.IsReturn {
			fmt.Fprintf(w, "%s\n\nA SEN2 return, whose columns are known.\n", f.Path)
			continue
		}
		if f.IsList {
			fmt.Fprintf(w, "%s\n\nAn extract of %s, whose columns are known.\n\n", f.Path, f.Entry.Kind)
			continue
		}
		table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
		fmt.Fprintf(table, "%s\n\nCOLUMN\tHEADING\tHOW SURE\n", f.Path)
		for _, g := range f.Guessed.Columns {
			fmt.Fprintf(table, "%s\t%s\t%s: %s\n", g.Column, mapping.OneLine(g.Header), g.Sure, g.Why)
		}
		_ = table.Flush()
		if len(f.Guessed.Unplaced) > 0 {
			fmt.Fprintf(w, "\nnot placed, and so not read: %s\n", f.Guessed.NotPlaced())
		}
	}
	if p.Checked != nil {
		t := p.Checked.Totals
		fmt.Fprintf(w, "\n%d rows read so: %d staged, %d rejected, %d repeats, %d superseded\n",
			t.RowsRead, t.Staged, t.Rejected, t.Repeats, t.Superseded)
		printSupports(w, p.Checked.Supports)
	}
}

// proposeInstead answers an extract whose columns have other headings with
// what they may be and what it could then support.
func proposeInstead(cmd *cobra.Command, o pipeline.Options, err error) error {
	unmapped, is := pipeline.Unmapped(err)
	if !is {
		return err
	}
	o.Extracts = []string{unmapped}
	proposal, failed := pipeline.Propose(cmd.Context(), o)
	if failed != nil {
		return err
	}
	printProposal(cmd.ErrOrStderr(), proposal)
	if len(proposal.Missing) > 0 {
		return fault.Wrap(fault.Extract, err, err.Error(), "no heading was found for "+strings.Join(proposal.Missing, " and ")+
			": ehcp init "+unmapped+" writes what was found; add the rest under mapping:")
	}
	return fault.Wrap(fault.Extract, err, err.Error(), "ehcp init "+unmapped+" writes these columns to ehcp.yaml; check them, then run again")
}

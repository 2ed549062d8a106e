package main

import (
	"bufio"
	"errors"
	"io"
	"os"
	"path/filepath"

	"ehcp/pipeline/ask"
	"ehcp/pipeline/fault"
	"ehcp/pipeline/warehouse"
)

// toOutput writes to standard output, or to --output by one rename, so that
// what fails half-way leaves the file as it was.
func (f queryFlags) toOutput(stdout io.Writer, write func(io.Writer) error) error {
	if f.output == "" {
		return buffered(stdout, write)
	}
	fresh, err := os.CreateTemp(filepath.Dir(f.output), ".ehcp-query-*") // its owner's alone
	if err != nil {
		return fault.Wrap(fault.Failed, err, "cannot write "+f.output, "check the folder, and who may write there")
	}
	err = errors.Join(buffered(fresh, write), fresh.Close())
	if err == nil {
		if err = os.Rename(fresh.Name(), f.output); err != nil {
			err = fault.Wrap(fault.Failed, err, "cannot write "+f.output, "it must be a file or not exist yet")
		}
	}
	if err != nil {
		return errors.Join(err, os.Remove(fresh.Name()))
	}
	return nil
}

func buffered(w io.Writer, write func(io.Writer) error) error {
	buffer := bufio.NewWriterSize(w, 64<<10)
	if err := write(buffer); err != nil {
		return err
	}
	return buffer.Flush()
}

// print writes rows that are not the answer of a query.
func (f queryFlags) print(w io.Writer, columns []warehouse.Column, rows [][]any) error {
	writer, err := ask.NewWriter(f.format, w)
	if err != nil {
		return err
	}
	if err := writer.Begin(columns); err != nil {
		return err
	}
	for _, row := range rows {
		if err := writer.Row(row); err != nil {
			return err
		}
	}
	return writer.End()
}
